/**
 * Agents come in and go out. The secrets of one sign-in wait in a sealed cookie of this browser, for ten minutes, once: what
 * comes back without them was begun elsewhere (login CSRF). Nothing is kept on the server until the provider has said who it is.
 */
import { type Context, Hono } from 'hono';
import { endAgentSession } from '../actions/end-agent-session.ts';
import { findAgent } from '../actions/find-agent.ts';
import { openAgentSession } from '../actions/open-agent-session.ts';
import type { ActionTools } from '../actions/tools.ts';
import { dropCookie, readCookie, writeCookie } from '../web/cookies.ts';
import { judgeForm } from '../web/form-session.ts';
import { readPostedForm } from '../web/posted-form.ts';
import type { Site } from '../web/site.ts';
import { SIGN_OUT_PURPOSE } from './door.ts';
import type { IdentityProvider, SignInSecrets } from './identity-provider.ts';
import { renderHelpdeskPage } from './page.ts';
import { HELPDESK_PATHS } from './plan.ts';
import { type NotIn, notIn, signedOut } from './sentences.ts';

const PLACE = 'cookie.acces';
const SECRET_BYTES = 32;
const BEGUN_LIFE_MS = 600_000;

type Begun = SignInSecrets & { at: number };

export function helpdeskSignInRoutes(tools: ActionTools, site: Site, provider: IdentityProvider): Hono {
  const routes = new Hono();

  const showNotIn = (c: Context, why: NotIn) => {
    const status = why === 'unreachable' ? 503 : 403;
    return c.html(renderHelpdeskPage(site, { title: 'Connexion', main: notIn(why) }), status);
  };

  routes.get(HELPDESK_PATHS.signIn, async c => {
    if (c.req.query('aller') === undefined)
      return c.html(renderHelpdeskPage(site, { title: 'Connexion', main: signedOut() }));
    const secrets = drawSecrets(tools);
    const begun: Begun = { ...secrets, at: tools.world.now().getTime() };
    const to = await provider.begin(secrets).catch(error => unreachable(tools, error));
    if (to === 'unreachable') return showNotIn(c, to);
    const value = tools.secrets.sealer.seal(JSON.stringify(begun), PLACE).toString('base64url');
    writeCookie(c, tools.config, { name: 'acces', value });
    return c.redirect(to.href, 303);
  });

  routes.get(HELPDESK_PATHS.callback, async c => {
    const begun = readBegun(c, tools);
    dropCookie(c, tools.config, 'acces');
    if (begun === undefined) return showNotIn(c, 'tooOld');
    const came = await provider
      .finish(begun, new URL(c.req.url).searchParams)
      .catch(error => unreachable(tools, error));
    if (came === 'unreachable' || came === 'refused') return showNotIn(c, came);
    const opened = await openAgentSession(tools, came);
    if (opened.outcome === 'noRole') return showNotIn(c, 'noRole');
    writeCookie(c, tools.config, { name: 'conseiller', value: opened.token });
    return c.redirect(HELPDESK_PATHS.home, 303);
  });

  routes.post(HELPDESK_PATHS.signOut, async c => {
    const form = await readPostedForm(c);
    const { verdict } = judgeForm(c, tools, { token: form.text('jeton'), purpose: SIGN_OUT_PURPOSE });
    if (verdict === 'noCookie' || verdict === 'foreign') return c.redirect(HELPDESK_PATHS.home, 303);
    const token = readCookie(c, tools.config, 'conseiller');
    const found = await findAgent(tools, token);
    if (token !== undefined && found.outcome === 'signedIn') await endAgentSession(tools, found.agent, token);
    dropCookie(c, tools.config, 'conseiller');
    return c.redirect(HELPDESK_PATHS.signIn, 303);
  });
  return routes;
}

function unreachable(tools: ActionTools, error: unknown): 'unreachable' {
  tools.log.error({ err: error }, 'the identity provider of the console does not answer');
  return 'unreachable';
}

function drawSecrets({ world }: ActionTools): SignInSecrets {
  const draw = () => world.randomBytes(SECRET_BYTES).toString('base64url');
  return { state: draw(), nonce: draw(), verifier: draw() };
}

function readBegun(c: Context, tools: ActionTools): SignInSecrets | undefined {
  const cookie = readCookie(c, tools.config, 'acces') ?? '';
  const opened = tools.secrets.sealer.open(Buffer.from(cookie, 'base64url'), PLACE);
  if (opened.state === 'refused') return undefined;
  const { at, ...secrets } = JSON.parse(opened.text) as Begun;
  return tools.world.now().getTime() - at < BEGUN_LIFE_MS ? secrets : undefined;
}
