/** The states of « Mon compte », with somebody invented. See `states.ts`. */
import './guard.ts';
import { type AddressView, addressMailPage, addressPage, NEW_ADDRESS } from '../account/address/page.ts';
import type { AccountFrame } from '../account/frame.ts';
import { accountHomePage } from '../account/home/page.ts';
import {
  type ChangePasswordView,
  changePasswordPage,
  passwordChangedPage,
} from '../account/password/page.ts';
import { refusalOf } from '../account/sentences.ts';
import { sessionsPage } from '../account/sessions/page.ts';
import type { SeenAccount, SeenAddress } from '../actions/look-at-account.ts';
import { signedInPage } from '../journey/1-sign-in/signed-in-page.ts';
import { holdEnd } from '../rules/address-hold.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { untilWhen } from '../rules/until-when.ts';
import { DIFFERENT_FAULT } from '../web/password-form.ts';
import { IN_AN_HOUR, MOMENT, type State } from './form-states.ts';
import { PEOPLE } from './people.ts';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(MOMENT.getTime() - hours * HOUR_MS);

const frame = (formToken: string): AccountFrame => ({
  signOutToken: formToken,
  until: untilWhen(MOMENT, IN_AN_HOUR),
});

const mailAddress = PEOPLE.camille.mailAddress as MailAddress;
const OTHER = 'camille@exemple.org' as MailAddress;
const VERIFIED: SeenAddress = { current: { state: 'verified', mailAddress }, pending: undefined };
const TO_VERIFY: SeenAddress = { current: { state: 'toVerify', mailAddress }, pending: undefined };
const HELD: SeenAddress = {
  current: { state: 'held', mailAddress: OTHER, until: holdEnd(MOMENT) },
  pending: undefined,
};
const PENDING: SeenAddress = { ...VERIFIED, pending: { mailAddress: OTHER, since: hoursAgo(1) } };

type SeenSessions = SeenAccount['sessions'];
const ref = (name: string) => name as SeenSessions[number]['ref'];
const ONE: SeenSessions = [
  { ref: ref('celle-ci'), device: 'computer', openedAt: MOMENT, seenAt: MOMENT, isThis: true },
];
const SEVERAL: SeenSessions = [
  ...ONE,
  { ref: ref('une-autre'), device: 'phone', openedAt: hoursAgo(3), seenAt: hoursAgo(0.2), isThis: false },
  { ref: ref('une-de-plus'), device: 'other', openedAt: hoursAgo(2), seenAt: hoursAgo(0.3), isThis: false },
];

const SEEN: SeenAccount = {
  address: VERIFIED,
  passwordChangedAt: hoursAgo(26),
  activity: [
    { kind: 'signedIn', at: MOMENT, device: 'computer' },
    { kind: 'signedIn', at: hoursAgo(3), device: 'phone' },
    { kind: 'passwordRenewed', at: hoursAgo(26), device: undefined },
    { kind: 'addressVerified', at: hoursAgo(900), device: undefined },
  ],
  sessions: SEVERAL,
};

const home = (says: string, seen: Partial<SeenAccount>): State => ({
  says,
  page: (site, { formToken }) =>
    accountHomePage(site, { ...SEEN, ...seen, frame: frame(formToken), mailToken: formToken }),
});

const address = (says: string, view: Partial<AddressView>): State => ({
  says,
  page: (site, { formToken }) => {
    const tokens = { change: formToken, mail: formToken, cancel: formToken };
    return addressPage(site, {
      ...{ frame: frame(formToken), tokens, address: VERIFIED, typed: '', faults: [] },
      ...view,
    });
  },
});

const password = (says: string, view: Partial<ChangePasswordView>): State => ({
  says,
  page: (site, { formToken }) =>
    changePasswordPage(site, {
      ...{ frame: frame(formToken), formToken, profile: 'documented', faults: [] },
      ...view,
    }),
});

const { faults: WRONG } = refusalOf(MOMENT, { outcome: 'wrongPassword' });
const { message: TOO_MANY } = refusalOf(MOMENT, { outcome: 'tooMany', until: IN_AN_HOUR });

export const ACCOUNT_STATES: Record<string, State> = {
  'mon-compte': home('Connecté', {}),
  'mon-compte-a-valider': home('Adresse mail à valider', {
    address: TO_VERIFY,
    passwordChangedAt: undefined,
    sessions: ONE,
  }),
  'mon-compte-sans-adresse': home('Pas d’adresse mail', {
    address: { current: { state: 'none' }, pending: undefined },
  }),
  'mon-adresse': address('Changer d’adresse mail', {}),
  'mon-adresse-en-attente': address('Une nouvelle adresse attend d’être validée', { address: PENDING }),
  'mon-adresse-suspendue': address('Adresse changée il y a moins d’un jour', { address: HELD }),
  'mon-adresse-refusee': address('Changement d’adresse refusé', {
    typed: mailAddress,
    faults: [{ field: NEW_ADDRESS, sentence: 'C’est déjà l’adresse de votre compte.' }, ...WRONG],
  }),
  'mon-adresse-mail-envoye': {
    says: 'Le mail de validation',
    page: (site, { formToken }) =>
      addressMailPage(site, { frame: frame(formToken), mailToken: formToken, mailAddress: OTHER }),
  },
  'mon-mot-de-passe': password('Changer de mot de passe', {}),
  'mon-mot-de-passe-refuse': password('Mot de passe actuel incorrect', { faults: WRONG }),
  'mon-mot-de-passe-differents': password('Deux nouveaux mots de passe différents', {
    faults: [DIFFERENT_FAULT],
  }),
  'mon-mot-de-passe-trop-d-essais': password('Trop d’essais', { message: TOO_MANY }),
  'mon-mot-de-passe-modifie': {
    says: 'Mot de passe modifié',
    page: (site, { formToken }) => passwordChangedPage(site, { frame: frame(formToken), changedAt: MOMENT }),
  },
  'mes-connexions': {
    says: 'Connecté sur plusieurs appareils',
    page: (site, { formToken }) =>
      sessionsPage(site, { frame: frame(formToken), formToken, sessions: SEVERAL }),
  },
  'mes-connexions-une': {
    says: 'Connecté ici seulement',
    page: (site, { formToken }) => sessionsPage(site, { frame: frame(formToken), formToken, sessions: ONE }),
  },
  'deja-connecte': {
    says: 'La connexion, quand on est déjà connecté',
    page: (site, { formToken }) => signedInPage(site, { signOutToken: formToken }),
  },
};
