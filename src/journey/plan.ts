/**
 * The journey as a table: each étape of the document, where it is, and what it is called. `docs/map.md` is this table
 * for people; a test holds the two together.
 */
export const PATHS = {
  welcome: '/',
  signIn: '/connexion',
  forgottenPassword: '/mot-de-passe-oublie',
  code: '/mot-de-passe-oublie/code',
  proof: '/mot-de-passe-oublie/preuve',
  mailSent: '/mot-de-passe-oublie/mail-envoye',
  mailImpossible: '/mot-de-passe-oublie/envoi-impossible',
  requestsBlocked: '/mot-de-passe-oublie/demandes-bloquees',
  link: '/renouveler',
  newPassword: '/nouveau-mot-de-passe',
  moreTime: '/nouveau-mot-de-passe/plus-de-temps',
  saved: '/nouveau-mot-de-passe/enregistre',
  helpMail: '/aide/mail-non-recu',
  helpNumber: '/aide/numero-de-securite-sociale',
  disavow: '/ce-n-etait-pas-moi',
  helpDisavow: '/aide/ce-n-etait-pas-moi',
  createAccount: '/creer-un-compte',
  creationAnswer: '/creer-un-compte/resultat',
  verifyAddress: '/valider-mon-adresse',
  account: '/mon-compte',
  choosePassword: '/mon-compte/choisir-un-mot-de-passe',
  passwordChosen: '/mon-compte/mot-de-passe-choisi',
  accountAddress: '/mon-compte/adresse',
  accountAddressMail: '/mon-compte/adresse/mail',
  accountAddressCancel: '/mon-compte/adresse/annuler',
  accountPassword: '/mon-compte/mot-de-passe',
  accountPasswordChanged: '/mon-compte/mot-de-passe/modifie',
  accountSessions: '/mon-compte/sessions',
  signOut: '/deconnexion',
  accessibility: '/accessibilite',
  personalData: '/donnees-personnelles',
  legalNotice: '/mentions-legales',
} as const;

export type Etape = { etape: string; path: string; folder: string; action: string | undefined };

export const PLAN: readonly Etape[] = [
  { etape: '0', path: PATHS.welcome, folder: '0-welcome', action: undefined },
  { etape: '1', path: PATHS.signIn, folder: '1-sign-in', action: 'sign-in' },
  { etape: '2', path: PATHS.forgottenPassword, folder: '2-forgotten-password', action: 'ask-for-renewal' },
  { etape: '3', path: PATHS.mailSent, folder: '3-mail-sent', action: 'ask-again' },
  { etape: '3bis, cas 1', path: PATHS.mailImpossible, folder: '3-mail-sent', action: undefined },
  { etape: '3bis, cas 2', path: PATHS.requestsBlocked, folder: '3-mail-sent', action: undefined },
  { etape: '4', path: PATHS.link, folder: '4-link', action: 'send-renewal-mail' },
  { etape: '5', path: PATHS.newPassword, folder: '5-new-password', action: 'choose-password' },
  { etape: '6', path: PATHS.saved, folder: '6-saved', action: 'send-notice-mail' },
  { etape: 'dernière page', path: PATHS.helpMail, folder: 'help', action: undefined },
];
