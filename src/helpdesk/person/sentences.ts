/** What the console says of a search or of a case that did not go on. */
import type { NobodyFound } from '../../rules/nobody-found.ts';
import type { FieldFault } from '../../web/fields.ts';

const NOT_FOUND: Record<NobodyFound, string> = {
  unknownNumber: 'Aucun compte à ce numéro, et personne au registre des assurés.',
  provisionalNumber: 'Aucun compte à ce numéro provisoire, et personne au registre des assurés.',
  wrongKey: 'La clé ne correspond pas au numéro.',
  unknownAddress: 'Aucun compte à cette adresse validée.',
  sharedAddress: 'Plusieurs comptes ont cette adresse. Cherchez par le numéro.',
};

export const notFound = (nobody: NobodyFound): FieldFault => ({
  field: 'recherche',
  sentence: NOT_FOUND[nobody],
});

export const CLOSED: FieldFault = {
  field: 'recherche',
  sentence: 'Ce dossier est fermé. Cherchez à nouveau la personne.',
};

export const NOT_VERIFIED: FieldFault = {
  field: 'recherche',
  sentence:
    'Trois dates fausses\u00a0: le dossier est fermé. Dites\u00a0: «\u00a0Je ne peux pas vérifier votre identité, je ne peux donc pas vous répondre.\u00a0»',
};

export const OLD = 'Cette page était ouverte depuis trop longtemps. Recommencez.';

export const otherDate = (triesLeft: number) =>
  `Ce n’est pas la date de naissance du compte. Essais restants\u00a0: ${triesLeft}.`;
