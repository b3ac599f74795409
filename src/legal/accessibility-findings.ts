/**
 * What a check of the pages against the RGAA 4.1.2 found: the figures and the faults of `docs/accessibility.md`, which
 * `test/accessibility-doc.test.ts` holds to these. A criterion that only a trial with a screen reader can show counts as
 * not met: nobody has made that trial.
 */

/** When the pages were last gone through, criterion by criterion. */
export const CHECKED_ON = '23\u00a0novembre 2026';

export const CRITERIA = { met: 57, applicable: 61 } as const;

export type Finding = { criteria: readonly string[]; sentence: string };

export const NOT_MET: readonly Finding[] = [
  {
    criteria: ['4.13', '7.1', '7.5'],
    sentence:
      'Aucun essai n’a été fait avec un lecteur d’écran. Le lecteur de l’extrait sonore, les boutons ajoutés par script et les messages annoncés (nouveau code, règles du mot de passe, avancement du calcul) sont écrits selon les règles, mais personne n’a vérifié comment ils sont lus. Ces critères sont donc comptés comme non respectés.',
  },
  {
    criteria: ['8.2'],
    sentence:
      'Les champs du nouveau mot de passe portent un attribut qui n’est pas dans la norme HTML (passwordrules). Il sert aux gestionnaires de mots de passe d’Apple, et ne gêne pas les aides techniques.',
  },
];

/** `91,8\u00a0%`, rounded down: never more than what is there. */
export function metShare({ met, applicable }: { met: number; applicable: number }): string {
  const tenths = Math.floor((met * 1000) / applicable);
  return `${Math.floor(tenths / 10)},${tenths % 10}\u00a0%`;
}
