/**
 * What each key of the ring is still needed for, and so which former one can go (norms STO-3, STO-6). Keys are named by
 * their fingerprint, never shown. Sessions and links of étape 4 need none: they are known by plain digests of 256 random bits.
 */
import { type AccountSeals, countPasswordsByKey, listAccountSeals } from '../database/account-seals.ts';
import { type Person, placeOfPerson } from '../database/accounts.ts';
import { countInsuredByKey } from '../database/insured-people.ts';
import { countJournalByKey } from '../database/journal-keys.ts';
import { listMailIndexes } from '../database/mails.ts';
import { countAddressesByKey } from '../database/other-addresses.ts';
import { countCodesByKey } from '../database/provisional-codes.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { RESEAL_BATCH } from './reseal-accounts.ts';
import { countAddressLinks } from './reseal-address-links.ts';
import type { ActionTools } from './tools.ts';

/** How long mail servers go on trying (RFC 5321 §4.5.4.1), and so how late a report may come that bears our mark. */
export const REPORT_DAYS = 5;
const DAY_MS = 86_400_000;

export type KeyNeeds = {
  sealedAccounts: number;
  /** Of the register of insured people. */
  sealedInsured: number;
  numberIndexes: number;
  addressIndexes: number;
  /** Addresses besides the accounts' own: those that wait for a proof, or that were left. */
  otherAddresses: number;
  /** Links that may still prove an address. */
  addressLinks: number;
  /** Provisional codes that may still be typed: nobody but their owners could make their digests anew. */
  provisionalCodes: number;
  passwords: number;
  /** Mails of the last days: a report about one is believed by this key's mark only. */
  recentMails: number;
  /** Older notices, whose « Ce n'était pas moi » starts a renewal only while their address is recognised. */
  openNotices: number;
  /** Entries of the journal that only this key verifies, until they are purged. */
  journalEntries: number;
};

export type KeyState = {
  /** 8 hexadecimal figures. */
  fingerprint: string;
  isCurrent: boolean;
  needs: KeyNeeds;
  /** A former key that nothing needs any more. */
  canBeRemoved: boolean;
};

export type KeySurvey = {
  accounts: number;
  keys: KeyState[];
  /** Accounts that open under no key of the ring, by their refs. */
  unreadable: string[];
  /** Passwords whose pepper no key of the ring is. */
  passwordsWithoutKey: number;
};

type Tools = Pick<ActionTools, 'db' | 'secrets' | 'world'>;

/** @param onBatch told after each batch how many accounts were opened */
export async function surveyKeys(tools: Tools, onBatch?: (opened: number) => void): Promise<KeySurvey> {
  const names = tools.secrets.keys.all('seal').map(key => key.fingerprint.toString('hex'));
  const needs = names.map(noNeeds);
  const survey = { accounts: 0, unreadable: [] as string[] };
  for await (const batch of accountBatches(tools)) {
    survey.accounts += batch.length;
    const addresses = new Map<string, Buffer[]>();
    for (const seals of batch) {
      const person = openPerson(tools.secrets, seals);
      if (person === undefined) survey.unreadable.push(seals.ref);
      else addresses.set(seals.ref, countSeals(tools.secrets, needs, seals, person));
    }
    await countMails(tools, needs, addresses);
    onBatch?.(survey.accounts);
  }
  const passwords = await countPasswordsByKey(tools.db);
  const journal = await countJournalByKey(tools.db);
  const addresses = await countAddressesByKey(tools.db);
  const insured = await countInsuredByKey(tools.db);
  const codes = await countCodesByKey(tools.db, tools.world.now());
  const links = await countAddressLinks(tools);
  for (const [rank, name] of names.entries()) {
    const ofKey = needs[rank] as KeyNeeds;
    ofKey.passwords = passwords.find(({ fingerprint }) => fingerprint === name)?.passwords ?? 0;
    ofKey.otherAddresses = addresses.find(({ fingerprint }) => fingerprint === name)?.addresses ?? 0;
    ofKey.addressLinks = links[rank] ?? 0;
    ofKey.provisionalCodes = codes.find(({ fingerprint }) => fingerprint === name)?.codes ?? 0;
    ofKey.sealedInsured = insured.find(({ fingerprint }) => fingerprint === name)?.people ?? 0;
    ofKey.journalEntries = journal.find(({ fingerprint }) => fingerprint === name)?.entries ?? 0;
  }
  const strange = passwords.filter(({ fingerprint }) => !names.includes(fingerprint));
  return {
    ...survey,
    keys: names.map((fingerprint, rank) => toState(fingerprint, rank, needs[rank] as KeyNeeds)),
    passwordsWithoutKey: strange.reduce((sum, one) => sum + one.passwords, 0),
  };
}

function toState(fingerprint: string, rank: number, needs: KeyNeeds): KeyState {
  const canBeRemoved = rank > 0 && Object.values(needs).every(count => count === 0);
  return { fingerprint, isCurrent: rank === 0, needs, canBeRemoved };
}

function noNeeds(): KeyNeeds {
  const ofAccounts = {
    sealedAccounts: 0,
    numberIndexes: 0,
    addressIndexes: 0,
    otherAddresses: 0,
    addressLinks: 0,
    provisionalCodes: 0,
    passwords: 0,
  };
  return { ...ofAccounts, sealedInsured: 0, recentMails: 0, openNotices: 0, journalEntries: 0 };
}

async function* accountBatches({ db }: Tools): AsyncGenerator<AccountSeals[]> {
  let after: string | undefined;
  while (true) {
    const batch = await listAccountSeals(db, after, RESEAL_BATCH);
    if (batch.length === 0) return;
    yield batch;
    after = batch.at(-1)?.ref;
  }
}

function openPerson(secrets: Secrets, { ref, personSealed }: AccountSeals): Person | undefined {
  const opened = secrets.sealer.open(personSealed, placeOfPerson(ref));
  return opened.state === 'opened' ? (JSON.parse(opened.text) as Person) : undefined;
}

/** Adds one account to what its keys are needed for. @returns the index of its address by each key */
function countSeals(secrets: Secrets, needs: KeyNeeds[], seals: AccountSeals, person: Person): Buffer[] {
  const { nir, mailAddress } = person;
  const sealedBy = secrets.keys
    .all('seal')
    .findIndex(key => seals.personSealed.subarray(0, key.fingerprint.length).equals(key.fingerprint));
  const numbers = secrets.blindIndex.candidates('nir', nir);
  const addresses = mailAddress === null ? [] : secrets.blindIndex.candidates('mail-address', mailAddress);
  addTo(needs[sealedBy], 'sealedAccounts');
  addTo(needs[rankOf(numbers, seals.nirIndex)], 'numberIndexes');
  addTo(needs[rankOf(addresses, seals.verifiedIndex)], 'addressIndexes');
  addTo(needs[rankOf(addresses, seals.bouncedIndex)], 'addressIndexes');
  return addresses;
}

/** A mail's return address is marked by the key that made its address index. */
async function countMails({ db, world }: Tools, needs: KeyNeeds[], addresses: Map<string, Buffer[]>) {
  const now = world.now();
  const since = new Date(now.getTime() - REPORT_DAYS * DAY_MS);
  for (const mail of await listMailIndexes(db, [...addresses.keys()], { since, now })) {
    const need = mail.madeAt > since ? 'recentMails' : 'openNotices';
    addTo(needs[rankOf(addresses.get(mail.ref) ?? [], mail.index)], need);
  }
}

const rankOf = (candidates: readonly Buffer[], index: Buffer | undefined) =>
  index === undefined ? -1 : candidates.findIndex(one => one.equals(index));

function addTo(needs: KeyNeeds | undefined, what: keyof KeyNeeds): void {
  if (needs !== undefined) needs[what] += 1;
}
