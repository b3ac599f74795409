/** What the owner is shown of what happened on the account (« Mon compte »): each kind in a French sentence. */
import type { DeviceKind } from './device-kind.ts';

const SENTENCES = {
  signedIn: 'Connexion',
  signedInWithCode: 'Connexion avec un code provisoire',
  passwordRenewed: 'Mot de passe renouvelé par un lien reçu par mail',
  passwordChanged: 'Mot de passe modifié depuis «\u00a0Mon compte\u00a0»',
  passwordChosenWithCode: 'Mot de passe choisi après un code provisoire',
  addressChangeAsked: 'Changement d’adresse mail demandé',
  addressChanged: 'Adresse mail modifiée',
  addressVerified: 'Adresse mail validée',
  codeIssued: 'Code provisoire remis',
  accountCreated: 'Compte créé',
  disavowed: '«\u00a0Ce n’était pas moi\u00a0»',
} as const;

export type ActivityKind = keyof typeof SENTENCES;

export function activitySentence(kind: ActivityKind): string {
  return SENTENCES[kind];
}

const DEVICES: Record<DeviceKind, string> = {
  computer: 'ordinateur',
  phone: 'téléphone',
  tablet: 'tablette',
  other: 'appareil inconnu',
};

export function deviceName(device: DeviceKind): string {
  return DEVICES[device];
}
