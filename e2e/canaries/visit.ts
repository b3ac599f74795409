/** The visit itself: étapes 2 to 6, signing in, and on the way everything that people mistype and that can break. */
import { type RawBuilder, sql } from 'kysely';
import type { Page } from 'playwright-core';
import type { MailSink } from '../../test/mail-sink.ts';
import { linkIn } from '../../test/visitor.ts';
import type { Service } from '../service.ts';
import { type Asker, choosePassword, fillForm, receiveMail, signIn, walkToForm } from '../walk.ts';
import { askerOf, BIRD, FAULTY, OTHER, PASSWORDS, WRONG_CODE } from './bird.ts';

/** Whose visit it is, and what was drawn for it meanwhile. */
export type Visit = { service: Service; sink: MailSink; page: Page; codes: string[]; secrets: string[] };

const CODE_FIELD = 'Caractères lus ou entendus *';
const OWN_FAULT = 'Un problème est survenu de notre côté';

export async function walkThroughAll(visit: Visit): Promise<void> {
  await mistype(visit);
  await renew(visit);
  await comeAndGo(visit);
}

/** Étape 2 with faults of form, a wrong code, another person's values; then the right ones, and once more. */
async function mistype(visit: Visit): Promise<void> {
  const { service, page } = visit;
  await walkToForm(page, service);
  await send(visit, FAULTY, 'erreurs à corriger');
  await walkToForm(page, service);
  await fillForm(page, askerOf(BIRD));
  await page.getByLabel(CODE_FIELD).fill(WRONG_CODE);
  await receiveMail(page);
  await page.getByText('à corriger').first().waitFor();
  const mixed = { ...askerOf(BIRD), dateDeNaissance: askerOf(OTHER).dateDeNaissance };
  for (const asker of [askerOf(OTHER), mixed, { ...askerOf(BIRD), adresseMail: OTHER.mailAddress }]) {
    await walkToForm(page, service);
    await send(visit, asker, 'Le mail a bien été envoyé à');
  }
  await walkToForm(page, service);
  await broken(visit, 'renewal_requests', () => send(visit, askerOf(BIRD), OWN_FAULT));
  await walkToForm(page, service);
  await send(visit, askerOf(BIRD), 'Le mail a bien été envoyé à');
}

/** Étapes 3 to 6: another mail, the older link, passwords refused, a fault of ours, the password chosen. */
async function renew(visit: Visit): Promise<void> {
  const { service, sink, page, secrets } = visit;
  const first = linkIn(await sink.next());
  service.world.advance({ seconds: 90 });
  await page.getByRole('button', { name: 'Recevoir un nouveau mail' }).click();
  const second = linkIn(await sink.next());
  secrets.push(...[first, second].map(link => link.split('/').at(-1) ?? ''));
  await page.goto(first);
  await page.goto(second);
  await choosePassword(page, PASSWORDS.weak);
  await choosePassword(page, PASSWORDS.fresh, PASSWORDS.mistyped);
  await page.getByText('Les deux mots de passe sont différents').first().waitFor();
  await broken(visit, 'sessions', async () => {
    await choosePassword(page, PASSWORDS.fresh);
    await page.getByText(OWN_FAULT).first().waitFor();
  });
  await page.goto(second);
  await choosePassword(page, PASSWORDS.fresh);
  await page.getByText('a bien été enregistré').first().waitFor();
  await sink.next();
}

async function comeAndGo(visit: Visit): Promise<void> {
  const { service, page } = visit;
  await page.goto(`${service.baseUrl}/connexion`);
  await signIn(page, BIRD.nir, PASSWORDS.former);
  await page.getByText('incorrect').first().waitFor();
  await broken(visit, 'accounts', async () => {
    await signIn(page, OTHER.nir, PASSWORDS.fresh);
    await page.getByText(OWN_FAULT).first().waitFor();
  });
  await page.goto(`${service.baseUrl}/connexion`);
  await signIn(page, BIRD.nir, PASSWORDS.fresh);
  await page.getByText('Vous êtes connecté').waitFor();
  await page.getByRole('button', { name: 'Me déconnecter' }).click();
  await page.getByText('J’accède à mon compte ameli').waitFor();
}

async function copyCode({ service, page, codes }: Visit): Promise<void> {
  const field = page.getByLabel(CODE_FIELD);
  if ((await field.count()) === 0) return;
  const code = await service.codeOn(page);
  codes.push(code);
  await field.fill(code);
}

export async function send(visit: Visit, asker: Asker, sentence: string): Promise<void> {
  const { page } = visit;
  await fillForm(page, asker);
  await copyCode(visit);
  await receiveMail(page);
  await page.getByText(sentence).first().waitFor();
}

/** A fault of ours, and an honest one: the table is not there for a while. */
async function broken({ service }: Visit, table: string, work: () => Promise<void>): Promise<void> {
  const rename = (from: string, to: string): RawBuilder<unknown> =>
    sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`;
  await rename(table, `${table}_gone`).execute(service.server.tools.db);
  await work();
  await rename(`${table}_gone`, table).execute(service.server.tools.db);
}
