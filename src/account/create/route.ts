/** « Créez votre compte » (étapes 0 and 1). */
import { Hono } from 'hono';
import { PATHS } from '../../journey/plan.ts';
import type { Site } from '../../web/site.ts';
import { createAccountPage } from './page.ts';

export function createAccountRoutes(site: Site): Hono {
  const routes = new Hono();
  routes.get(PATHS.createAccount, c => c.html(createAccountPage(site)));
  return routes;
}
