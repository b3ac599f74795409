/**
 * What étape 2 was asked, kept by the browser that asked it, so that « Recevoir un nouveau mail » needs nothing typed
 * again and no second code. Its life: sealed (AES-GCM) with the moment of étape 2 inside and the browser's form session
 * as its place, so that it opens neither for this browser's scripts nor in another browser; good for 30 minutes, which
 * no press lengthens; dropped when the password is changed. The server keeps nothing: decision 0015.
 */
import type { Context } from 'hono';
import type { Asked } from '../../actions/record-request.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { dropCookie, readCookie, writeCookie } from '../../web/cookies.ts';
import { formSessionOf } from '../../web/form-session.ts';

const ASKED_LIFE_MINUTES = 30;
const MINUTE_MS = 60_000;

type Kept = Asked & {
  /** When étape 2 accepted the code, in milliseconds. */
  codeAt: number;
};

export function writeAsked(c: Context, tools: ActionTools, { nir, dateOfBirth, mailAddress }: Asked): void {
  const kept: Kept = { nir, dateOfBirth, mailAddress, codeAt: tools.world.now().getTime() };
  const sealed = tools.secrets.sealer.seal(JSON.stringify(kept), placeOf(c, tools));
  writeCookie(c, tools.config, { name: 'demande', value: sealed.toString('base64url') });
}

/** Undefined when this browser has asked for nothing, or 30 minutes ago or more. */
export function readAsked(c: Context, tools: ActionTools): Asked | undefined {
  const cookie = readCookie(c, tools.config, 'demande');
  if (cookie === undefined) return undefined;
  const opened = tools.secrets.sealer.open(Buffer.from(cookie, 'base64url'), placeOf(c, tools));
  if (opened.state !== 'opened') return undefined;
  const { codeAt, ...asked } = JSON.parse(opened.text) as Kept;
  return tools.world.now().getTime() - codeAt < ASKED_LIFE_MINUTES * MINUTE_MS ? asked : undefined;
}

export function dropAsked(c: Context, tools: ActionTools): void {
  dropCookie(c, tools.config, 'demande');
}

function placeOf(c: Context, tools: ActionTools): string {
  return `cookie.demande/${formSessionOf(c, tools)}`;
}
