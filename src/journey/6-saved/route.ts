/** Étape 6: shown to the browser that chose the password, as often as it is reloaded; others are led to étape 5. */
import { Hono } from 'hono';
import { lookAtLink } from '../../actions/look-at-link.ts';
import { sessionBesideLink } from '../../actions/session-beside.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { clientAddress } from '../../web/client-address.ts';
import { readCookie } from '../../web/cookies.ts';
import { formSessionOf } from '../../web/form-session.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { savedPage } from './page.ts';

export function savedRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  routes.get(PATHS.saved, async c => {
    const linkCookie = readCookie(c, tools.config, 'renouvellement');
    const from = { formSession: formSessionOf(c, tools), clientAddress: clientAddress(c, tools.config) };
    const link = await lookAtLink(tools, { linkCookie, ...from });
    if (link.outcome !== 'usedHere') return c.redirect(PATHS.newPassword, 303);
    const sessionToken = readCookie(c, tools.config, 'session');
    const beside = await sessionBesideLink(tools, { sessionToken, linkCookie });
    return c.html(savedPage(site, { changedAt: link.usedAt, beside }));
  });
  return routes;
}
