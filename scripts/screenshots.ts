/**
 * `npm run screenshots`: the pictures of the README, taken from the running service with its clock at the document's
 * own moment, so that they change only when the screens do.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser.ts';
import { startService } from '../e2e/service.ts';
import { choosePassword, copyCode, fillForm, NEW_PASSWORD, receiveMail, walkToForm } from '../e2e/walk.ts';
import { unpackBrowser } from '../test/unpacked-browser.ts';
import { linkIn } from '../test/visitor.ts';

const IMAGES = join(import.meta.dirname, '../docs/images');
const VIEWPORT = { width: 960, height: 720 };

async function keep(page: Page, name: string): Promise<void> {
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: join(IMAGES, `${name}.png`), fullPage: true });
}

await mkdir(IMAGES, { recursive: true });
const browser = await openBrowser(await unpackBrowser());
const service = await startService();
const page = await browser.newPage({ viewport: VIEWPORT, locale: 'fr-FR' });

await page.goto(service.baseUrl);
// Our font serves from the second page on: a first page never changes under the eyes of its reader.
await page.evaluate('document.fonts.ready');
await page.goto(service.baseUrl);
await keep(page, 'welcome');
await walkToForm(page, service);
await fillForm(page, {
  numero: '2 85 07 75 990 999 80',
  dateDeNaissance: '12/07/1985',
  adresseMail: 'camille.exemple@exemple.fr',
});
await keep(page, 'forgotten-password');
await copyCode(page, service);
await receiveMail(page);
await keep(page, 'mail-sent');

const mail = await service.sink.next();
const webmail = await browser.newPage({ viewport: VIEWPORT });
await webmail.setContent(mail.html);
await keep(webmail, 'mail');

await page.goto(linkIn(mail));
await page.getByRole('textbox', { name: 'Nouveau mot de passe *' }).pressSequentially('nouveau+mdp');
await keep(page, 'new-password');
await choosePassword(page, NEW_PASSWORD);
await page.getByText('a bien été enregistré').waitFor();
await keep(page, 'saved');
await service.sink.next();

await browser.close();
await service.stop();
