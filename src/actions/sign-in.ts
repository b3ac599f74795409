/**
 * Étape 1, « ME CONNECTER »: number and password, or provisional code (`enter-with-code.ts`). A try is counted before anything is looked up (`count-sign-in.ts`); a
 * number without account costs the same time as a wrong password and is answered alike (norm ENU-7). What was hashed with
 * weaker parameters or by a former key is hashed again, now that the password is there (STO-4).
 */
import type { Nir } from '../rules/nir.ts';
import { numberSubject } from './audit-subjects.ts';
import { type CountedTry, countTry, liftWaitOfNumber } from './count-sign-in.ts';
import { type EnterWithCodeOutcome, enterWithCode } from './enter-with-code.ts';
import { openSession, type SignInBrowser } from './open-session.ts';
import { record, recordOnce } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type SignInOutcome =
  | { outcome: 'signedIn'; sessionToken: string }
  /** What was typed was no password: by a provisional code, or wrong. */
  | EnterWithCodeOutcome
  /** Too many tries, of this number or from this client: the password was not looked at. */
  | { outcome: 'tooMany'; until: Date }
  /** A hundred tries failed one after another: only a renewal helps. */
  | { outcome: 'renewalNeeded' }
  | { outcome: 'busy' };

export type Credentials = { nir: Nir; password: string };

/** Who tries: with which browser, and where from. */
export type SignInVisitor = SignInBrowser & { clientAddress: string };

export async function signIn(
  tools: ActionTools,
  credentials: Credentials,
  browser: SignInVisitor,
): Promise<SignInOutcome> {
  const counted = await countTry(tools, { nir: credentials.nir, clientAddress: browser.clientAddress });
  if (counted.verdict === 'tooMany') {
    // A client that is over its own limit may name any number: it costs nothing, and no number is concerned.
    if (counted.counted === 'number')
      await recordThrottled(tools, credentials.nir, counted.until.toISOString());
    return { outcome: 'tooMany', until: counted.until };
  }
  if (counted.verdict === 'renewalNeeded') {
    await recordThrottled(tools, credentials.nir, 'renewal');
    return { outcome: 'renewalNeeded' };
  }
  const ended = await tryToEnter(tools, credentials, browser);
  await settleTry(tools, credentials.nir, { ended, counted });
  return ended;
}

/** A code that was good once counts as a failure too: it is no reason to try more often. */
async function settleTry(
  tools: ActionTools,
  nir: Nir,
  { ended, counted }: { ended: Entered; counted: Extract<CountedTry, { verdict: 'goOn' }> },
): Promise<void> {
  switch (ended.outcome) {
    case 'signedIn':
    case 'mayChoosePassword':
      return counted.giveBack();
    case 'busy':
      return counted.forget();
    case 'codeExpired':
    case 'codeUsed':
    case 'wrongNumberOrPassword':
      return recordFailed(tools, nir);
    default:
      return ended satisfies never;
  }
}

/** By the number, whether or not it has an account (norm ENU-7). */
async function recordFailed(tools: ActionTools, nir: Nir): Promise<void> {
  const told = { subject: numberSubject(tools, nir), event: 'signInFailed', detail: {} } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, told));
}

/** Once for each wait, however often it is tried meanwhile. */
async function recordThrottled(tools: ActionTools, nir: Nir, until: string): Promise<void> {
  const told = { subject: numberSubject(tools, nir), event: 'signInThrottled', detail: { until } } as const;
  await tools.db.transaction().execute(trx => recordOnce(trx, tools, told));
}

type Entered = Exclude<SignInOutcome, { outcome: 'tooMany' | 'renewalNeeded' }>;

/** Once more when the password was written anew while this one was checked: the check was of the former one. */
async function tryToEnter(
  tools: ActionTools,
  credentials: Credentials,
  browser: SignInVisitor,
): Promise<Entered> {
  const first = await enter(tools, credentials, browser);
  if (first !== 'changedMeanwhile') return first;
  const second = await enter(tools, credentials, browser);
  return second === 'changedMeanwhile' ? { outcome: 'busy' } : second;
}

async function enter(
  tools: ActionTools,
  { nir, password }: Credentials,
  browser: SignInVisitor,
): Promise<Entered | 'changedMeanwhile'> {
  const account = await tools.accounts.findByNir(tools.db, nir);
  const verdict = await tools.secrets.passwordHasher.verify(account?.passwordHash, password);
  if (verdict === 'busy') return { outcome: 'busy' };
  if (verdict === 'wrong' || account?.passwordHash === undefined)
    return enterWithCode(tools, { nir, accountRef: account?.ref, typed: password }, browser);

  const { ref, passwordHash } = account;
  const rehashed = await rehash(tools, passwordHash, password);
  return tools.db.transaction().execute(async trx => {
    // Held until the session is there: a renewal comes before, and this password is refused, or after, and ends it.
    if ((await tools.accounts.lockPassword(trx, ref)) !== passwordHash) return 'changedMeanwhile';
    if (rehashed !== undefined) await tools.accounts.rehashPassword(trx, ref, rehashed);
    await liftWaitOfNumber(trx, tools, nir);
    const sessionToken = await openSession(trx, tools, { accountRef: ref, scope: 'account' }, browser);
    await record(trx, tools, { subject: numberSubject(tools, nir), event: 'signedIn', detail: {} });
    return { outcome: 'signedIn', sessionToken };
  });
}

/** Undefined when the hash is good as it is, or when there is no time for another one now: the next sign-in does it. */
async function rehash(tools: ActionTools, stored: string, password: string): Promise<string | undefined> {
  const { passwordHasher } = tools.secrets;
  if (!passwordHasher.needsRehash(stored)) return undefined;
  const hashed = await passwordHasher.hash(password);
  return hashed.state === 'busy' ? undefined : hashed.hash;
}
