/** What happens around an account, as the journal reads it out. */
import type { AuditEvent } from './audit-events.ts';

type OfTheAccount = Extract<
  AuditEvent,
  {
    event:
      | 'accountCreated'
      | 'accountNotCreated'
      | `address${string}`
      | 'ownPasswordRefused'
      | 'codeIssued'
      | 'signedInWithCode'
      | 'passwordChosen'
      | 'sessionsClosed'
      | `${'link' | 'change'}Disavowed`;
  }
>;

const NOT_CREATED = {
  unknown: 'le numéro n’est pas au registre',
  otherData: 'le nom ou la date de naissance diffèrent du registre',
  taken: 'le numéro a déjà un compte',
} as const;

export function accountSentence(told: OfTheAccount): string {
  switch (told.event) {
    case 'accountCreated':
      return 'Compte créé par son titulaire.';
    case 'accountNotCreated':
      return `Création de compte refusée\u00a0: ${NOT_CREATED[told.detail.why]}.`;
    case 'addressChangeAsked':
      return 'Changement d’adresse mail demandé.';
    case 'addressVerified':
      return 'Adresse mail validée.';
    case 'addressChanged':
      return 'Adresse mail modifiée.';
    case 'addressChangeCancelled':
      return 'Changement d’adresse mail annulé.';
    case 'ownPasswordRefused':
      return 'Mot de passe actuel refusé («\u00a0Mon compte\u00a0»).';
    case 'codeIssued':
      return `Code provisoire remis par ${told.detail.by === 'agent' ? 'un conseiller' : 'la commande'}, valable ${told.detail.days}\u00a0jours.`;
    case 'signedInWithCode':
      return 'Connexion avec un code provisoire.';
    case 'passwordChosen':
      return `Mot de passe choisi ${told.detail.from === 'code' ? 'après un code provisoire' : 'depuis «\u00a0Mon compte\u00a0»'}\u00a0; sessions fermées\u00a0: ${told.detail.sessionsEnded}.`;
    case 'sessionsClosed':
      return `Autres sessions fermées par le titulaire\u00a0: ${told.detail.sessions}.`;
    case 'linkDisavowed':
      return '«\u00a0Ce n’était pas moi\u00a0»\u00a0: lien annulé.';
    case 'changeDisavowed':
      return `«\u00a0Ce n’était pas moi\u00a0»\u00a0: mot de passe retiré, sessions fermées\u00a0: ${told.detail.sessionsEnded}.`;
    default:
      return told satisfies never;
  }
}
