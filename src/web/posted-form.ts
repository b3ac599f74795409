/**
 * Reading a posted form: one encoding, bounded, each field at most once and a string (norms ATK-10, ATK-11, ATK-34).
 * And the door for all posts: none from another site (norm CSRF-1). Under `no-referrer` browsers send « Origin: null »
 * with an honest form, so null is unknown, not an attack: the form's token decides then.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Config } from '../config.ts';

const BODY_BYTES_MAX = 16_384;
const FIELDS_MAX = 32;

/** `charset` is the one parameter that a browser or a script honestly adds. */
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
/** A name with brackets asks for a list or an object: no field of ours has one. */
const FIELD_NAME = /^[a-z0-9_-]{1,40}$/i;
/** No keyboard types them. A tab or a line break may come along with a pasted number. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export type PostedForm = { text(name: string): string; has(name: string): boolean };

/** Throws 400, 413 or 415 for what no browser sends from our pages. */
export async function readPostedForm(c: Context): Promise<PostedForm> {
  const encoding = c.req.header('Content-Encoding') ?? 'identity';
  if (!FORM_TYPE.test(c.req.header('Content-Type') ?? '') || encoding !== 'identity') {
    throw new HTTPException(415);
  }
  const fields = readFields(await readBody(c));
  return { text: name => fields.get(name) ?? '', has: name => fields.has(name) };
}

/** Stops at the first byte too many, and before the first one when a longer body is announced (norm ATK-33). */
async function readBody(c: Context): Promise<string> {
  if (Number(c.req.header('Content-Length') ?? 0) > BODY_BYTES_MAX) throw new HTTPException(413);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of c.req.raw.body ?? []) {
      length += chunk.length;
      if (length > BODY_BYTES_MAX) throw new HTTPException(413);
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    // A body that breaks off, or is no text, is the sender's affair, not our fault.
    throw error instanceof HTTPException ? error : new HTTPException(400);
  }
}

function readFields(body: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    const isOdd = !FIELD_NAME.test(name) || CONTROL.test(value);
    if (isOdd || fields.has(name) || fields.size === FIELDS_MAX) throw new HTTPException(400);
    fields.set(name, value);
  }
  return fields;
}

export function refuseForeignPosts(config: Config): MiddlewareHandler {
  const ownOrigin = new URL(config.publicBaseUrl).origin;
  return async (c, next) => {
    if (c.req.method === 'POST' && isForeign(c, ownOrigin)) throw new HTTPException(403);
    await next();
  };
}

function isForeign(c: Context, ownOrigin: string): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  if (site === 'cross-site' || site === 'same-site') return true;
  const origin = c.req.header('Origin');
  if (origin === undefined || origin === 'null' || site === 'same-origin') return false;
  return origin !== ownOrigin;
}
