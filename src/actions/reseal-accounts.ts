/**
 * Key rotation (norms STO-3, STO-6, RGP-2): with the new key first in the ring and the former one after it, seals every
 * account's person anew, and indexes its number and its address anew, under the current key. Servers go on meanwhile:
 * they hold both keys, and each row is whole before and after. What is done already is left as it is, so it may be
 * interrupted at any instant, repeated, and run twice at once. docs/decisions/0020 says what it cannot mend.
 */
import {
  type AccountSeals,
  countAccounts,
  findOwnersOfNumbers,
  listAccountSeals,
  lockAccountSeals,
  type PersonChange,
  reindexAddresses,
  writePersons,
} from '../database/account-seals.ts';
import { type Person, placeOfPerson } from '../database/accounts.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { record } from './record-event.ts';
import { resealAddressLinks } from './reseal-address-links.ts';
import { resealAddresses } from './reseal-addresses.ts';
import type { ActionTools } from './tools.ts';

export type ResealOutcome =
  | { outcome: 'allCurrent'; report: ResealReport }
  /** Some accounts, named by their refs, could not be brought to the current key. */
  | { outcome: 'someLeft'; report: ResealReport }
  /** Asked to stop: what was being sealed is whole, the rest keeps its key. */
  | { outcome: 'interrupted'; report: ResealReport };

export type ResealReport = {
  accounts: number;
  resealed: number;
  /** They open under no key of the ring. */
  unreadable: string[];
  /** Another account already stands under their number: an agent has to look at both. */
  doubled: string[];
};

export type ResealProgress = { looked: number; accounts: number };

type Tools = Pick<ActionTools, 'db' | 'secrets' | 'world'>;

export const RESEAL_BATCH = 500;

export type ResealWatch = {
  /** Told after each batch, and waited for. */
  onBatch?(progress: ResealProgress): void | Promise<void>;
  signal?: AbortSignal;
};

/** First those that nobody holds; then, if some were held, all again, waiting for each. */
export async function resealAccounts(
  tools: Tools,
  { onBatch, signal }: ResealWatch = {},
  batchRows = RESEAL_BATCH,
): Promise<ResealOutcome> {
  const accounts = await countAccounts(tools.db);
  const [unreadable, doubled] = [new Set<string>(), new Set<string>()];
  let resealed = 0;
  for (const held of ['skip', 'wait'] as const) {
    let looked = 0;
    let busy = 0;
    for await (const batch of batches(tools, held, batchRows)) {
      looked += batch.looked;
      busy += batch.busy;
      resealed += batch.resealed;
      for (const ref of batch.unreadable) unreadable.add(ref);
      for (const ref of batch.doubled) doubled.add(ref);
      await onBatch?.({ looked, accounts });
      if (signal?.aborted) break;
    }
    if (busy === 0 || signal?.aborted) break;
  }
  if (!signal?.aborted) resealed += (await resealAddresses(tools)) + (await resealAddressLinks(tools));
  if (resealed > 0) await tellJournal(tools, resealed);
  const report = { accounts, resealed, unreadable: [...unreadable], doubled: [...doubled] };
  if (signal?.aborted) return { outcome: 'interrupted', report };
  return { outcome: unreadable.size + doubled.size === 0 ? 'allCurrent' : 'someLeft', report };
}

async function tellJournal(tools: Tools, rows: number): Promise<void> {
  const told = { subject: { kind: 'site' }, event: 'keysRotated', detail: { rows } } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, told));
}

type Batch = { looked: number; busy: number; resealed: number; unreadable: string[]; doubled: string[] };

async function* batches(tools: Tools, held: 'skip' | 'wait', batchRows: number): AsyncGenerator<Batch> {
  let after: string | undefined;
  while (true) {
    const seals = await listAccountSeals(tools.db, after, batchRows);
    if (seals.length === 0) return;
    yield await resealBatch(tools, seals, held);
    after = seals.at(-1)?.ref;
  }
}

async function resealBatch(tools: Tools, seals: AccountSeals[], held: 'skip' | 'wait'): Promise<Batch> {
  const seen = seals.map(one => ({ ref: one.ref, renewed: renewSeals(tools.secrets, one) }));
  const unreadable = seen.filter(({ renewed }) => renewed.state === 'unreadable').map(({ ref }) => ref);
  const stale = seen.filter(({ renewed }) => renewed.state === 'stale').map(({ ref }) => ref);
  const looked = seals.length;
  if (stale.length === 0) return { looked, busy: 0, resealed: 0, unreadable, doubled: [] };
  return tools.db.transaction().execute(async trx => {
    const locked = await lockAccountSeals(trx, stale, held);
    const renewals = locked.flatMap(one => {
      const renewed = renewSeals(tools.secrets, one);
      return renewed.state === 'stale' ? [renewed] : [];
    });
    const persons = renewals.map(({ person }) => person);
    const owners = persons.length === 0 ? [] : await findOwnersOfNumbers(trx, numbersOf(persons));
    const taken = new Map(owners.map(owner => [owner.nirIndex.toString('hex'), owner.ref]));
    const isDoubled = ({ ref, nirIndex }: PersonChange) =>
      (taken.get(nirIndex.toString('hex')) ?? ref) !== ref;
    const free = renewals.filter(({ person }) => !isDoubled(person));
    await writePersons(
      trx,
      free.map(({ person }) => person),
    );
    for (const table of ['verified_addresses', 'bounced_addresses'] as const)
      await reindexAddresses(
        trx,
        table,
        free.flatMap(renewal => renewal[table] ?? []),
      );
    const doubled = persons.filter(isDoubled).map(({ ref }) => ref);
    return { looked, busy: stale.length - locked.length, resealed: free.length, unreadable, doubled };
  });
}

const numbersOf = (persons: readonly PersonChange[]) => persons.map(({ nirIndex }) => nirIndex);

type IndexRenewal = { ref: string; was: Buffer; index: Buffer };
type Renewed =
  | { state: 'current' }
  | { state: 'unreadable' }
  | {
      state: 'stale';
      person: PersonChange;
      verified_addresses: IndexRenewal | undefined;
      bounced_addresses: IndexRenewal | undefined;
    };

/** What one account's seals become under the current key. */
function renewSeals(secrets: Secrets, was: AccountSeals): Renewed {
  const { ref } = was;
  const opened = secrets.sealer.open(was.personSealed, placeOfPerson(ref));
  if (opened.state === 'refused') return { state: 'unreadable' };
  const { nir, mailAddress } = JSON.parse(opened.text) as Person;
  const nirIndex = secrets.blindIndex.of('nir', nir);
  const verified = renewIndex(secrets, mailAddress, { ref, was: was.verifiedIndex });
  const bounced = renewIndex(secrets, mailAddress, { ref, was: was.bouncedIndex });
  const { fingerprint } = secrets.keys.current('seal');
  const isCurrent =
    was.personSealed.subarray(0, fingerprint.length).equals(fingerprint) && was.nirIndex.equals(nirIndex);
  if (isCurrent && verified === undefined && bounced === undefined) return { state: 'current' };
  const personSealed = secrets.sealer.seal(opened.text, placeOfPerson(ref));
  return {
    state: 'stale',
    person: { ref, was, nirIndex, personSealed },
    verified_addresses: verified,
    bounced_addresses: bounced,
  };
}

/** Undefined when it is current, or of another address than the account's: that one proves nothing any more. */
function renewIndex(
  secrets: Secrets,
  address: Person['mailAddress'],
  { ref, was }: { ref: string; was: Buffer | undefined },
): IndexRenewal | undefined {
  if (address === null || was === undefined) return undefined;
  const [index, ...former] = secrets.blindIndex.candidates('mail-address', address);
  if (index === undefined || !former.some(one => one.equals(was))) return undefined;
  return { ref, was, index };
}
