/**
 * Why an agent looks at a person (recorded each time, norm RGP-5), and how long that look lasts. The caller is asked for the date of
 * birth; the console compares and never shows it before.
 */

export const CASE_REASONS = {
  mailNotReceived: 'Mail non reçu',
  blocked: 'Demandes bloquées',
  wrongAddress: 'Adresse mail à corriger',
  noAddress: 'Pas d’adresse mail, ou mot de passe impossible à renouveler',
  notTheOwner: '«\u00a0Ce n’était pas moi\u00a0»',
  other: 'Autre demande de l’assuré',
} as const;

export type CaseReason = keyof typeof CASE_REASONS;

export function readCaseReason(text: string): CaseReason | undefined {
  return Object.hasOwn(CASE_REASONS, text) ? (text as CaseReason) : undefined;
}

/** What an agent does in a case, besides looking. */
export const CASE_DEEDS = {
  mailSent: 'mail de renouvellement renvoyé',
  codeGiven: 'code provisoire remis',
  sessionsClosed: 'connexions fermées',
  addressCorrected: 'nouvelle adresse mail enregistrée, à valider',
} as const;

export type CaseDeed = keyof typeof CASE_DEEDS;

const MINUTE_MS = 60_000;
export const CASE_MINUTES = 30;
/** Wrong dates of birth after which the case is closed. */
export const CALLER_TRIES_MAX = 3;

export function caseEnd(openedAt: Date): Date {
  return new Date(openedAt.getTime() + CASE_MINUTES * MINUTE_MS);
}
