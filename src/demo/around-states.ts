/** The states of the pages that stand around the journey and depend on nothing that is typed. */
import './guard.ts';
import { accessibilityPage } from '../legal/accessibility-page.ts';
import { legalNoticePage } from '../legal/notice-page.ts';
import { personalDataPage } from '../legal/personal-data-page.ts';
import type { Html } from '../web/page.ts';
import type { Site } from '../web/site.ts';

export const AROUND_STATES: Record<string, { says: string; page(site: Site): Html }> = {
  accessibilite: { says: 'Déclaration d’accessibilité', page: accessibilityPage },
  'donnees-personnelles': { says: 'Données personnelles', page: personalDataPage },
  'mentions-legales': { says: 'Mentions légales', page: legalNoticePage },
};
