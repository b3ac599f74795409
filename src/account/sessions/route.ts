/** « Mon compte », where one is signed in, and closing it there (norm SES-3). */
import { type Context, Hono } from 'hono';
import { closeSessions } from '../../actions/close-sessions.ts';
import { lookAtSessions } from '../../actions/look-at-account.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { PATHS } from '../../journey/plan.ts';
import type { Site } from '../../web/site.ts';
import { accountDoor, type Inside } from '../door.ts';
import { TOO_OLD } from '../sentences.ts';
import { OTHERS, sessionsPage, WHICH } from './page.ts';

const PURPOSE = 'fermer-des-sessions';

export function accountSessionsRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  const door = accountDoor(tools);

  async function show(c: Context, session: Inside, shown: { message?: string; status?: 200 | 403 | 422 }) {
    const sessions = await lookAtSessions(tools, session);
    const formToken = door.tokenOf(c, session, PURPOSE);
    const view = { frame: door.frameOf(c, session), formToken, sessions, message: shown.message };
    return c.html(sessionsPage(site, view), shown.status ?? 200);
  }

  routes.get(PATHS.accountSessions, c => door.show(c, session => show(c, session, {})));

  routes.post(PATHS.accountSessions, c =>
    door.post(c, PURPOSE, async (session, { form, stale }) => {
      if (stale !== undefined) return show(c, session, { message: TOO_OLD, status: stale });
      const sessions = await lookAtSessions(tools, session);
      const named = form.text(WHICH);
      const one = sessions.find(({ ref, isThis }) => ref === named && !isThis)?.ref;
      const which = named === OTHERS ? OTHERS : one;
      // Closed already, by a press before this one.
      if (which === undefined) return c.redirect(PATHS.accountSessions, 303);
      const ending = await closeSessions(tools, session, which === OTHERS ? 'others' : which);
      return ending.outcome === 'signedOut' ? door.leave(c) : c.redirect(PATHS.accountSessions, 303);
    }),
  );
  return routes;
}
