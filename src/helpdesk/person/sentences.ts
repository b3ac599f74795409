/** What the console says of a search or of a case that did not go on. */
import type { FieldFault } from '../../web/fields.ts';

export const NOT_FOUND: FieldFault = {
  field: 'recherche',
  sentence: 'Aucun compte à ce numéro, ou à cette adresse validée. Faites relire ce qui est saisi.',
};

export const CLOSED: FieldFault = {
  field: 'recherche',
  sentence: 'Ce dossier est fermé. Cherchez à nouveau la personne.',
};

export const OLD = 'Cette page était ouverte depuis trop longtemps. Recommencez.';

export const otherDate = (triesLeft: number) =>
  `Ce n’est pas la date de naissance du compte. Essais restants\u00a0: ${triesLeft}.`;
