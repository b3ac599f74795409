/** « Mon compte » for the tests: somebody signed in, over HTTP or before an action; what waits to be mailed; an address proved. */
import assert from 'node:assert/strict';
import { type AddressChange, askAddressChange } from '../src/actions/ask-address-change.ts';
import { findSession } from '../src/actions/find-session.ts';
import type { SignedIn } from '../src/actions/prove-owner.ts';
import { holdAddress, takePendingAddress } from '../src/actions/take-pending-address.ts';
import type { AccountRef } from '../src/database/accounts.ts';
import type { JobPayloads } from '../src/database/jobs.ts';
import { findOtherAddress } from '../src/database/other-addresses.ts';
import type { DemoPerson } from '../src/demo/people.ts';
import { type MailAddress, readMailAddress } from '../src/rules/mail-address.ts';
import { jobHandlers } from '../src/worker.ts';
import type { Bench } from './bench.ts';
import { visitorFrom } from './client.ts';
import { FORMER_PASSWORD } from './people.ts';
import { enter } from './renewal.ts';
import type { Seen, Visitor } from './visitor.ts';

let clients = 0;

/** A browser at an address of its own, that has signed in. */
export async function signedInVisitor(
  bench: Bench,
  person: DemoPerson,
  password = FORMER_PASSWORD,
): Promise<Visitor> {
  clients += 1;
  const visitor = visitorFrom(bench, `2001:db8:acc:${clients.toString(16)}::1`);
  await visitor.get('/connexion');
  const entered = await visitor.submit({ numero: person.nir, 'mot-de-passe': password });
  assert.equal(entered.headers.get('Location'), '/mon-compte');
  await visitor.follow(entered);
  return visitor;
}

/** The page at a path, and then its form sent there. */
export async function sendForm(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
  page = path,
): Promise<Seen> {
  await visitor.get(page);
  return visitor.submit(fields, path);
}

export const changeOfPassword = (current: string, fresh: string) => ({
  'mot-de-passe-actuel': current,
  'nouveau-mot-de-passe': fresh,
  'mot-de-passe-repete': fresh,
});

/** A session as the actions are given it. */
export async function signIn(bench: Bench, person: DemoPerson, password = FORMER_PASSWORD) {
  const entered = await enter(bench, person.nir, password);
  assert.ok(entered.outcome === 'signedIn');
  const session = await findSession(bench.tools, entered.sessionToken);
  assert.ok(session.outcome === 'signedIn');
  return { session: { ref: session.ref, accountRef: session.accountRef } as SignedIn, ...entered };
}

/** Works on what waits, but for the queue `address-mail`: what that holds, which is nothing but whose account it is. */
export async function waitingAddressMails(bench: Bench): Promise<JobPayloads['address-mail'][]> {
  const payloads: JobPayloads['address-mail'][] = [];
  await bench.tools.jobs.workOnce({
    ...jobHandlers(bench.tools),
    'address-mail': async payload => {
      payloads.push(payload);
      return 'done';
    },
  });
  return payloads;
}

/** The pending address is proved, as its mailed link does it. */
export function provePending(bench: Bench, accountRef: AccountRef) {
  const now = bench.world.now();
  return bench.tools.db.transaction().execute(async trx => {
    await holdAddress(trx, bench.tools, accountRef);
    return takePendingAddress(trx, bench.tools, accountRef, now);
  });
}

let fresh = 0;

/** An address that nobody has given yet. */
export function freshAddress(): MailAddress {
  fresh += 1;
  const reading = readMailAddress(`neuve.${fresh}@exemple.fr`);
  assert.ok(reading.read === 'address');
  return reading.address;
}

/** A change of address, all right but for `overrides`. */
export function askForAddress(bench: Bench, session: SignedIn, overrides: Partial<AddressChange> = {}) {
  const change = {
    session,
    password: FORMER_PASSWORD,
    mailAddress: freshAddress(),
    device: 'phone',
  } as const;
  return askAddressChange(bench.tools, { ...change, ...overrides });
}

export function pendingOf({ tools }: Pick<Bench, 'tools'>, { accountRef }: SignedIn) {
  return findOtherAddress(tools.db, tools.secrets.sealer, { accountRef, role: 'pending' });
}
