/** « Je n'ai rien reçu »: the reasons, and those of their sentences that hold no hour. Read aloud by agents, so short and plain. */

export type AddressState = 'none' | 'unverified' | 'held' | 'verified';

export type MailReason =
  | 'used'
  | 'noAddress'
  | 'notVerified'
  | 'held'
  | 'addressDead'
  | 'returned'
  | 'refused'
  | 'deferred'
  | 'givenUp'
  | 'otherData'
  | 'earlierMail'
  | 'addressPending'
  | 'disavowed'
  | 'passwordChanged'
  | 'unsure'
  | 'blocked'
  | 'noRequest'
  | 'signInBlocked'
  | 'codeWaiting'
  | 'codeUsed'
  | 'codeExpired'
  | 'leaving'
  | 'oldLink'
  | 'opened'
  | 'arrived'
  | 'expired'
  | 'handedOver';

export type Told = {
  reason: MailReason;
  /** To be read aloud. */
  say: string;
  /** For the agent. */
  act: string;
};

export const SPAM =
  'Faites chercher dans les courriels indésirables, puis dans toute la boîte, les mots «\u00a0renouveler mon mot de passe\u00a0».';
export const ASK_AGAIN =
  'Qu’elle fasse une nouvelle demande, avec exactement l’adresse enregistrée dans le compte.';
export const DEAD_ADDRESS =
  'Faites épeler l’adresse, puis corrigez-la\u00a0: aucun mail n’y part pendant 24\u00a0heures. Si c’est pressé, remettez un code provisoire.';

export const HER_PASSWORD =
  'Si oui, qu’elle se connecte avec ce mot de passe. S’il est oublié aussi, il faut une nouvelle demande.';
export const NOT_HER = 'Si ce n’était pas elle, fermez toutes les connexions, puis envoyez un nouveau mail.';

export const OPEN_NEWEST =
  'Faites fermer les autres mails et pages, puis ouvrir le dernier reçu. Ce qui a ouvert l’ancien peut aussi être un antivirus.';
export const OPEN_SOONER = 'Que la personne garde sa boîte ouverte, et clique dès que le mail arrive.';

export const ADDRESSES: Record<Exclude<AddressState, 'verified'>, Told> = {
  none: {
    reason: 'noAddress',
    say: 'Votre compte n’a pas d’adresse mail\u00a0: aucun mail ne peut partir.',
    act: 'Vérifiez l’identité, puis remettez un code provisoire. Une fois connectée, la personne pourra donner une adresse.',
  },
  unverified: {
    reason: 'notVerified',
    say: 'L’adresse mail de votre compte n’a jamais été validée\u00a0: aucun mail de renouvellement ne peut partir.',
    act: 'Vérifiez l’identité, puis remettez un code provisoire. La personne validera son adresse une fois connectée.',
  },
  held: {
    reason: 'held',
    say: 'L’adresse mail de votre compte vient d’être changée. Par sécurité, aucun mail de renouvellement ne part pendant 24\u00a0heures.',
    act: 'Demandez de patienter jusqu’à la fin du délai, ou remettez un code provisoire.',
  },
};

export const OTHER_DATA: Told = {
  reason: 'otherData',
  say: 'Ce qui a été saisi ne correspond pas au compte\u00a0: le numéro, la date de naissance ou l’adresse mail diffère. Aucun mail n’est parti. Le site dit la même chose à tout le monde, pour protéger les comptes.',
  act: 'Faites relire la date et l’adresse saisies, sans dire celles du compte. Le mail ne part qu’à l’adresse enregistrée.',
};

export const PENDING_ADDRESS: Told = {
  reason: 'addressPending',
  say: 'Une nouvelle adresse a été donnée, mais elle n’est pas encore validée. Cherchez le mail qui permet de la valider, et cliquez.',
  act: 'Tant qu’elle n’est pas validée, aucun mail de renouvellement n’y part. Si c’est pressé, remettez un code provisoire.',
};

export const LEAVING: Told = {
  reason: 'leaving',
  say: 'Votre demande est bien là, le mail est en train de partir.',
  act: 'Attendez une minute, puis rechargez cette page.',
};
