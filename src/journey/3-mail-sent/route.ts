/** Étapes 3 and 3bis: pages to be reloaded at will. A browser that asked for nothing is led to étape 2. */
import { Hono } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { readAnswer } from './answer-cookie.ts';
import { mailImpossiblePage, mailSentPage, requestsBlockedPage } from './page.ts';

export function mailSentRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  routes.get(PATHS.mailSent, c => {
    const { masked } = readAnswer(c, tools);
    if (masked === undefined) return c.redirect(PATHS.forgottenPassword, 303);
    return c.html(mailSentPage(site, { masked, policy: tools.config.answers }));
  });
  routes.get(PATHS.mailImpossible, c => c.html(mailImpossiblePage(site)));
  routes.get(PATHS.requestsBlocked, c => {
    const { blockedUntil } = readAnswer(c, tools);
    if (blockedUntil === undefined) return c.redirect(PATHS.forgottenPassword, 303);
    return c.html(requestsBlockedPage(site, new Date(blockedUntil)));
  });
  return routes;
}
