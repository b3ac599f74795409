/**
 * Every state of every étape, with invented data: what the demonstration's list of screens leads to, and what the
 * tests of the pages go through. A page that is added is added here: a test counts.
 */
import './guard.ts';
import { accountHomePage } from '../account/home/page.ts';
import type { CodeFault } from '../actions/judge-code.ts';
import { welcomePage } from '../journey/0-welcome/page.ts';
import { signInPage } from '../journey/1-sign-in/page.ts';
import { CODE_SENTENCES } from '../journey/2-forgotten-password/code-sentences.ts';
import { NOTHING_TYPED, readForm } from '../journey/2-forgotten-password/form.ts';
import { type ForgottenPasswordView, forgottenPasswordPage } from '../journey/2-forgotten-password/page.ts';
import { mailImpossiblePage, mailSentPage, requestsBlockedPage } from '../journey/3-mail-sent/page.ts';
import type { MailSentView } from '../journey/3-mail-sent/waiting.ts';
import { type DeadLink, deadLinkPage } from '../journey/5-new-password/link-pages.ts';
import { newPasswordPage } from '../journey/5-new-password/page.ts';
import { savedPage } from '../journey/6-saved/page.ts';
import { mailHelpPage } from '../journey/help/mail-page.ts';
import { numberHelpPage } from '../journey/help/number-page.ts';
import { PASSWORD_RULES } from '../rules/password-rules.ts';
import { busyPage, cookiesRefusedPage, notFoundPage, ownFaultPage, refusedPage } from '../web/error-pages.ts';
import type { Html } from '../web/page.ts';
import type { Site } from '../web/site.ts';
import { AROUND_STATES } from './around-states.ts';
import { PEOPLE, writtenDate, writtenNir } from './people.ts';

/** What a form needs to be more than a picture: its token, and a code to copy. */
export type Sample = { formToken: string; codeToken: string };

type State = { says: string; page(site: Site, sample: Sample): Html };

/** The document's own moment: 26/12/2022 at 14h33 in Paris. */
const MOMENT = new Date('2022-12-26T13:33:00Z');
/** The same request can be made again 90 seconds later. */
const WAITING = { nextAt: new Date(MOMENT.getTime() + 90_000) };
const NEUTRAL = { ...WAITING, policy: 'neutral' } as const;
const TODAY = { year: 2022, month: 12, day: 26 };
const TYPED = {
  nir: writtenNir(PEOPLE.camille.nir),
  dateOfBirth: writtenDate(PEOPLE.camille.dateOfBirth),
  mailAddress: String(PEOPLE.camille.mailAddress),
};
const LINK = 'exemple';

const form = (
  says: string,
  view: Partial<Omit<ForgottenPasswordView, 'code'>>,
  code: 'shown' | 'new' | 'kept' = 'shown',
): State => ({
  says,
  page: (site, { formToken, codeToken: token }) =>
    forgottenPasswordPage(site, {
      formToken,
      typed: TYPED,
      code:
        code === 'kept'
          ? { code: 'kept', token, proof: '' }
          : { code: 'toCopy', token, isNew: code === 'new' },
      faults: [],
      ...view,
    }),
});

const codeFault = (says: string, fault: CodeFault) =>
  form(says, { faults: [{ field: 'code', sentence: CODE_SENTENCES[fault] }] });

const formFaults = (typed: { nir: string; dateOfBirth: string; mailAddress: string }) => {
  const reading = readForm(typed, TODAY);
  return reading.read === 'faults' ? reading.faults : [];
};
const MISTYPED = { nir: '2 85 07 75 990 999 12', dateOfBirth: '31/02/1985', mailAddress: 'camille.exemple' };

const newPassword = (
  says: string,
  view: { faults?: { field: string; sentence: string }[]; message?: string },
): State => ({
  says,
  page: (site, { formToken }) =>
    newPasswordPage(site, { formToken, link: LINK, profile: 'documented', faults: [], ...view }),
});

const SENT = { masked: 't***@t***.com', policy: 'documented', askedAt: MOMENT, nextAt: undefined } as const;
const mailSent = (says: string, view: Partial<MailSentView>): State => ({
  says,
  page: (site, { formToken }) =>
    mailSentPage(site, { ...SENT, again: false, early: false, formToken, ...view }),
});

const mailHelp = (says: string, provider?: 'Orange'): State => ({
  says,
  page: site =>
    mailHelpPage(site, { provider, hasAsked: provider !== undefined, senderAddress: 'mail@exemple.fr' }),
});

const deadLink = (says: string, link: DeadLink): State => ({ says, page: site => deadLinkPage(site, link) });

export const STATES: Record<string, Record<string, State>> = {
  'Étape 0': { accueil: { says: 'L’accueil', page: welcomePage } },
  'Étape 1': {
    connexion: { says: 'La connexion', page: (site, { formToken }) => signInPage(site, { formToken }) },
    'connexion-refusee': {
      says: 'Numéro ou mot de passe incorrect',
      page: (site, { formToken }) =>
        signInPage(site, {
          formToken,
          nir: TYPED.nir,
          faults: [
            { field: 'numero', sentence: 'Le numéro de sécurité sociale ou le mot de passe est incorrect.' },
          ],
        }),
    },
    'connexion-trop-tard': {
      says: 'Page ouverte trop longtemps',
      page: (site, { formToken }) =>
        signInPage(site, { formToken, message: 'Cette page était ouverte depuis trop longtemps.' }),
    },
  },
  'Étape 2': {
    formulaire: form('Le formulaire', { typed: NOTHING_TYPED }),
    'formulaire-nouveau-code': form('Un nouveau code', {}, 'new'),
    'formulaire-vide': form('Rien n’est rempli', {
      typed: NOTHING_TYPED,
      faults: [...formFaults(NOTHING_TYPED), { field: 'code', sentence: CODE_SENTENCES.codeMissing }],
    }),
    'formulaire-fautes': form('Une faute dans chaque champ', {
      typed: MISTYPED,
      faults: formFaults(MISTYPED),
    }),
    'code-faux': codeFault('Code mal recopié', 'codeWrong'),
    'code-perime': codeFault('Code périmé', 'codeExpired'),
    'code-deja-servi': codeFault('Code déjà servi', 'codeUsed'),
    'code-garde': form(
      'Le code était juste, un champ ne l’est pas',
      { typed: MISTYPED, faults: formFaults(MISTYPED) },
      'kept',
    ),
    'formulaire-trop-tard': form('Page ouverte trop longtemps', {
      message: 'Cette page était ouverte depuis trop longtemps. Ce que vous avez saisi est conservé.',
    }),
  },
  'Étape 3 et 3bis': {
    'mail-envoye': mailSent('Le mail est envoyé', WAITING),
    'mail-envoye-attente': mailSent('Un autre mail peut être demandé', {}),
    'mail-redemande': mailSent('Un nouveau mail est demandé', { ...WAITING, again: true }),
    'mail-redemande-trop-tot': mailSent('Redemandé trop tôt', { ...WAITING, early: true }),
    'mail-envoye-longtemps': mailSent('Demandé il y a plus de 30 minutes', { formToken: undefined }),
    'mail-envoye-neutre': mailSent('Le mail est envoyé (réglage « neutre »)', NEUTRAL),
    'mail-redemande-neutre': mailSent('Un nouveau mail (réglage « neutre »)', { ...NEUTRAL, again: true }),
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
      faults: [{ field: 'mot-de-passe-repete', sentence: 'Les deux mots de passe sont différents.' }],
    }),
    'nouveau-mot-de-passe-trop-tard': newPassword('Page ouverte trop longtemps', {
      message: 'Cette page était ouverte depuis trop longtemps.',
    }),
    'lien-expire': deadLink('Lien expiré', { outcome: 'expired' }),
    'lien-utilise': deadLink('Lien utilisé', { outcome: 'used' }),
    'lien-utilise-ici': deadLink('Deuxième appui', { outcome: 'usedHere', usedAt: MOMENT }),
    'lien-remplace': deadLink('Lien remplacé', { outcome: 'replaced', replacedAt: MOMENT }),
    'lien-depasse': deadLink('Mot de passe changé autrement', { outcome: 'passwordChanged' }),
    'lien-inconnu': deadLink('Lien inconnu', { outcome: 'unknown' }),
    'lien-absent': deadLink('Pas de lien, ou cookies refusés', { outcome: 'none' }),
    'lien-autre': deadLink('Un autre lien dans ce navigateur', { outcome: 'otherLink' }),
  },
  'Étape 6': {
    enregistre: {
      says: 'Le mot de passe est enregistré',
      page: site => savedPage(site, { changedAt: MOMENT }),
    },
    'mon-compte': { says: 'Connecté', page: (site, { formToken }) => accountHomePage(site, { formToken }) },
  },
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
