/** The states of « Ce n'était pas moi », and étapes 5 and 6 in a browser that is signed in already (norm RST-4). See `states.ts`. */
import './guard.ts';
import { disavowHelpPage } from '../account/disavow/help-page.ts';
import { type DeadDisavowal, deadDisavowalPage, disavowedPage } from '../account/disavow/outcome-pages.ts';
import { type DisavowView, disavowPage } from '../account/disavow/page.ts';
import { TOO_LATE, wrongDate } from '../account/disavow/sentences.ts';
import { savedPage } from '../journey/6-saved/page.ts';
import type { DisavowalEnding } from '../rules/disavowal.ts';
import { IN_AN_HOUR, MOMENT, type State } from './form-states.ts';

const OPEN = { mail: 'exemple', kind: 'renewal', aboutAt: MOMENT, asksDate: true, faults: [] } as const;
const open = (says: string, view: Partial<DisavowView>): State => ({
  says,
  page: (site, { formToken }) => disavowPage(site, { ...OPEN, formToken, ...view }),
});

const done = (says: string, ending: DisavowalEnding, maskedAddress?: string): State => ({
  says,
  page: site => disavowedPage(site, { ending, maskedAddress }),
});

const dead = (says: string, state: DeadDisavowal): State => ({
  says,
  page: site => deadDisavowalPage(site, state),
});

export const SAVED_BESIDE: Record<string, State> = {
  'enregistre-autre-compte': {
    says: 'Enregistré, et connecté à un autre compte',
    page: site => savedPage(site, { changedAt: MOMENT, beside: 'otherAccount' }),
  },
};

export const DISAVOW_STATES: Record<string, State> = {
  'pas-moi-demande': open('Depuis le mail du lien', {}),
  'pas-moi-changement': open('Depuis le mail du changement', { kind: 'notice' }),
  'pas-moi-connecte': open('Connecté à ce compte\u00a0: sans la date', { kind: 'notice', asksDate: false }),
  'pas-moi-autre-date': open('Une autre date de naissance', {
    dateOfBirth: '12/07/1958',
    faults: [{ field: 'date-de-naissance', sentence: wrongDate(4) }],
  }),
  'pas-moi-trop-tard': open('Page ouverte trop longtemps', { message: TOO_LATE }),
  'pas-moi-annule': done('Le lien est annulé', 'linkRevoked'),
  'pas-moi-deja-servi': done('Le lien avait servi', 'linkUsed'),
  'pas-moi-deja-fini': done('Le lien ne servait plus', 'linkDead'),
  'pas-moi-bloque': done('Le compte est protégé, un mail part', 'renewalStarted', 't***@t***.com'),
  'pas-moi-bloque-ailleurs': done('La même page, dans un autre navigateur', 'renewalStarted'),
  'pas-moi-telephone': done('Le compte est protégé, sans mail', 'accessClosed'),
  'pas-moi-trop-d-essais': dead('Trop de dates', { outcome: 'tooManyTries' }),
  'pas-moi-ancien': dead('Mail trop ancien', { outcome: 'expired' }),
  'pas-moi-inconnu': dead('Mail inconnu', { outcome: 'unknown' }),
  'pas-moi-trop-d-inconnus': dead('Trop de liens inconnus', { outcome: 'tooMany', until: IN_AN_HOUR }),
  'pas-moi-absent': dead('Sans mail, ou cookies refusés', { outcome: 'none' }),
  'pas-moi-autre': dead('Un autre mail dans ce navigateur', { outcome: 'otherMail' }),
  'aide-pas-moi': { says: 'J’ai reçu un mail que je n’ai pas demandé', page: disavowHelpPage },
};
