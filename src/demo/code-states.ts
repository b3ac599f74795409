/** The states of what a provisional code leads to, and what étape 1 says of one that is worth nothing any more. See `states.ts`. */
import './guard.ts';
import {
  type ChoosePasswordView,
  choosePasswordPage,
  passwordChosenPage,
} from '../account/provisional-code/page.ts';
import { signInPage } from '../journey/1-sign-in/page.ts';
import { codeExpired, codeUsed } from '../journey/1-sign-in/sentences.ts';
import { TOO_LATE } from '../journey/5-new-password/sentences.ts';
import { PASSWORD_RULES } from '../rules/password-rules.ts';
import { untilWhen } from '../rules/until-when.ts';
import { DIFFERENT_FAULT, passwordFaults } from '../web/password-form.ts';
import type { Site } from '../web/site.ts';
import { MOMENT, type State } from './form-states.ts';
import { PEOPLE, writtenNir } from './people.ts';

const IN_HALF_AN_HOUR = new Date(MOMENT.getTime() + 1_800_000);

const choose = (says: string, view: Partial<ChoosePasswordView> = {}): State => ({
  says,
  page: (site, { formToken }) =>
    choosePasswordPage(site, {
      formToken,
      signOutToken: formToken,
      until: untilWhen(MOMENT, IN_HALF_AN_HOUR),
      profile: 'documented',
      faults: [],
      ...view,
    }),
});

const refused = (says: string, sentence: (brand: Site['brand']) => string): State => ({
  says,
  page: (site, { formToken }) =>
    signInPage(site, {
      formToken,
      nir: writtenNir(PEOPLE.camille.nir),
      faults: [{ field: 'mot-de-passe', sentence: sentence(site.brand) }],
    }),
});

export const CODE_STATES: Record<string, State> = {
  'code-provisoire': choose('Choisir un mot de passe'),
  'code-provisoire-refuse': choose('Mot de passe refusé, toutes les règles', {
    faults: passwordFaults(PASSWORD_RULES.documented),
  }),
  'code-provisoire-differents': choose('Deux mots de passe différents', { faults: [DIFFERENT_FAULT] }),
  'code-provisoire-trop-tard': choose('Page ouverte trop longtemps', { message: TOO_LATE }),
  'code-provisoire-choisi': {
    says: 'Le mot de passe est choisi',
    page: site => passwordChosenPage(site, { chosenAt: MOMENT }),
  },
  'code-provisoire-expire': refused('Étape 1\u00a0: code trop ancien', codeExpired),
  'code-provisoire-utilise': refused('Étape 1\u00a0: code qui a déjà servi', brand =>
    codeUsed(brand, MOMENT),
  ),
};
