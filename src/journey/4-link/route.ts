/**
 * Étape 4 to étape 5: the button of the mail. The secret goes from the address into a cookie and the browser to a
 * clean address, always, whatever the secret is worth: étape 5 tells that. Nothing is used, counted or changed here,
 * however often a scanner comes by (norms URL-1, TOK-10, SCAN-1, C-8).
 */
import { type Context, Hono } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import { readLinkSecret } from '../../secrets/link-secret.ts';
import { writeCookie } from '../../web/cookies.ts';
import { PATHS } from '../plan.ts';

const UNREADABLE = 'illisible';

export function linkRoutes(tools: ActionTools): Hono {
  const routes = new Hono();
  function follow(c: Context) {
    const written = c.req.path.slice(PATHS.link.length + 1);
    const read = readLinkSecret(written);
    const value = read.state === 'read' ? read.secret : UNREADABLE;
    if (c.req.method === 'GET') writeCookie(c, tools.config, { name: 'renouvellement', value });
    return c.redirect(PATHS.newPassword, 303);
  }
  routes.get(`${PATHS.link}/*`, follow);
  return routes;
}
