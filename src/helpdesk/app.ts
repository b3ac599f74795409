/** The console: mounts its pages, behind its own address, with its own cookies. No logic here. */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ActionTools } from '../actions/tools.ts';
import type { HelpdeskConfig } from '../config/helpdesk.ts';
import type { Config } from '../config.ts';
import { refuseForeignPosts } from '../web/posted-form.ts';
import { securityHeaders } from '../web/security-headers.ts';
import { createSite, type Site } from '../web/site.ts';
import { loadStaticFiles } from '../web/static-files.ts';
import { approvalRoutes } from './approvals/route.ts';
import { boardRoutes } from './board/route.ts';
import { createDoor } from './door.ts';
import { createIdentityProvider } from './identity-provider.ts';
import { journalRoutes } from './journal/route.ts';
import { renderHelpdeskPage } from './page.ts';
import { deedRoutes } from './person/deed-route.ts';
import { personRoutes } from './person/route.ts';
import { faultPage } from './sentences.ts';
import { helpdeskSignInRoutes } from './sign-in-route.ts';

const REFERENCE_BYTES = 4;

/** The service's settings as the console has them, at its own address: cookies, hosts and posts are judged by it. */
export type OwnConfig = Config & { helpdesk: HelpdeskConfig };

/** Undefined where no console is asked for. */
export function helpdeskConfig(config: Config): OwnConfig | undefined {
  const { helpdesk } = config;
  if (helpdesk === undefined) return undefined;
  const { publicBaseUrl, listen } = helpdesk;
  return { ...config, helpdesk, publicBaseUrl, listen };
}

export function createHelpdeskApp(own: ActionTools & { config: OwnConfig }): Hono {
  const { config } = own;
  const files = loadStaticFiles(config.brand.colours);
  const site = createSite(config, files);
  const app = new Hono();
  app.use(securityHeaders(config));
  app.use(refuseForeignPosts(config));
  app.route('/', files.routes);
  app.route('/', helpdeskSignInRoutes(own, site, createIdentityProvider(config.helpdesk)));
  const door = createDoor(own, site);
  app.route('/', personRoutes(own, site, door));
  app.route('/', deedRoutes(own, site, door));
  app.route('/', approvalRoutes(own, site, door));
  app.route('/', boardRoutes(own, site, door));
  app.route('/', journalRoutes(own, site, door));
  app.notFound(c => c.html(showFault(site, 'Cette page n’existe pas, ou n’existe plus.'), 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException)
      return c.html(showFault(site, 'Cette demande n’a pas pu être lue.'), error.status);
    const reference = own.world.randomBytes(REFERENCE_BYTES).toString('hex').toUpperCase();
    own.log.error({ err: error, reference }, 'a request of the console failed by our own fault');
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
