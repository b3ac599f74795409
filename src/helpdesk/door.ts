/**
 * The door of every page of the console: an agent with a live session, whose role may do what the page does. Whoever is not
 * signed in is led to the sign-in; whoever may not is told so, and nothing of the page is worked out.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { type Agent, findAgent } from '../actions/find-agent.ts';
import type { ActionTools } from '../actions/tools.ts';
import { type AgentDeed, mayDo } from '../rules/agent-role.ts';
import { untilWhenAtTheLatest } from '../rules/until-when.ts';
import { readCookie } from '../web/cookies.ts';
import { formSessionOf, formToken } from '../web/form-session.ts';
import type { Site } from '../web/site.ts';
import { countToApprove } from './approvals/list.ts';
import { type AtWork, renderHelpdeskPage } from './page.ts';
import { HELPDESK_PATHS } from './plan.ts';
import { notAllowed } from './sentences.ts';

export type BehindTheDoor = { Variables: { agent: Agent; atWork: AtWork } };

export const SIGN_OUT_PURPOSE = 'deconnexion-conseiller';

export function createDoor(tools: ActionTools, site: Site) {
  return function behind(deed: AgentDeed): MiddlewareHandler<BehindTheDoor> {
    return async (c, next) => {
      const found = await findAgent(tools, readCookie(c, tools.config, 'conseiller'));
      if (found.outcome === 'signedOut') return c.redirect(HELPDESK_PATHS.signIn, 303);
      const { agent } = found;
      const atWork = await atWorkOf(c, tools, found);
      if (!mayDo(agent.role, deed)) {
        const main = notAllowed(agent.role);
        return c.html(renderHelpdeskPage(site, { title: 'Accès refusé', main, atWork }), 403);
      }
      c.set('agent', agent);
      c.set('atWork', atWork);
      return next();
    };
  };
}

async function atWorkOf(
  c: Context,
  tools: ActionTools,
  found: { agent: Agent; until: Date },
): Promise<AtWork> {
  const token = formToken(tools, { session: formSessionOf(c, tools), purpose: SIGN_OUT_PURPOSE });
  const until = untilWhenAtTheLatest(tools.world.now(), found.until);
  return { agent: found.agent, until, formToken: token, toApprove: await countToApprove(tools, found.agent) };
}
