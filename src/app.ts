/** The site: mounts the étapes and what stands around them. No logic here. */
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { addressMailRoutes } from './account/address/mail-route.ts';
import { addressRoutes } from './account/address/route.ts';
import { createAccountRoutes } from './account/create/route.ts';
import { disavowRoutes } from './account/disavow/route.ts';
import { accountHomeRoutes } from './account/home/route.ts';
import { accountPasswordRoutes } from './account/password/route.ts';
import { provisionalCodeRoutes } from './account/provisional-code/route.ts';
import { accountSessionsRoutes } from './account/sessions/route.ts';
import { verifyAddressRoutes } from './account/verify-address/route.ts';
import type { ActionTools } from './actions/tools.ts';
import { welcomeRoutes } from './journey/0-welcome/route.ts';
import { signInRoutes } from './journey/1-sign-in/route.ts';
import { createCodeMeter } from './journey/2-forgotten-password/code-meter.ts';
import { forgottenPasswordRoutes } from './journey/2-forgotten-password/route.ts';
import { mailSentRoutes } from './journey/3-mail-sent/route.ts';
import { linkRoutes } from './journey/4-link/route.ts';
import { newPasswordRoutes } from './journey/5-new-password/route.ts';
import { savedRoutes } from './journey/6-saved/route.ts';
import { helpRoutes } from './journey/help/route.ts';
import { legalRoutes } from './legal/route.ts';
import { notFoundPage, ownFaultPage, refusedPage } from './web/error-pages.ts';
import { methodsAt } from './web/methods.ts';
import { refuseForeignPosts } from './web/posted-form.ts';
import { reportsHook } from './web/reports-hook.ts';
import { securityHeaders } from './web/security-headers.ts';
import { createSite, type Site } from './web/site.ts';
import { loadStaticFiles } from './web/static-files.ts';
import { wellKnownRoutes } from './web/well-known.ts';

const REFERENCE_BYTES = 4;

/** @param demonstration the demonstration's own pages, when this is one */
export function createApp(
  tools: ActionTools,
  demonstration?: (tools: ActionTools, site: Site) => Hono,
): Hono {
  const files = loadStaticFiles(tools.config.brand.colours);
  const site = createSite(tools.config, files);
  const codeMeter = createCodeMeter(tools);
  const app = new Hono();
  app.use(securityHeaders(tools.config));
  app.route('/', reportsHook(tools));
  app.use(refuseForeignPosts(tools.config));
  app.route('/', files.routes);
  app.route(
    '/',
    wellKnownRoutes(site, tools.world, { ...tools.config, contact: tools.config.securityContact }),
  );
  app.route('/', welcomeRoutes(site));
  app.route('/', signInRoutes(tools, site));
  app.route('/', forgottenPasswordRoutes(tools, site, codeMeter));
  app.route('/', mailSentRoutes(tools, site));
  app.route('/', linkRoutes(tools));
  app.route('/', newPasswordRoutes(tools, site));
  app.route('/', savedRoutes(tools, site));
  app.route('/', disavowRoutes(tools, site));
  app.route('/', helpRoutes(tools, site));
  app.route('/', legalRoutes(site));
  app.route('/', createAccountRoutes(tools, site, codeMeter));
  app.route('/', verifyAddressRoutes(tools, site));
  app.route('/', accountHomeRoutes(tools, site));
  app.route('/', provisionalCodeRoutes(tools, site));
  app.route('/', addressRoutes(tools, site));
  app.route('/', addressMailRoutes(tools, site));
  app.route('/', accountPasswordRoutes(tools, site));
  app.route('/', accountSessionsRoutes(tools, site));
  if (demonstration !== undefined) app.route('/', demonstration(tools, site));
  app.notFound(c => answerUnknown(c, app, site));
  app.onError((error, c) => answerError(error, c, tools, site));
  return app;
}

/** There is no such page; or there is, and it does not answer to this verb. */
function answerUnknown(c: Context, app: Hono, site: Site) {
  const methods = methodsAt(app, c.req.path);
  if (methods.length === 0 || methods.includes(c.req.method)) return c.html(notFoundPage(site), 404);
  return c.html(refusedPage(site), 405, { Allow: methods.join(', ') });
}

function answerError(error: Error, c: Context, tools: ActionTools, site: Site) {
  if (error instanceof HTTPException) return c.html(refusedPage(site), error.status);
  const reference = tools.world.randomBytes(REFERENCE_BYTES).toString('hex').toUpperCase();
  tools.log.error({ err: error, reference }, 'a request failed by our own fault');
  return c.html(ownFaultPage(site, reference), 500);
}
