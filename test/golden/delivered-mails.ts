/**
 * The mails as a mailbox receives them: those of the journey asked for over HTTP, sent by the worker, taken by a real SMTP server, read
 * by an independent parser. The clock stands at the document's moment; only the links' secrets would differ from one
 * run to the next, so they are replaced.
 */
import { sendAlertMail } from '../../src/actions/send-alert-mail.ts';
import { ALERT_KINDS, type AlertKind } from '../../src/rules/alerts.ts';
import { type Bench, openBench } from '../bench.ts';
import { create, newPerson, secretOf } from '../creation.ts';
import type { SunkMail } from '../mail-sink.ts';
import { addPeople, PEOPLE, writtenDate } from '../people.ts';
import { NEW_PASSWORD, secretIn } from '../renewal.ts';
import { createVisitor, disavowLinkIn, linkIn } from '../visitor.ts';

const ALERT_NAMES = ALERT_KINDS.map(kind => `alert-${kind}.txt` as const);
/** The alerts differ by their words alone: one shows how they look. */
export const GOLDEN_NAMES = [
  ...(['renewal.txt', 'renewal.html', 'notice.txt', 'notice.html', 'address.txt', 'address.html'] as const),
  ...ALERT_NAMES,
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
    const addressSecret = secretOf([address]);
    return {
      'renewal.txt': hide(renewal, renewal.text),
      'renewal.html': hide(renewal, renewal.html),
      'notice.txt': hide(notice, notice.text),
      'notice.html': hide(notice, notice.html),
      'address.txt': address.text.replaceAll(addressSecret, 'SECRET'),
      'address.html': address.html.replaceAll(addressSecret, 'SECRET'),
      ...(await alerts(bench)),
    };
  } finally {
    await bench.close();
  }
}

/** The links' secrets differ from one run to the next. */
function hide(mail: SunkMail, part: string): string {
  const secrets = [disavowLinkIn(mail), ...(mail.text.includes('/renouveler/') ? [linkIn(mail)] : [])];
  return secrets.reduce((text, link) => text.replaceAll(link.split('/').at(-1) ?? '', 'SECRET'), part);
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

async function alerts(bench: Bench) {
  const texts = {} as Record<(typeof ALERT_NAMES)[number], string>;
  let html = '';
  for (const kind of ALERT_KINDS) {
    const mail = await sendAlert(bench, kind);
    texts[`alert-${kind}.txt`] = mail.text;
    html ||= mail.html;
  }
  return { ...texts, 'alert.html': html };
}

async function sendAlert(bench: Bench, kind: AlertKind): Promise<SunkMail> {
  const account = await bench.tools.accounts.findByNir(bench.tools.db, PEOPLE.camille.nir);
  if (account === undefined) throw new Error('somebody of the demonstration has no account');
  const alert = { accountRef: account.ref, kind, at: bench.world.now(), to: 'current' } as const;
  await sendAlertMail(bench.tools, alert);
  return onlyOne(await bench.deliver());
}

function onlyOne(mails: SunkMail[]): SunkMail {
  const [mail, ...others] = mails;
  if (mail === undefined || others.length > 0) throw new Error(`${mails.length} mails came, not one`);
  return mail;
}
