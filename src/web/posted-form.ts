/**
 * Reading a posted form: one encoding, bounded, each field at most once and a string (norms ATK-10, ATK-11, ATK-34).
 * And the door for all posts: none from another site (norm CSRF-1). Under `no-referrer` browsers send « Origin: null »
 * with an honest form, so null is unknown, not an attack: the form's token decides then.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { Config } from '../config.ts';

const BODY_BYTES_MAX = 16_384;

export type PostedForm = { text(name: string): string; has(name: string): boolean };

/** Cuts a body off as soon as it is too long, before anything reads it (norm ATK-33). */
export const boundedBody: MiddlewareHandler = bodyLimit({
  maxSize: BODY_BYTES_MAX,
  onError: () => {
    throw new HTTPException(413);
  },
});

/** Throws 400 or 415 for what no browser sends from our pages. */
export async function readPostedForm(c: Context): Promise<PostedForm> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) throw new HTTPException(415);
  const fields = new URLSearchParams(await readBody(c));
  for (const name of new Set(fields.keys())) {
    if (fields.getAll(name).length > 1) throw new HTTPException(400);
  }
  return { text: name => fields.get(name) ?? '', has: name => fields.has(name) };
}

/** A body that breaks off is the sender's affair, not our fault; one that is too long is told as such. */
async function readBody(c: Context): Promise<string> {
  try {
    return await c.req.text();
  } catch (error) {
    throw error instanceof HTTPException ? error : new HTTPException(400);
  }
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
