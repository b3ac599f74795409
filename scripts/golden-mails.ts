/**
 * `node scripts/node.cjs scripts/golden-mails.ts`: writes test/golden/ anew from the mails that are really delivered.
 * To be run when a mail was meant to change; the difference that Git then shows is what people will receive, to be
 * read word for word before it is committed.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { globalSetup, globalTeardown } from '../test/global-setup.ts';

await globalSetup();
const { deliverGoldenMails } = await import('../test/golden/delivered-mails.ts');
const mails = await deliverGoldenMails();
for (const [name, text] of Object.entries(mails))
  await writeFile(join(import.meta.dirname, '../test/golden', name), text);
await globalTeardown();
