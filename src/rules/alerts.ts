/**
 * What the owner is told by mail of what happened on the account, besides a password that was changed (norm RST-7): each kind
 * with its subject, what happened, and what to do for who did not do it. Another kind is another entry here. No kind has a
 * link: what the mail says can be done is done on the site (norm RST-6).
 */
import { HOLD_HOURS } from './address-hold.ts';

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
  addressChangeAsked: {
    subject: 'changement d’adresse mail demandé',
    title: 'Changement d’adresse mail demandé',
    happened: 'une nouvelle adresse mail a été saisie pour votre compte.',
    follows:
      'Elle remplacera l’adresse actuelle quand elle aura été validée par un mail envoyé à la nouvelle adresse.',
    otherwise:
      'connectez-vous et changez votre mot de passe\u00a0: cela annule le changement d’adresse et déconnecte tous les autres appareils.',
  },
  addressChanged: {
    subject: 'votre adresse mail a été modifiée',
    title: 'Votre adresse mail a été modifiée',
    happened:
      'l’adresse mail de votre compte a été modifiée. Les prochains mails iront à la nouvelle adresse.',
    follows: `Pendant ${HOLD_HOURS}\u00a0heures, la nouvelle adresse ne permet pas de renouveler le mot de passe.`,
    otherwise: 'connectez-vous, changez votre mot de passe et remettez votre adresse.',
  },
  passwordChanged: {
    subject: 'votre mot de passe a été modifié',
    title: 'Votre mot de passe a été modifié',
    happened: 'le mot de passe de votre compte a été modifié.',
    follows: 'Ce mail arrive à l’ancienne adresse de votre compte, parce qu’elle vient d’être remplacée.',
  },
  blockLifted: {
    subject: 'vous pouvez de nouveau demander un mail',
    title: 'Vous pouvez de nouveau demander un mail',
    happened: 'un conseiller a levé le blocage des demandes de renouvellement de mot de passe.',
    follows: 'Vous pouvez faire une nouvelle demande.',
  },
  sessionsClosed: {
    subject: 'vous avez été déconnecté',
    title: 'Vous avez été déconnecté',
    happened: 'un conseiller a fermé toutes les connexions à votre compte.',
    follows: 'Vous pouvez vous connecter à nouveau. Votre mot de passe n’a pas changé.',
  },
  codeIssued: {
    subject: 'un code provisoire a été remis',
    title: 'Un code provisoire a été remis',
    happened:
      'un code provisoire a été remis pour votre compte. Il permet de choisir un nouveau mot de passe.',
    follows: 'Tant qu’il n’a pas servi, votre mot de passe actuel reste valable.',
  },
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
