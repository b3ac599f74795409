/**
 * Which browser filled a form, and when. A random cookie names the browser; each form carries a keyed digest of that
 * cookie, of the form's purpose and of the hour it was shown. So a form of another site, of another browser or of
 * another purpose is refused, and one left open too long is shown again, still filled (norms CSRF-1, CSRF-2, ATK-20).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { ActionTools } from '../actions/tools.ts';
import { readCookie, writeCookie } from './cookies.ts';

const FORM_LIFE_MINUTES = 60;
const MINUTE_MS = 60_000;
const SESSION_BYTES = 16;
const SESSION_SHAPE = /^[A-Za-z0-9_-]{22}$/;
const TOKEN_SHAPE = /^([0-9a-z]{8,9})\.([A-Za-z0-9_-]{43})$/;

export type FormVerdict =
  | { verdict: 'good'; formSession: string }
  /** Ours, but shown more than an hour ago. */
  | { verdict: 'expired'; formSession: string }
  /** Not a form that we showed to this browser. */
  | { verdict: 'foreign'; formSession: string }
  /** The browser sent no cookie back: it refuses them. */
  | { verdict: 'noCookie' };

/** Form sessions made in answer to a request: all that is shown in that answer belongs to the same one. */
const MADE = new WeakMap<Request, string>();

/** The browser's form session, made now if it has none. */
export function formSessionOf(c: Context, tools: ActionTools): string {
  const known = readCookie(c, tools.config, 'formulaire');
  if (known !== undefined && SESSION_SHAPE.test(known)) return known;
  return MADE.get(c.req.raw) ?? makeFormSession(c, tools);
}

/** Another one, as for the session itself (norm SES-1): what somebody planted in this browser before is worth nothing now. */
export function renewFormSession(c: Context, tools: ActionTools): void {
  makeFormSession(c, tools);
}

function makeFormSession(c: Context, tools: ActionTools): string {
  const value = tools.world.randomBytes(SESSION_BYTES).toString('base64url');
  MADE.set(c.req.raw, value);
  writeCookie(c, tools.config, { name: 'formulaire', value });
  return value;
}

/** What the form carries. */
export function formToken(tools: ActionTools, form: { session: string; purpose: string }): string {
  const shownAt = tools.world.now().getTime().toString(36);
  return `${shownAt}.${digest(tools, form, shownAt)}`;
}

function digest(tools: ActionTools, form: { session: string; purpose: string }, shownAt: string): string {
  const { bytes } = tools.secrets.keys.current('form');
  return createHmac('sha256', bytes).update(`${form.session}/${form.purpose}/${shownAt}`).digest('base64url');
}

/** Judges what a posted form carries against the browser's cookie. */
export function judgeForm(
  c: Context,
  tools: ActionTools,
  posted: { token: string; purpose: string },
): FormVerdict {
  const formSession = readCookie(c, tools.config, 'formulaire');
  if (formSession === undefined || !SESSION_SHAPE.test(formSession)) return { verdict: 'noCookie' };
  const [, shownAt = '', mac = ''] = TOKEN_SHAPE.exec(posted.token) ?? [];
  const expected = digest(tools, { session: formSession, purpose: posted.purpose }, shownAt);
  if (mac.length !== expected.length || !timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) {
    return { verdict: 'foreign', formSession };
  }
  const age = tools.world.now().getTime() - Number.parseInt(shownAt, 36);
  return { verdict: age < FORM_LIFE_MINUTES * MINUTE_MS ? 'good' : 'expired', formSession };
}
