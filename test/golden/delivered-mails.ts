/**
 * The mails as a mailbox receives them: asked for over HTTP, sent by the worker, taken by a real SMTP server, read
 * by an independent parser. The clock stands at the document's moment; only the link's secret would differ from one
 * run to the next, so it is replaced.
 */
import { type Bench, openBench } from '../bench.ts';
import { create, newPerson, secretOf } from '../creation.ts';
import type { SunkMail } from '../mail-sink.ts';
import { addPeople, PEOPLE, writtenDate } from '../people.ts';
import { NEW_PASSWORD, secretIn } from '../renewal.ts';
import { createVisitor } from '../visitor.ts';

export const GOLDEN_NAMES = [
  'renewal.txt',
  'renewal.html',
  'notice.txt',
  'notice.html',
  'address.txt',
  'address.html',
  'alert.txt',
  'alert.html',
] as const;

export type GoldenMails = Record<(typeof GOLDEN_NAMES)[number], string>;

export async function deliverGoldenMails(): Promise<GoldenMails> {
  const bench = await openBench();
  try {
    const renewal = await askForMail(bench);
    const secret = secretIn(renewal);
    const notice = await changePassword(bench, secret);
    const address = await createAccount(bench);
    const alert = await tellOwner(bench);
    const addressSecret = secretOf([address]);
    return {
      'renewal.txt': renewal.text.replaceAll(secret, 'SECRET'),
      'renewal.html': renewal.html.replaceAll(secret, 'SECRET'),
      'notice.txt': notice.text,
      'notice.html': notice.html,
      'address.txt': address.text.replaceAll(addressSecret, 'SECRET'),
      'address.html': address.html.replaceAll(addressSecret, 'SECRET'),
      'alert.txt': alert.text,
      'alert.html': alert.html,
    };
  } finally {
    await bench.close();
  }
}

async function askForMail(bench: Bench): Promise<SunkMail> {
  const { camille } = PEOPLE;
  await addPeople(bench, camille);
  const visitor = createVisitor(bench);
  await visitor.get('/mot-de-passe-oublie');
  await visitor.submit({
    numero: camille.nir,
    'date-de-naissance': writtenDate(camille.dateOfBirth),
    'adresse-mail': String(camille.mailAddress),
    code: visitor.code(),
  });
  return onlyOne(await bench.deliver());
}

async function changePassword(bench: Bench, secret: string): Promise<SunkMail> {
  const visitor = createVisitor(bench);
  await visitor.follow(await visitor.get(`/renouveler/${secret}`));
  await visitor.submit({ 'nouveau-mot-de-passe': NEW_PASSWORD, 'mot-de-passe-repete': NEW_PASSWORD });
  return onlyOne(await bench.deliver());
}

async function createAccount(bench: Bench): Promise<SunkMail> {
  await create(bench, await newPerson(bench));
  return onlyOne(await bench.deliver());
}

async function tellOwner(bench: Bench): Promise<SunkMail> {
  const owner = await bench.tools.accounts.findByNir(bench.tools.db, PEOPLE.camille.nir);
  const at = bench.world.now().toISOString();
  const alert = { accountRef: owner?.ref ?? '', kind: 'creationAsked', at, to: 'current' } as const;
  await bench.tools.db.transaction().execute(trx => bench.tools.jobs.enqueue(trx, 'alert-mail', alert));
  return onlyOne(await bench.deliver());
}

function onlyOne(mails: SunkMail[]): SunkMail {
  const [mail, ...others] = mails;
  if (mail === undefined || others.length > 0) throw new Error(`${mails.length} mails came, not one`);
  return mail;
}
