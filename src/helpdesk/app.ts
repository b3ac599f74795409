/** The console: mounts its pages, behind its own address, with its own cookies. No logic here. */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ActionTools } from '../actions/tools.ts';
import { refuseForeignPosts } from '../web/posted-form.ts';
import { securityHeaders } from '../web/security-headers.ts';
import { createSite, type Site } from '../web/site.ts';
import { loadStaticFiles } from '../web/static-files.ts';
import { createDoor } from './door.ts';
import { createIdentityProvider } from './identity-provider.ts';
import { renderHelpdeskPage } from './page.ts';
import { personRoutes } from './person/route.ts';
import { faultPage } from './sentences.ts';
import { helpdeskSignInRoutes } from './sign-in-route.ts';

const REFERENCE_BYTES = 4;

/** @param tools the service's own; the console answers at the address that its settings give */
export function createHelpdeskApp(tools: ActionTools): Hono | undefined {
  const { helpdesk } = tools.config;
  if (helpdesk === undefined) return undefined;
  const { publicBaseUrl, listen } = helpdesk;
  const own = { ...tools, config: { ...tools.config, publicBaseUrl, listen } };
  const files = loadStaticFiles(own.config.brand.colours);
  const site = createSite(own.config, files);
  const app = new Hono();
  app.use(securityHeaders(own.config));
  app.use(refuseForeignPosts(own.config));
  app.route('/', files.routes);
  app.route('/', helpdeskSignInRoutes(own, site, createIdentityProvider(helpdesk)));
  app.route('/', personRoutes(own, site, createDoor(own, site)));
  app.notFound(c => c.html(showFault(site, 'Cette page n’existe pas, ou n’existe plus.'), 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException)
      return c.html(showFault(site, 'Cette demande n’a pas pu être lue.'), error.status);
    const reference = tools.world.randomBytes(REFERENCE_BYTES).toString('hex').toUpperCase();
    tools.log.error({ err: error, reference }, 'a request of the console failed by our own fault');
    return c.html(
      showFault(site, `Un problème est survenu de notre côté. Référence\u00a0: ${reference}.`),
      500,
    );
  });
  return app;
}

function showFault(site: Site, sentence: string) {
  return renderHelpdeskPage(site, { title: 'Console des conseillers', main: faultPage(sentence) });
}
