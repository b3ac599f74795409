/**
 * The life story of the secret of « Ce n'était pas moi » (both mails; norms TOK-1, TOK-2, SCAN-6, SCAN-7).
 *
 * Like that of étape 4's link it is made when the mail leaves, written once, in that mail, and known to the database by its
 * SHA-256 only. It is half as long, 128 random bits, so that its address stands whole on one line of the text part: it can
 * take away and never give. Alone it does nothing: opening it moves it into a cookie, and the button asks for the date of
 * birth besides, five times at most. It lives 30 days, for who reads the mail late.
 */
import { createHash } from 'node:crypto';
import type { World } from '../world.ts';
import { readWritten } from './link-secret.ts';

const DISAVOWAL_SECRET_BYTES = 16;
const WRITTEN_SHAPE = /^[A-Za-z0-9_-]{22}Z$/;

export type DisavowalSecret = string & { readonly __brand: 'DisavowalSecret' };

export function makeDisavowalSecret(world: World): DisavowalSecret {
  return `${world.randomBytes(DISAVOWAL_SECRET_BYTES).toString('base64url')}Z` as DisavowalSecret;
}

/** 32 bytes: all that the database keeps. */
export function hashDisavowalSecret(secret: DisavowalSecret): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** From the address or the cookie; undefined for anything that no mail of ours ever carried. */
export function readDisavowalSecret(written: string | undefined): DisavowalSecret | undefined {
  return readWritten(written, WRITTEN_SHAPE) as DisavowalSecret | undefined;
}
