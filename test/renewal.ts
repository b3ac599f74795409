/**
 * What the tests of the actions have in common: people made up as they are needed, the form of étape 2 well filled
 * but for what a test changes, and the link of étape 4, always read from the mail that was delivered.
 */
import {
  type AskForRenewalOutcome,
  askForRenewal,
  type RenewalQuestion,
} from '../src/actions/ask-for-renewal.ts';
import {
  type ChoosePasswordOutcome,
  type ChosenPassword,
  choosePassword,
} from '../src/actions/choose-password.ts';
import { type ExtendLinkOutcome, extendLink } from '../src/actions/extend-link.ts';
import type { TypedCode } from '../src/actions/judge-code.ts';
import { lookAtLink } from '../src/actions/look-at-link.ts';
import { type SignInOutcome, type SignInVisitor, signIn } from '../src/actions/sign-in.ts';
import type { ActionTools } from '../src/actions/tools.ts';
import type { RequestRef } from '../src/database/renewal-requests.ts';
import type { DemoPerson } from '../src/demo/people.ts';
import type { MailAddress } from '../src/rules/mail-address.ts';
import { type Nir, readNir } from '../src/rules/nir.ts';
import type { Bench } from './bench.ts';
import type { SunkMail } from './mail-sink.ts';
import { addPeople } from './people.ts';
import { linkIn } from './visitor.ts';

export const NEW_PASSWORD = 'Nouveau+Mdp=42';
export const OTHER_PASSWORD = 'Encore+un.Autre_7';
export const BROWSER = 'the-form-session-of-a-browser';
export const BINDING = `${BROWSER}/mot-de-passe-oublie`;

let madeUp = 0;

/** Somebody nobody knows yet: no test shares a count, an account or a mailbox with another. */
export function somebody(overrides: Partial<DemoPerson> = {}): DemoPerson & { mailAddress: MailAddress } {
  madeUp += 1;
  const rank = String(madeUp).padStart(3, '0');
  const nir = `2${rank.slice(1)}04${50 + Number(rank[0])}990999` as Nir;
  return {
    name: `Personne ${madeUp}`,
    story: 'Inventée pour un test.',
    nir,
    dateOfBirth: { year: 1957, month: 4, day: 23 },
    mailAddress: `personne.${madeUp}@exemple.fr` as MailAddress,
    addressVerified: true,
    blocked: false,
    hasAccount: true,
    ...overrides,
  } as DemoPerson & { mailAddress: MailAddress };
}

/** Somebody who has an account. */
export async function member(
  bench: Bench,
  overrides: Partial<DemoPerson> = {},
): Promise<DemoPerson & { mailAddress: MailAddress }> {
  const person = somebody(overrides);
  await addPeople(bench, person);
  return person;
}

export function nirFrom(text: string): Nir {
  const reading = readNir(text);
  if (reading.read === 'fault') throw new Error(`${text} is not a number`);
  return reading.nir;
}

/** A code to copy, freshly shown and rightly copied. */
export function freshCode(bench: Bench, binding = BINDING): TypedCode {
  const token = bench.tools.challenges.issue(binding);
  return { token, binding, answer: bench.readCode(token, binding), proof: '' };
}

export function questionFrom(
  bench: Bench,
  person: DemoPerson,
  overrides: Partial<RenewalQuestion> = {},
): RenewalQuestion {
  const typedAddress = person.mailAddress ?? ('quelque.adresse@exemple.fr' as MailAddress);
  const { nir, dateOfBirth } = person;
  const question = { nir, dateOfBirth, mailAddress: typedAddress, asker: newcomer() };
  return { ...question, code: freshCode(bench), ...overrides };
}

let newcomers = 0;

/** A form in a browser at an address where nobody has asked for anything. */
export function newcomer(): RenewalQuestion['asker'] {
  newcomers += 1;
  return {
    formSession: `${BROWSER} ${newcomers}`,
    clientAddress: `2001:db8:${newcomers.toString(16)}:1::/64`,
  };
}

/** « Recevoir le mail », all fields right but for `overrides`. */
export function ask(
  bench: Bench,
  person: DemoPerson,
  overrides: Partial<RenewalQuestion> = {},
): Promise<AskForRenewalOutcome> {
  return askForRenewal(bench.tools, questionFrom(bench, person, overrides));
}

/** The requests whose jobs wait, taken from the queue as the worker takes them. */
export async function waitingRequests(bench: Bench): Promise<RequestRef[]> {
  const refs: RequestRef[] = [];
  await bench.tools.jobs.workOnce({
    'renewal-mail': async payload => {
      refs.push(payload.requestRef as RequestRef);
      return 'done';
    },
    'notice-mail': notExpected,
    'alert-mail': notExpected,
    'address-mail': notExpected,
  });
  return refs;
}

async function notExpected(): Promise<never> {
  throw new Error('this mail was not expected here');
}

/** Asks, and gives the one request that it left. */
export async function askedBy(bench: Bench, person: DemoPerson): Promise<RequestRef> {
  await ask(bench, person);
  const [ref, ...others] = await waitingRequests(bench);
  if (ref === undefined || others.length > 0) throw new Error('one request was expected');
  return ref;
}

/** What the address of the link ends with: what the browser's cookie will hold. */
export function secretIn(mail: SunkMail | undefined): string {
  return linkIn(mail).split('/').at(-1) ?? '';
}

/** Asks, works on the jobs, opens the mail: the secret of the link in it. */
export async function linkOf(bench: Bench, person: DemoPerson): Promise<string> {
  await ask(bench, person);
  return secretIn((await bench.deliver()).findLast(mail => mail.text.includes('/renouveler/')));
}

/** Étape 1, from a browser at an address where nobody has tried anything. */
export function enter(
  bench: Bench,
  nir: Nir,
  password: string,
  browser: Partial<SignInVisitor> = {},
): Promise<SignInOutcome> {
  const { clientAddress } = newcomer();
  return signIn(
    bench.tools,
    { nir, password },
    { clientAddress, formerSession: undefined, device: 'computer', ...browser },
  );
}

export function look(bench: Bench, linkCookie: string | undefined, formSession = BROWSER) {
  return lookAtLink(bench.tools, { linkCookie, ...newcomer(), formSession });
}

/** Étape 5 with a live link: its form shown, then sent with this password. */
export async function renew(
  bench: Bench,
  linkCookie: string,
  overrides: Partial<ChosenPassword> & { tools?: ActionTools } = {},
): Promise<ChoosePasswordOutcome> {
  const { tools = bench.tools, ...given } = overrides;
  const seen = await look(bench, linkCookie);
  const formLink = seen.outcome === 'live' ? seen.ref : 'a form of some time ago';
  const password = given.password ?? NEW_PASSWORD;
  return choosePassword(tools, {
    linkCookie,
    ...newcomer(),
    formSession: BROWSER,
    formLink,
    password,
    repeated: password,
    ...given,
  });
}

/** Étape 5 with a live link: its form shown, then « J’ai besoin de plus de temps ». */
export async function needMoreTime(
  bench: Bench,
  linkCookie: string,
  overrides: { formLink?: string; formSession?: string } = {},
): Promise<ExtendLinkOutcome> {
  const seen = await look(bench, linkCookie);
  const formLink = seen.outcome === 'live' ? seen.ref : 'a form of some time ago';
  return extendLink(bench.tools, { linkCookie, ...newcomer(), formSession: BROWSER, formLink, ...overrides });
}
