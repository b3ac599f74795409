/**
 * What étapes 2 and 3 leave for the page after them: the masked address as it was typed and when its mail was asked
 * for, or the end of the block; and the provider's name, never the address, for the help. Sealed in a cookie: not in
 * the URL, where it would be kept and shared, and not in the database.
 */
import type { Context } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import type { MailProviderName } from '../../rules/mail-providers.ts';
import { readCookie, writeCookie } from '../../web/cookies.ts';

export type Answer = {
  sent?: SentAnswer | undefined;
  blockedUntil?: string | undefined;
  provider?: MailProviderName | undefined;
};

export type SentAnswer = {
  masked: string;
  /** An instant, in ISO 8601. */
  askedAt: string;
  /** Asked for with « Recevoir un nouveau mail ». */
  again: boolean;
  /** The button was pressed before another mail could be asked for. */
  early: boolean;
};

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
