/**
 * Étape 4 to étape 5: the button of the mail. The secret goes from the address into a cookie and the browser to a
 * clean address, always, whatever the secret is worth: étape 5 tells that. Nothing is used, counted or changed here,
 * however often a scanner comes by (norms URL-1, TOK-10, SCAN-1, C-8).
 */
import { type Context, Hono } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import { readLinkSecret } from '../../secrets/link-secret.ts';
import { type CookieName, writeCookie } from '../../web/cookies.ts';
import { PATHS } from '../plan.ts';

const UNREADABLE = 'illisible';

/** What the links of a mail lead through: where they stand, which cookie takes the secret, and the page that follows. */
export type MailedLink = { path: string; cookie: CookieName; leadsTo: string };

const RENEWAL_LINK: MailedLink = {
  path: PATHS.link,
  cookie: 'renouvellement',
  leadsTo: PATHS.newPassword,
};

export function linkRoutes(tools: ActionTools): Hono {
  return mailedLinkRoutes(tools, RENEWAL_LINK);
}

/** The same for the link of another mail. Where the page that follows has the very path, it is mounted before. */
export function mailedLinkRoutes(tools: ActionTools, { path, cookie, leadsTo }: MailedLink): Hono {
  const routes = new Hono();
  function follow(c: Context) {
    const written = c.req.path.slice(path.length + 1);
    const read = readLinkSecret(written);
    const value = read.state === 'read' ? read.secret : UNREADABLE;
    if (c.req.method === 'GET') writeCookie(c, tools.config, { name: cookie, value });
    return c.redirect(leadsTo, 303);
  }
  routes.get(`${path}/*`, follow);
  return routes;
}
