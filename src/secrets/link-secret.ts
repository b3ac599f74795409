/**
 * The life story of the link's secret (étapes 4 and 5; norms TOK-1, TOK-2, TOK-9, SCAN-6).
 *
 * It is 256 random bits, made by the worker at the moment the mail leaves, and never before: no secret sleeps in a
 * queue or in a backup, and the 30 minutes are the person's, not the queue's. It is written once, in the mail. The
 * database keeps only its SHA-256: whoever reads the table cannot rebuild a link, and a plain hash is enough because
 * nobody can enumerate 256 bits. Looking up by hash also leaves nothing to time.
 *
 * In the address it stands as 43 base64url characters and a last fixed « Z »: mail programs cut a trailing « - » or
 * « _ » off a link, never a letter. Opening the link only moves it into a cookie; a press at étape 5 lets it live ten minutes
 * longer, ten times at most; only a posted, accepted password uses it, in the transaction that writes that password.
 * Nobody is signed in by it: who holds the mailbox may choose a password, and must then know it to come in.
 */
import { createHash } from 'node:crypto';
import type { World } from '../world.ts';

const LINK_SECRET_BYTES = 32;
const WRITTEN_SHAPE = /^[A-Za-z0-9_-]{43}Z$/;
const GATEWAY_ENCODINGS_MAX = 3;
const WRITTEN_LENGTH_MAX = 400;

export type LinkSecret = string & { readonly __brand: 'LinkSecret' };

export function makeLinkSecret(world: World): LinkSecret {
  return `${world.randomBytes(LINK_SECRET_BYTES).toString('base64url')}Z` as LinkSecret;
}

/** 32 bytes: all that the database keeps. */
export function hashLinkSecret(secret: LinkSecret): Buffer {
  return createHash('sha256').update(secret).digest();
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What stood in the mail, whatever gateways did to it; undefined for what is no writing of ours. */
export function readWritten(written: string | undefined, shape: RegExp): string | undefined {
  if (written === undefined || written.length > WRITTEN_LENGTH_MAX) return undefined;
  const text = unwrap(written);
  return shape.test(text) ? text : undefined;
}

/** Undoes what mail gateways do to a link: percent-encoding up to three times, brackets and full stops around it. */
function unwrap(written: string): string {
  let text = written;
  for (let i = 0; i < GATEWAY_ENCODINGS_MAX && text.includes('%'); i += 1) text = decodeOnce(text);
  return text.replace(/^[^A-Za-z0-9_-]+|[^A-Za-z0-9_-]+$/g, '');
}

/** Reads what stands in the address or in the cookie; 'unreadable' for anything that no mail of ours ever carried. */
export function readLinkSecret(
  written: string | undefined,
): { state: 'read'; secret: LinkSecret } | { state: 'unreadable' } {
  const secret = readWritten(written, WRITTEN_SHAPE);
  return secret === undefined ? { state: 'unreadable' } : { state: 'read', secret: secret as LinkSecret };
}
