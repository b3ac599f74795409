/** The signed-in page, and signing out: a session that is not alive leads to étape 1. */
import { Hono } from 'hono';
import { findSession } from '../../actions/find-session.ts';
import { signOut } from '../../actions/sign-out.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { PATHS } from '../../journey/plan.ts';
import { untilWhenAtTheLatest } from '../../rules/until-when.ts';
import { dropCookie, readCookie } from '../../web/cookies.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { accountHomePage } from './page.ts';

export const SIGN_OUT_PURPOSE = 'deconnexion';

export function accountHomeRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();

  routes.get(PATHS.account, async c => {
    const session = await findSession(tools, readCookie(c, tools.config, 'session'));
    switch (session.outcome) {
      case 'signedOut':
        return c.redirect(PATHS.signIn, 303);
      case 'signedIn': {
        if (session.scope === 'choosePassword') return c.redirect(PATHS.choosePassword, 303);
        const token = formToken(tools, { session: formSessionOf(c, tools), purpose: SIGN_OUT_PURPOSE });
        const until = untilWhenAtTheLatest(tools.world.now(), session.until);
        return c.html(accountHomePage(site, { formToken: token, until }));
      }
      default:
        return session satisfies never;
    }
  });

  routes.post(PATHS.signOut, async c => {
    const form = await readPostedForm(c);
    const { verdict } = judgeForm(c, tools, { token: form.text('jeton'), purpose: SIGN_OUT_PURPOSE });
    if (verdict === 'noCookie' || verdict === 'foreign') return c.redirect(PATHS.account, 303);
    const token = readCookie(c, tools.config, 'session');
    if (token !== undefined) await signOut(tools, token);
    dropCookie(c, tools.config, 'session');
    return c.redirect(PATHS.signIn, 303);
  });
  return routes;
}
