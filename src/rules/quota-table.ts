/**
 * How often a renewal may be asked for, an unknown link opened and a sign-in tried, by whom it may be counted (norms
 * LIM-4, LIM-9, TOK-12). Honest use stays far below; why each number is what it is: docs/decisions/0018. The document's
 * own limit, by number and date, is `request-limit.ts`; the code to copy has `code-quotas.ts`; one number's sign-in has
 * `sign-in-limit.ts`.
 */
import type { Quota } from './quota.ts';

/**
 * Whom a hit is counted on. client: an IPv4 address, or a network of 64 bits of IPv6. network: the 24 bits, or 48 bits,
 * around it. What has the same name in two of the tables below is counted apart.
 */
export type CountedBy = 'session' | 'account' | 'mailAddress' | 'number' | 'client' | 'network' | 'site';

const MINUTE_SECONDS = 60;

/**
 * `number` and `mailAddress` are wider than `client`: who knows only a number, or only an address, and has one client
 * address, cannot use them up and so keep their owner from asking. The whole site's is a setting: `siteRequests`.
 */
export const REQUEST_QUOTAS = {
  session: quota(20, 60),
  mailAddress: quota(90, 60),
  number: quota(90, 60),
  client: quota(60, 60),
  network: quota(400, 60),
} as const satisfies Partial<Record<CountedBy, Quota>>;

export const SITE_REQUESTS_PER_MINUTE = 600;

/** For the whole site: what its mail servers are asked for at the most. */
export function siteRequests(perMinute: number): Quota {
  return quota(perMinute, 1);
}

/** Links that no mail of ours carried. Those that we know never count, and no count stops them. */
export const UNKNOWN_LINK_QUOTAS = {
  client: quota(50, 60),
  network: quota(400, 60),
  site: quota(6000, 60),
} as const satisfies Partial<Record<CountedBy, Quota>>;

/** Failed tries: one that succeeds is given back. */
export const SIGN_IN_QUOTAS = {
  client: quota(60, 10),
  network: quota(400, 10),
  site: quota(3000, 1),
} as const satisfies Partial<Record<CountedBy, Quota>>;

/** Of one account, given by agents and by the command together: more than any call needs (norm ATK-36). */
export const PROVISIONAL_CODE_QUOTAS = {
  number: quota(5, 24 * 60),
} as const satisfies Partial<Record<CountedBy, Quota>>;

/**
 * « Créez votre compte ». Who knows a number and a name has some thirty dates of birth to try: not in a day (docs/decisions/0030).
 * `client` is as wide as a house that helps people to create theirs needs.
 */
export const CREATION_QUOTAS = {
  number: quota(10, 24 * 60),
  client: quota(60, 60),
  network: quota(400, 60),
  site: quota(600, 1),
} as const satisfies Partial<Record<CountedBy, Quota>>;

/** « Vous avez déjà un compte », by mail, where pages say nothing: once a day. */
export const CREATION_ALERT_QUOTA: Quota = quota(1, 24 * 60);

/** « Recevoir un nouveau mail » for who is signed in. */
export const ADDRESS_MAIL_QUOTAS = {
  account: quota(3, 60),
} as const satisfies Partial<Record<CountedBy, Quota>>;

/** A change of address: each mails somebody who has not asked for it. To one address, whoever gives it. */
export const ADDRESS_CHANGE_QUOTAS = {
  mailAddress: quota(5, 60),
  account: quota(5, 60),
} as const satisfies Partial<Record<CountedBy, Quota>>;

function quota(hitsMax: number, windowMinutes: number): Quota {
  return { hitsMax, windowSeconds: windowMinutes * MINUTE_SECONDS };
}
