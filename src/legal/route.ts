/** The three pages that the law asks for, each led to from the foot of every page. They set no cookie. */
import { Hono } from 'hono';
import { PATHS } from '../journey/plan.ts';
import type { Site } from '../web/site.ts';
import { accessibilityPage } from './accessibility-page.ts';
import { legalNoticePage } from './notice-page.ts';
import { personalDataPage } from './personal-data-page.ts';

export function legalRoutes(site: Site): Hono {
  const routes = new Hono();
  routes.get(PATHS.accessibility, c => c.html(accessibilityPage(site)));
  routes.get(PATHS.personalData, c => c.html(personalDataPage(site)));
  routes.get(PATHS.legalNotice, c => c.html(legalNoticePage(site)));
  return routes;
}
