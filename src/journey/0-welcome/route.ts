/** Étape 0: the welcome page, and the address where password managers look for « change password » (norm WK-1). */
import { Hono } from 'hono';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { welcomePage } from './page.ts';

export function welcomeRoutes(site: Site): Hono {
  const routes = new Hono();
  routes.get(PATHS.welcome, c => c.html(welcomePage(site)));
  routes.get('/.well-known/change-password', c => c.redirect(PATHS.forgottenPassword, 302));
  return routes;
}
