/** The states of étapes 1 and 2, whose forms are filled in with somebody invented. See `states.ts`. */
import './guard.ts';
import type { CodeFault } from '../actions/judge-code.ts';
import { signInPage } from '../journey/1-sign-in/page.ts';
import * as signIn from '../journey/1-sign-in/sentences.ts';
import { SESSION_OVER_SENTENCE } from '../journey/1-sign-in/signed-in-page.ts';
import {
  CODE_SENTENCES,
  COOKIES_REFUSED,
  tooManyRequests,
} from '../journey/2-forgotten-password/code-sentences.ts';
import { NOTHING_TYPED, readForm } from '../journey/2-forgotten-password/form.ts';
import { type ForgottenPasswordView, forgottenPasswordPage } from '../journey/2-forgotten-password/page.ts';
import type { Html } from '../web/page.ts';
import type { Site } from '../web/site.ts';
import { PEOPLE, writtenDate, writtenNir } from './people.ts';

/** What a form needs to be more than a picture: its token, and a code to copy of étape 2 or of « Créez votre compte ». */
export type Sample = { formToken: string; codeToken: string; creationCodeToken: string };

export type State = { says: string; page(site: Site, sample: Sample): Html };

/** The document's own moment: 26/12/2022 at 14h33 in Paris. */
export const MOMENT = new Date('2022-12-26T13:33:00Z');
/** When a limit ends that is reached now. */
export const IN_AN_HOUR = new Date(MOMENT.getTime() + 3_600_000);
const TODAY = { year: 2022, month: 12, day: 26 };
const TYPED = {
  nir: writtenNir(PEOPLE.camille.nir),
  dateOfBirth: writtenDate(PEOPLE.camille.dateOfBirth),
  mailAddress: String(PEOPLE.camille.mailAddress),
};

export const SIGN_IN_STATES: Record<string, State> = {
  connexion: { says: 'La connexion', page: (site, { formToken }) => signInPage(site, { formToken }) },
  'connexion-refusee': {
    says: 'Numéro ou mot de passe incorrect',
    page: (site, { formToken }) =>
      signInPage(site, {
        formToken,
        nir: TYPED.nir,
        faults: [{ field: 'mot-de-passe', sentence: signIn.WRONG_PAIR }],
      }),
  },
  'connexion-trop-d-essais': {
    says: 'Trop d’essais, jusqu’à une heure dite',
    page: (site, { formToken }) =>
      signInPage(site, { formToken, nir: TYPED.nir, message: signIn.tooManyTries(MOMENT, IN_AN_HOUR) }),
  },
  'connexion-renouvellement': {
    says: 'Cent essais manqués\u00a0: il faut renouveler',
    page: (site, { formToken }) =>
      signInPage(site, { formToken, nir: TYPED.nir, message: signIn.RENEWAL_NEEDED }),
  },
  'connexion-cookies': {
    says: 'Cookies refusés',
    page: (site, { formToken }) =>
      signInPage(site, { formToken, nir: TYPED.nir, message: signIn.COOKIES_REFUSED }),
  },
  'connexion-session-terminee': {
    says: 'La session était terminée',
    page: (site, { formToken }) => signInPage(site, { formToken, message: SESSION_OVER_SENTENCE }),
  },
  'connexion-trop-tard': {
    says: 'Page ouverte trop longtemps',
    page: (site, { formToken }) =>
      signInPage(site, { formToken, message: 'Cette page était ouverte depuis trop longtemps.' }),
  },
};

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

export const REQUEST_STATES: Record<string, State> = {
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
  'formulaire-trop-de-demandes': form('Trop de demandes, d’ici ou pour ce numéro', {
    message: tooManyRequests(MOMENT, IN_AN_HOUR),
  }),
  'formulaire-cookies': form('Cookies refusés', { message: COOKIES_REFUSED }),
  'formulaire-trop-tard': form('Page ouverte trop longtemps', {
    message: 'Cette page était ouverte depuis trop longtemps. Ce que vous avez saisi est conservé.',
  }),
};
