/** « Je n'ai rien reçu », for who was given a provisional code or is kept out at étape 1: no mail is what they wait for. Pure. */
import type { MailCase } from './mail-not-received.ts';
import type { Told } from './mail-reason-sentences.ts';
import { parisHourOf, roundedUp, sinceHour } from './paris-time.ts';

export function codeReason({ code, now }: MailCase): Told | undefined {
  if (code === undefined) return undefined;
  const { issuedAt, expiresAt, endedAt } = code;
  if (endedAt !== undefined)
    return {
      reason: 'codeUsed',
      say: `Un mot de passe a été choisi ${parisHourOf(endedAt, now)}\u00a0: votre code provisoire ne sert plus. Est-ce vous qui l’avez choisi\u00a0?`,
      act: 'Si oui, qu’elle se connecte avec ce mot de passe. S’il est oublié, remettez un autre code. Sinon, fermez d’abord toutes les connexions.',
    };
  if (expiresAt <= now)
    return {
      reason: 'codeExpired',
      say: `Votre code provisoire n’est plus valable depuis ${sinceHour(expiresAt, now)}.`,
      act: 'Remettez-en un autre.',
    };
  return {
    reason: 'codeWaiting',
    say: `Un code provisoire vous a été remis ${parisHourOf(issuedAt, now)}. Saisissez-le à la place du mot de passe, avant ${sinceHour(expiresAt, now)}.`,
    act: 'S’il est perdu, ou s’il est refusé, remettez-en un autre\u00a0: le premier ne marchera plus.',
  };
}

export function signInReason({ signInBlockedUntil, now }: MailCase): Told | undefined {
  if (signInBlockedUntil === undefined || signInBlockedUntil <= now) return undefined;
  return {
    reason: 'signInBlocked',
    say: `Trop d’essais ont été faits\u00a0: vous pourrez vous connecter ${parisHourOf(roundedUp(signInBlockedUntil), now)}. Sans attendre, vous pouvez choisir «\u00a0Mot de passe oublié\u00a0».`,
    act: 'Ce blocage ne se lève pas ici. Le mot de passe oublié se renouvelle malgré lui.',
  };
}
