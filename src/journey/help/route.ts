/** The two help pages: the mail that does not come, and where the number stands. */
import { Hono } from 'hono';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { mailHelpPage } from './mail-page.ts';
import { numberHelpPage } from './number-page.ts';

export function helpRoutes(site: Site): Hono {
  const routes = new Hono();
  routes.get(PATHS.helpMail, c => c.html(mailHelpPage(site)));
  routes.get(PATHS.helpNumber, c => c.html(numberHelpPage(site)));
  return routes;
}
