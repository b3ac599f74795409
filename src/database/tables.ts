/**
 * The tables as Kysely knows them. Every personal value is sealed (`…_sealed`) or a keyed index (`…_index`): there
 * is no column in which a number, a date of birth or an address stands in clear. `docs/glossary.md` ties the names
 * to the document's words.
 */
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { AccountTables } from './account-tables.ts';

/** The people who hold an account. Touched by `accounts.ts` only: one day they will live in a directory. */
type AccountsTable = {
  ref: string;
  nir_index: Uint8Array;
  /** Sealed JSON: number, date of birth, mail address or null. */
  person_sealed: Uint8Array;
  password_hash: string | null;
  password_changed_at: Date | null;
};

/** Which address of which account was proved to be its owner's. An address changed elsewhere is no longer proved. */
type VerifiedAddressesTable = {
  account_ref: string;
  address_index: Uint8Array;
  verified_at: Date;
  /** Until then no renewal by mail: the address has just been changed (norm RST-7). */
  held_until: Generated<Date | null>;
};

/** Étape 2: one row an accepted request, whether or not it found somebody. */
type RenewalRequestsTable = {
  ref: string;
  identity_index: Uint8Array;
  account_ref: string | null;
  /** How the request ended for us: see `rules/renewal-answer.ts`. */
  finding: string;
  asked_at: Date;
  /** Which way the code to copy was passed; null where none was asked for, or before that was noted. */
  code_way: Generated<string | null>;
  /** When it was given up: its mail could not leave in time to be of use. */
  given_up_at: Generated<Date | null>;
};

/** Étape 4: one row a link, whose mail left or tried to. Only the hash of the link's secret is here. */
type RenewalLinksTable = {
  ref: string;
  request_ref: string;
  account_ref: string;
  secret_hash: Uint8Array;
  made_at: Date;
  expires_at: Date;
  /** See `LinkEnding` in `rules/link-life.ts`; null while nothing ended it. */
  ending: string | null;
  ended_at: Date | null;
  /** Keyed digest of the browser that used it, so that a second press is answered kindly. */
  used_by_index: Uint8Array | null;
  /** First opening, by whomever. */
  opened_at: Date | null;
  /** Last opening after it had ended or expired, by whomever, to the minute. */
  opened_dead_at: Generated<Date | null>;
  /** How often `expires_at` was put off at étape 5, and when last. */
  extensions: Generated<number>;
  extended_at: Generated<Date | null>;
};

/** Every mail that left, or tried to: see `rules/request-timeline.ts` for what became of it. */
type MailsTable = {
  ref: string;
  /** See `MailKind`. */
  kind: string;
  account_ref: string;
  request_ref: string | null;
  link_ref: string | null;
  address_index: Uint8Array;
  /** See `rules/mail-providers.ts`; null for one that is not in its table. */
  provider: string | null;
  made_at: Date;
  /** What a mail that has no request tells: a word of a closed list and an instant. */
  tells: Generated<string | null>;
  /** How the mail server took it, and what it answered without any text. */
  hand_over: Generated<string | null>;
  server_answer: Generated<string | null>;
  settled_at: Generated<Date | null>;
  /** What was reported about it afterwards. */
  report: Generated<string | null>;
  report_answer: Generated<string | null>;
  reported_at: Generated<Date | null>;
};

/** Addresses that a provider said do not exist: for the agents, without any public effect. */
type BouncedAddressesTable = {
  account_ref: string;
  address_index: Uint8Array;
  answer: string;
  bounced_at: Date;
};

/** The block of étape 3bis, case 2: one row for each (number, date) lately asked for, known or not. */
type RequestLimitsTable = {
  identity_index: Uint8Array;
  asked_at: Generated<Date[]>;
  blocked_until: Date | null;
  last_request_index: Uint8Array | null;
};

/** Étape 1: one row for each number lately tried, known or not. */
type SignInLimitsTable = {
  number_index: Uint8Array;
  tried_at: Generated<Date[]>;
  failures: Generated<number>;
};

/** A code to copy that was answered: one row, so one guess. */
type CodeAnswersTable = {
  challenge_id: string;
  is_right: boolean;
  answered_at: Date;
  /** Null while a right answer waits for the rest of the form to be right too. */
  spent_at: Date | null;
  request_index: Uint8Array | null;
  /** JSON of the page that the first press led to. */
  ending: string | null;
};

/** Hits within a window, by a keyed digest of who and what. */
type QuotasTable = { counted_index: Uint8Array; hits: number; ends_at: Date };

/** The journal: one row an event, that nothing changes afterwards. See `rules/audit-events.ts`. */
type AuditEntriesTable = {
  chain: number;
  /** From 1, without a gap, in each chain. */
  seq: number;
  at: Date;
  event: string;
  subject_index: Uint8Array;
  /** Flat JSON: figures, references, words of closed lists. */
  detail: ColumnType<Record<string, unknown>, string, never>;
  key_fingerprint: Uint8Array;
  previous_hash: Uint8Array;
  hash: Uint8Array;
};

/** Where each of the journal's chains ends, and what the purge has left it to begin after. */
type AuditChainsTable = {
  chain: number;
  last_seq: number;
  last_hash: Uint8Array;
  start_seq: number;
  start_hash: Uint8Array;
  /** The key that signed the start, and its signature; null while nothing was purged. */
  start_fingerprint: Uint8Array | null;
  start_mac: Uint8Array | null;
};

export type Tables = AccountTables & {
  accounts: AccountsTable;
  verified_addresses: VerifiedAddressesTable;
  renewal_requests: RenewalRequestsTable;
  renewal_links: RenewalLinksTable;
  mails: MailsTable;
  bounced_addresses: BouncedAddressesTable;
  request_limits: RequestLimitsTable;
  sign_in_limits: SignInLimitsTable;
  code_answers: CodeAnswersTable;
  quotas: QuotasTable;
  audit_entries: AuditEntriesTable;
  audit_chains: AuditChainsTable;
};

/** The whole database. */
export type Db = Kysely<Tables>;
/** An open transaction: an action hands it to all that it calls. */
export type Trx = Transaction<Tables>;
