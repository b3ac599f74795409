/**
 * Étape 1, what is said when there were too many tries: until when, and the way that stays open (norms LIM-9, LIM-11);
 * and of a provisional code that is worth nothing any more.
 */
import { parisMoment } from '../../rules/paris-time.ts';
import { untilWhen } from '../../rules/until-when.ts';
import type { Site } from '../../web/site.ts';

/** Neither whether the number has an account, nor whether it is the number or the connection that was tried too often. */
export function tooManyTries(now: Date, until: Date): string {
  return `Trop d’essais de connexion. Réessayez à partir de ${untilWhen(now, until)}, ou renouvelez votre mot de passe avec «\u00a0Mot de passe oublié\u00a0?\u00a0».`;
}

export const RENEWAL_NEEDED =
  'Trop d’essais de connexion avec ce numéro. Pour vous connecter, renouvelez d’abord votre mot de passe avec «\u00a0Mot de passe oublié\u00a0?\u00a0».';

export const COOKIES_REFUSED =
  'Votre navigateur refuse les cookies, et ce service en a besoin le temps de la connexion. Acceptez les cookies de ce site dans les réglages de votre navigateur, puis recommencez. Si ce message revient, recommencez encore une fois.';

type Brand = Site['brand'];

/** To who typed the very code: nobody else can read it (norm ENU-7). */
export function codeExpired({ office, phone }: Brand): string {
  return `Ce code provisoire est trop ancien\u00a0: il n’est plus valable. Appelez ${office.name} au ${phone.shown} pour en recevoir un autre.`;
}

/** To who typed the very code, as above. */
export function codeUsed({ office, phone }: Brand, endedAt: Date): string {
  return `Ce code provisoire ne sert plus\u00a0: un mot de passe a été choisi le ${parisMoment(endedAt)}. Saisissez ce mot de passe. Si ce n’est pas vous qui l’avez choisi, appelez sans attendre ${office.name} au ${phone.shown}.`;
}

/** Whichever of the two is wrong (norm ENU-7). */
export const WRONG_PAIR =
  'Le numéro de sécurité sociale ou le mot de passe est incorrect. Vérifiez les deux, ou choisissez «\u00a0Mot de passe oublié\u00a0?\u00a0».';
