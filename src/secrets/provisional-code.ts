/**
 * The life story of a provisional code (étape 1, « ou code provisoire »; norms RST-9, STO-3; docs/decisions/0028).
 *
 * It is 64 random bits, made when an agent or the operator's command asks for it, for one account, after whoever asks was
 * checked by number and date of birth. It is shown once, to be read out or posted, and never again: the database keeps a
 * digest only, keyed and bound to the account, so that a stolen table is worth nothing without the keys, and a code that
 * somebody was given says nothing of anybody else's. Fast is enough: 64 bits drawn by chance are not to be guessed within the
 * 25 tries a day of one number, nor enumerated in two weeks by who has not the keys. A new one takes the place of the former.
 *
 * Typed at étape 1 it opens half an hour on one page, where a password is chosen. It is used up in the transaction that
 * writes that password, and not by signing in: a telephone whose battery dies in between does not cost another call. Any
 * other change of the password ends it too. Afterwards its digest stays as long as the requests are kept, so that who types it again
 * is told what became of it: only who holds the code learns that.
 *
 * The digest is by the current key, whose fingerprint stands in front of it, and compared by every key of the ring: a code outlives
 * a rotation as long as the former key is there, and `keys check` says which key that is. It is compared for every number that is tried with something that reads as a code, known or not (ENU-7).
 */
import { timingSafeEqual } from 'node:crypto';
import {
  PROVISIONAL_CODE_BYTES,
  type ProvisionalCode,
  provisionalCodeFrom,
} from '../rules/provisional-code.ts';
import type { World } from '../world.ts';
import type { BlindIndex } from './blind-index.ts';
import type { Secrets } from './secrets.ts';

const FIELD = 'provisional-code';

export function makeProvisionalCode(world: World): ProvisionalCode {
  return provisionalCodeFrom(world.randomBytes(PROVISIONAL_CODE_BYTES));
}

const DIGEST_BYTES = 32;

/**
 * All that the database keeps: the 4 bytes that name the key, then 32 of digest.
 * @param accountRef whose it is: the same code of another account has another
 */
export function codeIndexOf(
  { keys, blindIndex }: Pick<Secrets, 'keys' | 'blindIndex'>,
  accountRef: string,
  code: ProvisionalCode,
): Buffer {
  const { fingerprint } = keys.current('blind-index');
  return Buffer.concat([fingerprint, blindIndex.of(FIELD, `${accountRef}/${code}`)]);
}

const NONE = Buffer.alloc(DIGEST_BYTES);

/** @param kept undefined where there is none, which takes as long */
export function isProvisionalCode(
  blindIndex: BlindIndex,
  typed: { accountRef: string; code: ProvisionalCode },
  kept: Buffer | undefined,
): boolean {
  const candidates = blindIndex.candidates(FIELD, `${typed.accountRef}/${typed.code}`);
  const digest = kept?.subarray(-DIGEST_BYTES) ?? NONE;
  const equal = candidates.filter(candidate => timingSafeEqual(candidate, digest));
  return kept !== undefined && equal.length > 0;
}
