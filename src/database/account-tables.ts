/**
 * The tables of what stands around the journey (migration 009), as Kysely knows them. As in `tables.ts`, what is personal is
 * sealed (`…_sealed`) or a keyed index (`…_index`).
 */
import type { Generated } from 'kysely';

/** The register of insured people: who may create an account. Touched by `insured-people.ts` and its neighbours only. */
type InsuredPeopleTable = {
  ref: string;
  nir_index: Uint8Array;
  /** Sealed JSON: number, names, date of birth. */
  person_sealed: Uint8Array;
};

/** pending: the owner's new address, until it is proved. former: the one that was left, to be told of what follows. */
type OtherAddressesTable = {
  account_ref: string;
  role: 'pending' | 'former';
  address_sealed: Uint8Array;
  since: Date;
};

/** A mailed link that proves an address. Only the hash of its secret is here. */
type AddressLinksTable = {
  ref: string;
  account_ref: string;
  /** Of the address that the mail went to. */
  address_index: Uint8Array;
  secret_hash: Uint8Array;
  made_at: Date;
  expires_at: Date;
  /** Wrong answers given with it. */
  tries: Generated<number>;
  ending: string | null;
  ended_at: Date | null;
};

/** « Code provisoire »: one an account at the most. Only a keyed digest is here. */
type ProvisionalCodesTable = {
  account_ref: string;
  code_index: Uint8Array;
  issued_at: Date;
  expires_at: Date;
  /** Who gave it: a word of a closed list, or an agent's reference. */
  issued_by: string;
  /** When a password was chosen since, by it or otherwise; null while it is worth something or has only expired. */
  ended_at: Generated<Date | null>;
};

/** « Ce n'était pas moi »: one row a mail that offers it. Only the hash of its secret is here. */
type DisavowalsTable = {
  ref: string;
  account_ref: string;
  /** The mail that offers it. */
  mail_ref: string;
  /** See `DisavowalKind`. */
  kind: string;
  /** The link of that mail, if it has one. */
  link_ref: string | null;
  /** When that mail was made or, in a notice, when happened what it tells. */
  about_at: Date;
  secret_hash: Uint8Array;
  expires_at: Date;
  /** Dates of birth given with it. */
  tries: Generated<number>;
  /** See `DisavowalEnding`; null while nobody pressed. */
  ending: string | null;
  ended_at: Date | null;
  /** Keyed digest of the browser that pressed. */
  ended_by_index: Uint8Array | null;
};

/** What the owner is shown of what happened on the account. */
type AccountActivityTable = {
  ref: string;
  account_ref: string;
  at: Date;
  kind: string;
  /** See `rules/device-kind.ts`; null where no browser of the owner's was there. */
  device: string | null;
};

export type SessionsTable = {
  ref: Generated<string>;
  token_hash: Uint8Array;
  account_ref: string;
  /** See `SessionScope`. */
  scope: Generated<string>;
  /** See `rules/device-kind.ts`. */
  device: Generated<string>;
  opened_at: Date;
  /** When it was last used, to the minute; null for one that was not since it was opened. */
  seen_at: Generated<Date | null>;
  expires_at: Date;
};

/** Agents signed in to the console. */
type AgentSessionsTable = {
  token_hash: Uint8Array;
  agent_index: Uint8Array;
  /** Sealed JSON: who the identity provider said it is. */
  agent_sealed: Uint8Array;
  opened_at: Date;
  seen_at: Date;
  expires_at: Date;
};

/** Which person an agent looks at, why, and whether the caller was found to be that person. */
type AgentCasesTable = {
  ref: string;
  agent_index: Uint8Array;
  /** Null for somebody who has no account, and whose number is sealed then. */
  account_ref: string | null;
  number_sealed: Generated<Uint8Array | null>;
  /** See `CaseReason`. */
  reason: string;
  opened_at: Date;
  expires_at: Date;
  tries: Generated<number>;
  caller_verified_at: Generated<Date | null>;
};

/** A deed that waits for a second agent, or that one has answered. */
type AgentApprovalsTable = {
  ref: string;
  account_ref: string;
  /** See `ApprovedDeed`. */
  deed: string;
  /** The asker's, for having opened the case. */
  reason: string;
  /** Sealed JSON: who asked, as the identity provider said it. */
  asker_sealed: Uint8Array;
  /** The address that is proposed; null where none is. */
  address_sealed: Uint8Array | null;
  asked_at: Date;
  expires_at: Date;
  answer: Generated<string | null>;
  answered_at: Generated<Date | null>;
  /** When what was agreed to was done: once. */
  done_at: Generated<Date | null>;
};

export type AccountTables = {
  agent_approvals: AgentApprovalsTable;
  agent_cases: AgentCasesTable;
  agent_sessions: AgentSessionsTable;
  insured_people: InsuredPeopleTable;
  other_addresses: OtherAddressesTable;
  address_links: AddressLinksTable;
  provisional_codes: ProvisionalCodesTable;
  disavowals: DisavowalsTable;
  account_activity: AccountActivityTable;
  sessions: SessionsTable;
};
