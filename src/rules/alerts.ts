/**
 * What the owner is told by mail of what happened on the account, besides a password that was changed (norm RST-7): each kind
 * with its subject, what happened, and what to do for who did not do it. Another kind is another entry here. No kind has a
 * link: what the mail says can be done is done on the site (norm RST-6).
 */

export type AlertWords = {
  /** After « Votre compte ameli – ». */
  subject: string;
  title: string;
  /** « Le 26/12/2022 à 14h33 (heure de Paris), … ». */
  happened: string;
  /** What follows from it, if the reader did it. */
  follows: string;
  /** « Si ce n’est pas vous, … », before the phone number; nothing where only the phone helps. */
  otherwise?: string;
};

const ALERTS = {
  creationAsked: {
    subject: 'vous avez déjà un compte',
    title: 'Vous avez déjà un compte',
    happened:
      'la création d’un compte a été demandée avec votre numéro. Vous en avez déjà un\u00a0: rien n’a été changé.',
    follows:
      'Pour y accéder, connectez-vous sur le site. Si vous ne connaissez plus votre mot de passe, choisissez «\u00a0Mot de passe oublié\u00a0?\u00a0».',
  },
} as const satisfies Record<string, AlertWords>;

export type AlertKind = keyof typeof ALERTS;

export const ALERT_KINDS = Object.keys(ALERTS) as AlertKind[];

export function alertWords(kind: AlertKind): AlertWords {
  return ALERTS[kind];
}
