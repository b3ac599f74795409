/** An agent sought somebody who is not there: what to read aloud, and what to check on the phone, in order. For whoever answers the 36 46. */
import type { NirFault } from './nir.ts';

export const NOBODY_FOUND = {
  unknownNumber: {
    say: 'Je ne trouve pas ce numéro. Pouvez-vous me relire les 15 caractères, deux par deux, avec la clé\u00a0?',
    checks: [
      'Un chiffre inversé ou oublié\u00a0: saisissez les 15 caractères, la clé le dira.',
      'Le numéro d’un proche\u00a0: chacun a son compte, sous son propre numéro. Un enfant rattaché à un parent n’a pas de compte\u00a0: c’est celui du parent.',
      'Un ancien numéro provisoire (NIA)\u00a0: demandez si un numéro définitif a été reçu depuis.',
    ],
    otherwise:
      'Si tout est exact, le registre ne connaît pas cette personne. Elle doit s’adresser à l’organisme qui l’assure.',
  },
  provisionalNumber: {
    say: 'Votre numéro est un numéro provisoire, et je ne le trouve pas. Avez-vous reçu un numéro définitif, qui commence par 1 ou 2\u00a0?',
    checks: [
      'Le numéro définitif, s’il existe\u00a0: cherchez avec lui. Le numéro provisoire (NIA) ne sert plus.',
      'Une faute de frappe\u00a0: faites relire le numéro sur l’attestation la plus récente.',
    ],
    otherwise:
      'Si tout est exact, le registre ne connaît pas cette personne. Elle doit s’adresser à l’organisme qui l’assure.',
  },
  wrongKey: {
    say: 'Un des chiffres n’est pas le bon. Pouvez-vous me relire les 15 caractères, deux par deux\u00a0?',
    checks: [
      'Deux chiffres voisins inversés, ou un chiffre mal entendu (six et dix, trois et treize).',
      'La clé elle-même\u00a0: les 2 derniers chiffres, à part sur la carte Vitale.',
      'Sans la clé, saisissez seulement les 13 premiers caractères.',
    ],
    otherwise: 'Rien n’a été cherché.',
  },
  unknownAddress: {
    say: 'Je ne trouve pas de compte avec cette adresse. Quel est votre numéro de sécurité sociale\u00a0?',
    checks: [
      'Une adresse jamais validée, ou changée depuis, n’est pas trouvée\u00a0: cherchez par le numéro.',
      'Une faute de frappe\u00a0: faites épeler l’adresse.',
    ],
    otherwise: 'Ne dites pas si un compte existe à une autre adresse.',
  },
  sharedAddress: {
    say: 'J’ai besoin de votre numéro de sécurité sociale pour trouver votre compte.',
    checks: [
      'Plusieurs comptes ont cette adresse, comme dans une famille\u00a0: seul le numéro dit lequel.',
      'Ne dites pas à qui sont les autres comptes, ni qu’ils existent.',
    ],
    otherwise: 'Aucun dossier n’a été ouvert.',
  },
} as const;

export type NobodyFound = keyof typeof NOBODY_FOUND;

/** By number: first digits 3 to 8 are of numbers that are provisional or being allocated (see `nir.ts`). */
export function nobodyAt(nir: string): NobodyFound {
  return /^[3-8]/.test(nir) ? 'provisionalNumber' : 'unknownNumber';
}

export function nobodyAfter(fault: NirFault): NobodyFound | undefined {
  return fault.kind === 'wrongKey' || fault.kind === 'wrongKeyOfTemporaryNumber' ? 'wrongKey' : undefined;
}
