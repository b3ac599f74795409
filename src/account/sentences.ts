/** What « Mon compte » says above or beside the fields of its forms. */
import type { NotProved } from '../actions/prove-owner.ts';
import { untilWhen } from '../rules/until-when.ts';
import type { FieldFault } from '../web/fields.ts';

export const CURRENT_PASSWORD = 'mot-de-passe-actuel';

export const TOO_OLD = 'Cette page était ouverte depuis trop longtemps. Recommencez.';

const BUSY =
  'Beaucoup de personnes utilisent ce service en ce moment. Rien n’a changé\u00a0: validez à nouveau dans une minute.';

export const PASSWORD_MISSING: FieldFault = {
  field: CURRENT_PASSWORD,
  sentence: 'Saisissez votre mot de passe actuel.',
};

export type Refusal = {
  faults: readonly FieldFault[];
  message?: string;
  status: 403 | 422 | 429 | 503;
  retryAt?: Date;
};

/** Why the present password proved nothing. */
export function refusalOf(now: Date, ending: NotProved): Refusal {
  switch (ending.outcome) {
    case 'wrongPassword':
      return { faults: [wrongPassword()], status: 422 };
    case 'tooMany': {
      const message = `Trop d’essais avec un mot de passe incorrect. Réessayez à partir de ${untilWhen(now, ending.until)}.`;
      return { faults: [], message, status: 429, retryAt: ending.until };
    }
    case 'renewalNeeded': {
      const message =
        'Trop d’essais avec un mot de passe incorrect. Déconnectez-vous, puis choisissez «\u00a0Mot de passe oublié\u00a0?\u00a0».';
      return { faults: [], message, status: 429 };
    }
    case 'busy':
      return { faults: [], message: BUSY, status: 503 };
    default:
      return ending satisfies never;
  }
}

function wrongPassword(): FieldFault {
  const sentence =
    'Ce mot de passe n’est pas celui de votre compte. Saisissez celui avec lequel vous vous connectez.';
  return { field: CURRENT_PASSWORD, sentence };
}
