/**
 * Every state of every étape, with invented data: what the demonstration's list of screens leads to, and what the
 * tests of the pages go through. A page that is added is added here: a test counts.
 */
import './guard.ts';
import type { SessionBeside } from '../actions/session-beside.ts';
import { welcomePage } from '../journey/0-welcome/page.ts';
import { mailImpossiblePage, mailSentPage, requestsBlockedPage } from '../journey/3-mail-sent/page.ts';
import type { MailSentView } from '../journey/3-mail-sent/waiting.ts';
import { type DeadLink, deadLinkPage } from '../journey/5-new-password/link-pages.ts';
import { newPasswordPage } from '../journey/5-new-password/page.ts';
import { TOO_LATE } from '../journey/5-new-password/sentences.ts';
import { savedPage } from '../journey/6-saved/page.ts';
import { mailHelpPage } from '../journey/help/mail-page.ts';
import { numberHelpPage } from '../journey/help/number-page.ts';
import { linkExpiry } from '../rules/link-life.ts';
import { EXTENSIONS_MAX, type TimeLeft, timeLeft } from '../rules/more-time.ts';
import { PASSWORD_RULES } from '../rules/password-rules.ts';
import { busyPage, cookiesRefusedPage, notFoundPage, ownFaultPage, refusedPage } from '../web/error-pages.ts';
import { DIFFERENT_FAULT } from '../web/password-form.ts';
import { ACCOUNT_STATES } from './account-states.ts';
import { AROUND_STATES } from './around-states.ts';
import { CODE_STATES } from './code-states.ts';
import { ADDRESS_STATES, CREATION_STATES } from './creation-states.ts';
import { DISAVOW_STATES, SAVED_BESIDE } from './disavow-states.ts';
import { IN_AN_HOUR, MOMENT, REQUEST_STATES, SIGN_IN_STATES, type State } from './form-states.ts';

/** The same request can be made again 90 seconds later. */
const WAITING = { nextAt: new Date(MOMENT.getTime() + 90_000), secondsLeft: 90 };
const NEUTRAL = { ...WAITING, policy: 'neutral' } as const;
const NEW_PASSWORD = { link: 'exemple', profile: 'documented', faults: [] } as const;

const newPassword = (
  says: string,
  view: { faults?: { field: string; sentence: string }[]; message?: string; beside?: SessionBeside },
  time = { minutesLeft: 30, extensions: 0 },
): State => ({
  says,
  page: (site, { formToken }) =>
    newPasswordPage(site, { ...NEW_PASSWORD, formToken, time: timeOf(time), ...view }),
});

function timeOf({ minutesLeft, extensions }: { minutesLeft: number; extensions: number }): TimeLeft {
  return timeLeft(MOMENT, { expiresAt: linkExpiry(MOMENT, minutesLeft), extensions });
}

const SENT = {
  masked: 't***@t***.com',
  policy: 'documented',
  askedAt: MOMENT,
  nextAt: undefined,
  secondsLeft: 0,
} as const;
const mailSent = (says: string, view: Partial<MailSentView>): State => ({
  says,
  page: (site, { formToken }) =>
    mailSentPage(site, { ...SENT, again: false, early: false, formToken, ...view }),
});

const HELP = { blockedUntil: undefined, senderAddress: 'mail@exemple.fr' };
const mailHelp = (says: string, provider?: 'Orange'): State => ({
  says,
  page: site => mailHelpPage(site, { ...HELP, provider, hasAsked: provider !== undefined }),
});

const deadLink = (says: string, link: DeadLink): State => ({ says, page: site => deadLinkPage(site, link) });

export const STATES: Record<string, Record<string, State>> = {
  'Étape 0': { accueil: { says: 'L’accueil', page: welcomePage } },
  'Étape 1': SIGN_IN_STATES,
  'Étape 2': REQUEST_STATES,
  'Étape 3 et 3bis': {
    'mail-envoye': mailSent('Le mail est envoyé', WAITING),
    'mail-envoye-attente': mailSent('Un autre mail peut être demandé', {}),
    'mail-redemande': mailSent('Un nouveau mail est demandé', { ...WAITING, again: true }),
    'mail-redemande-trop-tot': mailSent('Redemandé trop tôt', { ...WAITING, early: true }),
    'mail-envoye-longtemps': mailSent('Demandé il y a plus de 30\u00a0minutes', { formToken: undefined }),
    'mail-envoye-neutre': mailSent('Le mail est envoyé (réglage «\u00a0neutre\u00a0»)', NEUTRAL),
    'mail-redemande-neutre': mailSent('Un nouveau mail (réglage «\u00a0neutre\u00a0»)', {
      ...NEUTRAL,
      again: true,
    }),
    'envoi-impossible': { says: 'Cas 1\u00a0: envoi impossible', page: mailImpossiblePage },
    'demandes-bloquees': {
      says: 'Cas 2\u00a0: demandes bloquées',
      page: site => requestsBlockedPage(site, MOMENT),
    },
  },
  'Étapes 4 et 5': {
    'nouveau-mot-de-passe': newPassword('Le nouveau mot de passe', {}),
    'mot-de-passe-refuse': newPassword('Mot de passe refusé, toutes les règles', {
      faults: PASSWORD_RULES.documented.map(rule => ({
        field: 'nouveau-mot-de-passe',
        sentence: rule.fault,
      })),
    }),
    'mots-de-passe-differents': newPassword('Deux mots de passe différents', {
      faults: [DIFFERENT_FAULT],
    }),
    'nouveau-mot-de-passe-trop-tard': newPassword('Page ouverte trop longtemps', {
      message: TOO_LATE,
    }),
    'connecte-au-meme-compte': newPassword('Connecté à ce compte', { beside: 'sameAccount' }),
    'connecte-a-un-autre': newPassword('Connecté à un autre compte', { beside: 'otherAccount' }),
    'bientot-la-fin': newPassword('Bientôt la fin du délai', {}, { minutesLeft: 4, extensions: 0 }),
    'plus-de-temps': newPassword('Plus de temps donné', {}, { minutesLeft: 39, extensions: 1 }),
    'plus-de-temps-epuise': newPassword(
      'Le délai ne peut plus être prolongé',
      {},
      { minutesLeft: 4, extensions: EXTENSIONS_MAX },
    ),
    'lien-expire': deadLink('Lien expiré', { outcome: 'expired' }),
    'lien-utilise': deadLink('Lien utilisé', { outcome: 'used' }),
    'lien-utilise-ici': deadLink('Deuxième appui', { outcome: 'usedHere', usedAt: MOMENT }),
    'lien-remplace': deadLink('Lien remplacé', { outcome: 'replaced', replacedAt: MOMENT }),
    'lien-depasse': deadLink('Mot de passe changé autrement', { outcome: 'passwordChanged' }),
    'lien-d-une-ancienne-adresse': deadLink('Adresse mail changée', { outcome: 'addressChanged' }),
    'lien-annule': deadLink('Lien annulé par «\u00a0Ce n’était pas moi\u00a0»', {
      outcome: 'disavowed',
      disavowedAt: MOMENT,
    }),
    'lien-inconnu': deadLink('Lien inconnu', { outcome: 'unknown' }),
    'lien-trop-d-inconnus': deadLink('Trop de liens inconnus', { outcome: 'tooMany', until: IN_AN_HOUR }),
    'lien-absent': deadLink('Pas de lien, ou cookies refusés', { outcome: 'none' }),
    'lien-autre': deadLink('Un autre lien dans ce navigateur', { outcome: 'otherLink' }),
  },
  'Étape 6': {
    enregistre: {
      says: 'Le mot de passe est enregistré',
      page: site => savedPage(site, { changedAt: MOMENT }),
    },
    ...SAVED_BESIDE,
  },
  'Créer un compte': CREATION_STATES,
  'Valider son adresse': ADDRESS_STATES,
  'Code provisoire': CODE_STATES,
  'Mon compte': ACCOUNT_STATES,
  'Ce n’était pas moi': DISAVOW_STATES,
  'Aide et imprévus': {
    'aide-mail': mailHelp('Je n’ai pas reçu le mail'),
    'aide-mail-fournisseur': mailHelp('Je n’ai pas reçu le mail, chez Orange', 'Orange'),
    'aide-numero': { says: 'Où trouver mon numéro', page: numberHelpPage },
    ...AROUND_STATES,
    introuvable: { says: 'Page introuvable', page: notFoundPage },
    'notre-faute': { says: 'Un problème de notre côté', page: site => ownFaultPage(site, 'A1B2C3D4') },
    refusee: { says: 'Demande refusée', page: refusedPage },
    'cookies-refuses': { says: 'Cookies refusés', page: cookiesRefusedPage },
    occupe: { says: 'Service très demandé', page: busyPage },
  },
};

export function findState(name: string): State | undefined {
  return Object.values(STATES).find(states => Object.hasOwn(states, name))?.[name];
}
