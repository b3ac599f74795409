/** The states of « Créez votre compte » and of « Valider mon adresse mail », for somebody invented. See `states.ts`. */
import './guard.ts';
import { creationAnswerPage } from '../account/create/answer-page.ts';
import { NOTHING_TYPED, readForm } from '../account/create/form.ts';
import { type CreateAccountView, createAccountPage } from '../account/create/page.ts';
import {
  deadAddressLinkPage,
  type VerifyAddressView,
  verifyAddressPage,
  wrongDateSentence,
} from '../account/verify-address/page.ts';
import type { DeadAddressLink } from '../actions/look-at-address-link.ts';
import { CODE_SENTENCES, tooManyRequests } from '../journey/2-forgotten-password/code-sentences.ts';
import type { CreationPage } from '../rules/creation-answer.ts';
import { PASSWORD_RULES } from '../rules/password-rules.ts';
import { DIFFERENT_FAULT, passwordFaults } from '../web/password-form.ts';
import { IN_AN_HOUR, MOMENT, type State } from './form-states.ts';
import { PEOPLE, writtenDate, writtenNir } from './people.ts';

const TODAY = { year: 2022, month: 12, day: 26 };
const TYPED = {
  nir: writtenNir(PEOPLE.lea.nir),
  name: 'Nouvelle',
  givenName: 'Léa',
  dateOfBirth: writtenDate(PEOPLE.lea.dateOfBirth),
  mailAddress: String(PEOPLE.lea.mailAddress),
};
const MISTYPED = { nir: '2 97 04', name: '--', givenName: '', dateOfBirth: '31/02/1997', mailAddress: 'lea' };
const NO_PASSWORD = { password: '', repeated: '' };

const form = (says: string, view: Partial<CreateAccountView>): State => ({
  says,
  page: (site, { formToken, creationCodeToken: token }) =>
    createAccountPage(site, {
      formToken,
      typed: TYPED,
      code: { code: 'toCopy', token },
      faults: [],
      profile: 'documented',
      ...view,
    }),
});

const faultsOf = (typed: typeof TYPED) => {
  const reading = readForm(typed, NO_PASSWORD, TODAY);
  return reading.read === 'faults' ? reading.faults : [];
};
const codeMissing = { field: 'code', sentence: CODE_SENTENCES.codeMissing };

const answer = (says: string, page: CreationPage): State => ({
  says,
  page: site => creationAnswerPage(site, { page, masked: 'l***@e***.fr' }),
});

export const CREATION_STATES: Record<string, State> = {
  'creer-un-compte': form('Créer un compte', { typed: NOTHING_TYPED }),
  'creer-un-compte-vide': form('Rien n’est rempli', {
    typed: NOTHING_TYPED,
    faults: [...faultsOf(NOTHING_TYPED), codeMissing],
  }),
  'creer-un-compte-fautes': form('Une faute dans chaque champ', {
    typed: MISTYPED,
    faults: faultsOf(MISTYPED),
  }),
  'creer-un-compte-mot-de-passe': form('Mot de passe refusé, toutes les règles', {
    faults: passwordFaults(PASSWORD_RULES.documented),
  }),
  'creer-un-compte-differents': form('Deux mots de passe différents', { faults: [DIFFERENT_FAULT] }),
  'creer-un-compte-trop': form('Trop de demandes, d’ici ou pour ce numéro', {
    message: tooManyRequests(MOMENT, IN_AN_HOUR),
  }),
  'compte-cree': answer('Le compte est créé', 'created'),
  'compte-deja-la': answer('Il y avait déjà un compte', 'taken'),
  'compte-non-cree': answer('Les informations ne correspondent pas', 'noMatch'),
  'compte-demande': answer('La même réponse pour tous (réglage «\u00a0neutre\u00a0»)', 'noted'),
};

const verify = (says: string, view: Partial<VerifyAddressView>): State => ({
  says,
  page: (site, { formToken }) => verifyAddressPage(site, { formToken, asksDate: true, faults: [], ...view }),
});

const wrongDate = (triesLeft: number) => [
  { field: 'date-de-naissance', sentence: wrongDateSentence(triesLeft) },
];

const dead = (says: string, link: DeadAddressLink): State => ({
  says,
  page: site => deadAddressLinkPage(site, link),
});

export const ADDRESS_STATES: Record<string, State> = {
  'valider-adresse': verify('Valider mon adresse mail', {}),
  'valider-adresse-connecte': verify('Valider, une fois connecté', { asksDate: false }),
  'valider-adresse-fausse-date': verify('Mauvaise date de naissance', { faults: wrongDate(4) }),
  'valider-adresse-dernier-essai': verify('Dernier essai', { faults: wrongDate(1) }),
  'adresse-validee': dead('Adresse validée', { outcome: 'alreadyVerified' }),
  'adresse-lien-expire': dead('Lien expiré', { outcome: 'expired' }),
  'adresse-lien-remplace': dead('Lien remplacé', { outcome: 'replaced' }),
  'adresse-refusee': dead('Adresse refusée par son fournisseur', { outcome: 'bounced' }),
  'adresse-trop-d-essais': dead('Trop de dates fausses', { outcome: 'triesExhausted' }),
  'adresse-lien-inconnu': dead('Lien inconnu', { outcome: 'unknown' }),
  'adresse-trop-d-inconnus': dead('Trop de liens inconnus', { outcome: 'tooMany', until: IN_AN_HOUR }),
  'adresse-lien-absent': dead('Pas de lien, ou cookies refusés', { outcome: 'none' }),
};
