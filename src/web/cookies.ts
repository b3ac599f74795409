/**
 * The cookies, and the one function that decides how they are set (norms CK-1, CK-2). Over https they are bound to
 * this host by the `__Host-` prefix. Over http, in the demonstration only, the same without prefix and `Secure`:
 * text browsers and phones on the local network do not send secure cookies back otherwise. Lax, not Strict: people
 * come from a webmail, and a Strict cookie set on that arrival is not sent on the redirect that follows.
 */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Config } from '../config.ts';

/**
 * formulaire: which browser filled the form. resultat: sealed, what the page after étape 2 has to say. demande: sealed,
 * what étape 2 was asked, for another mail. renouvellement: the link's secret, between étape 4 and étape 6. desaveu: the
 * secret of « Ce n'était pas moi ». creation: sealed, what the page after « Créez votre compte » has to say. adresse: the secret of
 * the link that proves an address. session: signed in.
 * conseiller: an agent signed in to the console. acces: sealed, an agent's sign-in that has begun.
 */
export type SiteCookieName =
  | 'formulaire'
  | 'resultat'
  | 'demande'
  | 'renouvellement'
  | 'desaveu'
  | 'creation'
  | 'adresse'
  | 'session';
export type CookieName = SiteCookieName | 'conseiller' | 'acces';

function attributes(config: Config) {
  const base = { path: '/', httpOnly: true, sameSite: 'Lax' } as const;
  const overHttps = config.publicBaseUrl.startsWith('https://');
  return overHttps ? ({ ...base, secure: true, prefix: 'host' } as const) : base;
}

export function writeCookie(c: Context, config: Config, cookie: { name: CookieName; value: string }): void {
  setCookie(c, cookie.name, cookie.value, attributes(config));
}

export function readCookie(c: Context, config: Config, name: CookieName): string | undefined {
  const { prefix } = { prefix: undefined, ...attributes(config) };
  return prefix === undefined ? getCookie(c, name) : getCookie(c, name, prefix);
}

export function dropCookie(c: Context, config: Config, name: CookieName): void {
  deleteCookie(c, name, attributes(config));
}
