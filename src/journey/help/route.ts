/**
 * The two help pages: the mail that does not come, and where the number stands. The first opens with the mailbox
 * provider that étape 2 left in its sealed answer: nothing personal stands in the URL.
 */
import { Hono } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import type { Site } from '../../web/site.ts';
import { readAnswer } from '../3-mail-sent/answer-cookie.ts';
import { PATHS } from '../plan.ts';
import { mailHelpPage } from './mail-page.ts';
import { numberHelpPage } from './number-page.ts';

export function helpRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  routes.get(PATHS.helpNumber, c => c.html(numberHelpPage(site)));
  routes.get(PATHS.helpMail, c => {
    const { sent, provider, blockedUntil } = readAnswer(c, tools);
    const until = blockedUntil === undefined ? undefined : new Date(blockedUntil);
    const view = {
      provider,
      hasAsked: sent !== undefined,
      blockedUntil: until !== undefined && tools.world.now() < until ? until : undefined,
      senderAddress: tools.config.mail.fromAddress,
    };
    return c.html(mailHelpPage(site, view));
  });
  return routes;
}
