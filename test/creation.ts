/** « Créez votre compte » for the tests of the actions: the form well filled but for what a test changes, and the mailed link that proves an address. */
import {
  type CreateAccountOutcome,
  type CreationQuestion,
  createAccount,
} from '../src/actions/create-account.ts';
import type { AddressLinkHolder } from '../src/actions/look-at-address-link.ts';
import type { DemoPerson } from '../src/demo/people.ts';
import { CREATION_FORM, codeBindingOf } from '../src/journey/2-forgotten-password/code-binding.ts';
import type { DateOfBirth } from '../src/rules/date-of-birth.ts';
import type { MailAddress } from '../src/rules/mail-address.ts';
import type { Bench } from './bench.ts';
import type { SunkMail } from './mail-sink.ts';
import { register } from './people.ts';
import { BROWSER, freshCode, NEW_PASSWORD, newcomer, somebody } from './renewal.ts';

const CREATION_BINDING = codeBindingOf(BROWSER, CREATION_FORM);

/** Somebody of the register who has no account yet: « Personne 12 » is the given name, then the name. */
export async function newPerson(
  bench: Bench,
  overrides: Partial<DemoPerson> = {},
): Promise<DemoPerson & { mailAddress: MailAddress }> {
  const person = somebody({ name: 'Ève-Marie d’Exemple', hasAccount: false, ...overrides });
  await register(bench, person);
  return person;
}

export function creationFrom(
  bench: Bench,
  person: DemoPerson,
  overrides: Partial<CreationQuestion> = {},
): CreationQuestion {
  const { nir, dateOfBirth } = person;
  return {
    nir,
    name: 'D’EXEMPLE',
    givenName: 'eve marie',
    dateOfBirth,
    mailAddress: person.mailAddress ?? ('quelque.adresse@exemple.fr' as MailAddress),
    password: NEW_PASSWORD,
    repeated: overrides.password ?? NEW_PASSWORD,
    asker: newcomer(),
    device: 'phone',
    code: overrides.code ?? freshCode(bench, CREATION_BINDING),
    ...overrides,
  };
}

/** « Créer mon compte », all fields right but for `overrides`. */
export function create(
  bench: Bench,
  person: DemoPerson,
  overrides: Partial<CreationQuestion> = {},
): Promise<CreateAccountOutcome> {
  return createAccount(bench.tools, creationFrom(bench, person, overrides));
}

/** The address of the link in the mail that proves an address: its path. */
export function addressLinkIn(mails: readonly SunkMail[]): string {
  const links = mails.flatMap(mail => /\/valider-mon-adresse\/[\w-]{43}Z/.exec(mail.text) ?? []);
  const link = links.at(-1);
  if (link === undefined) throw new Error('no mail brought a link that proves an address');
  return link;
}

/** Creates the account, works on the jobs: what the browser's cookie will hold of the link. */
export async function addressSecretOf(bench: Bench, person: DemoPerson): Promise<string> {
  const ended = await create(bench, person);
  if (ended.outcome !== 'created') throw new Error(`the account is not created: ${ended.outcome}`);
  return secretOf(await bench.deliver());
}

export function secretOf(mails: readonly SunkMail[]): string {
  return addressLinkIn(mails).split('/').at(-1) ?? '';
}

export function holder(linkCookie: string | undefined): AddressLinkHolder {
  return { linkCookie, signedInTo: undefined, clientAddress: newcomer().clientAddress };
}

export const WRONG_DATE: DateOfBirth = { year: 1957, month: 4, day: 24 };
