/**
 * What étape 2 leaves for the page after it: the masked address as it was typed, or the end of the block. Sealed in
 * a cookie: not in the address, where it would be kept and shared, and not in the database.
 */
import type { Context } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import { readCookie, writeCookie } from '../../web/cookies.ts';

export type Answer = { masked?: string; blockedUntil?: string };

const PLACE = 'cookie.resultat';

export function writeAnswer(c: Context, tools: ActionTools, answer: Answer): void {
  const value = tools.secrets.sealer.seal(JSON.stringify(answer), PLACE).toString('base64url');
  writeCookie(c, tools.config, { name: 'resultat', value });
}

/** Empty when this browser has asked for nothing, or not lately. */
export function readAnswer(c: Context, tools: ActionTools): Answer {
  const cookie = readCookie(c, tools.config, 'resultat') ?? '';
  const opened = tools.secrets.sealer.open(Buffer.from(cookie, 'base64url'), PLACE);
  return opened.state === 'opened' ? (JSON.parse(opened.text) as Answer) : {};
}
