/**
 * Where a mail may be at each provider of mailboxes, and how to let our mails in again (norm FR-5). Webmails change:
 * here is only what each provider's own help or its webmail was seen to say, in general words where it was not seen.
 */
import { html } from 'hono/html';
import type { MailProviderName } from '../../rules/mail-providers.ts';
import type { Html } from '../../web/page.ts';

export type ProviderAdvice = {
  name: MailProviderName;
  /** The names that people know it by. */
  title: string;
  steps: readonly (string | Html)[];
};

/** For webmails of which we know no more. */
const ANYWHERE: readonly string[] = [
  'Sur le site de votre messagerie, regardez dans le dossier des indésirables (ou «\u00a0Spam\u00a0»).',
  'Dans ses réglages, regardez les filtres et les expéditeurs bloqués. Retirez-en notre adresse si elle s’y trouve.',
];

export const PROVIDER_ADVICE: readonly ProviderAdvice[] = [
  {
    name: 'Orange',
    title: 'Orange (Wanadoo)',
    steps: [
      'Regardez dans le dossier «\u00a0Indésirables\u00a0» (ou «\u00a0Spam\u00a0»)\u00a0: un mail n’y reste que quelques jours.',
      'Regardez dans votre liste rouge, celle des expéditeurs bloqués\u00a0: elle peut supprimer nos mails sans vous le dire. Sur orange.fr, ouvrez le Mail Orange, puis la roue dentée, «\u00a0Tous les paramètres\u00a0», «\u00a0Sécurité\u00a0».',
      'À «\u00a0Expéditeurs bloqués\u00a0», choisissez «\u00a0Voir la liste\u00a0». Si notre adresse s’y trouve, retirez-la.',
      'Vous pouvez aussi ajouter notre adresse à votre liste verte, celle des expéditeurs autorisés.',
    ],
  },
  { name: 'SFR', title: 'SFR (Neuf, Numericable)', steps: ANYWHERE },
  {
    name: 'Free',
    title: 'Free (Alice)',
    steps: [
      html`Sur le site de messagerie de Free, regardez dans le dossier des indésirables («\u00a0Spam\u00a0» ou «\u00a0<span lang="en">Junk</span>\u00a0»).`,
      'Dans ses préférences, regardez les filtres et les adresses bloquées. Retirez-en notre adresse si elle s’y trouve.',
    ],
  },
  {
    name: 'La Poste',
    title: 'La Poste',
    steps: [
      ...ANYWHERE,
      'Une boîte laposte.net qui n’a pas été ouverte pendant plusieurs mois est désactivée\u00a0: connectez-vous sur laposte.net pour la réactiver.',
    ],
  },
  { name: 'Bouygues', title: 'Bouygues Telecom', steps: ANYWHERE },
  {
    name: 'Outlook',
    title: 'Outlook (Hotmail, Live, MSN)',
    steps: [
      'Regardez dans le dossier «\u00a0Courrier indésirable\u00a0».',
      'Si votre boîte de réception a deux onglets, «\u00a0Prioritaire\u00a0» et «\u00a0Autre\u00a0», regardez dans «\u00a0Autre\u00a0».',
      'Dans les paramètres du courrier, à «\u00a0Courrier indésirable\u00a0», regardez les expéditeurs bloqués. Retirez-en notre adresse si elle s’y trouve.',
    ],
  },
  {
    name: 'Gmail',
    title: 'Gmail',
    steps: [
      'Regardez dans «\u00a0Spam\u00a0», puis dans «\u00a0Tous les messages\u00a0». Sur un téléphone, ouvrez d’abord le menu.',
      'Si votre boîte de réception a des onglets, regardez dans «\u00a0Promotions\u00a0» et «\u00a0Notifications\u00a0».',
      'Dans les paramètres, à «\u00a0Filtres et adresses bloquées\u00a0», regardez si notre adresse est bloquée, et débloquez-la.',
    ],
  },
  {
    name: 'Yahoo',
    title: 'Yahoo (AOL)',
    steps: [
      'Regardez dans le dossier «\u00a0Spam\u00a0».',
      'Dans les paramètres, regardez les filtres et les adresses bloquées. Retirez-en notre adresse si elle s’y trouve.',
    ],
  },
  {
    name: 'iCloud',
    title: 'iCloud (Apple)',
    steps: [
      'Regardez dans le dossier «\u00a0Indésirables\u00a0».',
      'Si Mail range vos messages par catégories, regardez dans chacune d’elles.',
      'Dans les réglages de Mail, regardez les contacts bloqués. Débloquez notre adresse si elle s’y trouve.',
    ],
  },
  { name: 'GMX', title: 'GMX (Caramail)', steps: ANYWHERE },
  {
    name: 'Proton',
    title: 'Proton Mail',
    steps: [
      'Regardez dans «\u00a0Spam\u00a0».',
      'Dans les paramètres, regardez les filtres et les adresses bloquées. Retirez-en notre adresse si elle s’y trouve.',
    ],
  },
  { name: 'Mailo', title: 'Mailo (NetCourrier)', steps: ANYWHERE },
];
