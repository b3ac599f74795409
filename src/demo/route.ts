/** The demonstration's pages, mounted beside the site's own. A mail is shown as a webmail would: in a closed frame. */
import './guard.ts';
import { type Context, Hono } from 'hono';
import type { ActionTools } from '../actions/tools.ts';
import { CREATION_FORM, codeBindingOf } from '../journey/2-forgotten-password/code-binding.ts';
import { formSessionOf, formToken } from '../web/form-session.ts';
import type { Site } from '../web/site.ts';
import type { Sample } from './form-states.ts';
import type { Mailbox } from './mailbox.ts';
import { codesPage, DEMO_PATHS, mailboxPage, mailPage, peoplePage, statesPage } from './pages.ts';
import { findState } from './states.ts';

/** A mail has inline styles and nothing else: no script, no image, nothing fetched. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox";
const FRAME_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const CODES_SHOWN = 12;

export function demonstrationRoutes(tools: ActionTools, site: Site, mailbox: Mailbox): Hono {
  const routes = new Hono();
  routes.get(DEMO_PATHS.people, c => c.html(peoplePage(site, tools.config.helpdesk?.publicBaseUrl)));
  routes.get(DEMO_PATHS.mailbox, async c => c.html(mailboxPage(site, await mailbox.list())));
  routes.get(`${DEMO_PATHS.mailbox}/:name`, async c => {
    const mail = await mailbox.find(c.req.param('name'));
    if (mail === undefined) return c.notFound();
    c.header('Content-Security-Policy', FRAME_POLICY);
    return c.html(mailPage(site, mail));
  });
  routes.get(`${DEMO_PATHS.mailbox}/:name/html`, async c => {
    const mail = await mailbox.find(c.req.param('name'));
    if (mail === undefined) return c.notFound();
    c.header('Content-Security-Policy', MAIL_POLICY);
    c.header('X-Frame-Options', 'SAMEORIGIN');
    return c.html(mail.html.replaceAll('<a ', '<a target="_top" '));
  });
  routes.get(DEMO_PATHS.codes, c => {
    const tokens = Array.from({ length: CODES_SHOWN }, () => sampleFor(c, tools).codeToken);
    return c.html(codesPage(site, tokens));
  });
  routes.get(DEMO_PATHS.states, c => c.html(statesPage(site, tools.config.helpdesk?.publicBaseUrl)));
  routes.get(`${DEMO_PATHS.states}/:name`, c => {
    const state = findState(c.req.param('name'));
    return state === undefined ? c.notFound() : c.html(state.page(site, sampleFor(c, tools)));
  });
  return routes;
}

/** A code to copy that this browser can see, and a form that it may send. */
function sampleFor(c: Context, tools: ActionTools): Sample {
  const session = formSessionOf(c, tools);
  return {
    formToken: formToken(tools, { session, purpose: 'demonstration' }),
    codeToken: tools.challenges.issue(codeBindingOf(session)),
    creationCodeToken: tools.challenges.issue(codeBindingOf(session, CREATION_FORM)),
  };
}
