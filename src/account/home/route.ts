/** « Mon compte », and signing out, which is possible from whatever one is signed in to. */
import { Hono } from 'hono';
import { findSession } from '../../actions/find-session.ts';
import { lookAtAccount } from '../../actions/look-at-account.ts';
import { signOut } from '../../actions/sign-out.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { signOutPurpose } from '../../journey/1-sign-in/signed-in-page.ts';
import { PATHS } from '../../journey/plan.ts';
import { dropCookie, readCookie } from '../../web/cookies.ts';
import { judgeForm } from '../../web/form-session.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { ADDRESS_MAIL } from '../address/address-state.ts';
import { accountDoor } from '../door.ts';
import { accountHomePage } from './page.ts';

export function accountHomeRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  const door = accountDoor(tools);

  routes.get(PATHS.account, c =>
    door.show(c, async session => {
      const seen = await lookAtAccount(tools, session);
      const frame = door.frameOf(c, session);
      const mailToken = door.tokenOf(c, session, ADDRESS_MAIL);
      return c.html(accountHomePage(site, { ...seen, frame, mailToken }));
    }),
  );

  routes.post(PATHS.signOut, async c => {
    const form = await readPostedForm(c);
    const token = readCookie(c, tools.config, 'session');
    const session = await findSession(tools, token);
    if (token !== undefined && session.outcome === 'signedIn') {
      const posted = { token: form.text('jeton'), purpose: signOutPurpose(session.ref) };
      const { verdict } = judgeForm(c, tools, posted);
      if (verdict === 'noCookie' || verdict === 'foreign') return c.redirect(PATHS.account, 303);
      await signOut(tools, token);
    }
    dropCookie(c, tools.config, 'session');
    return c.redirect(PATHS.signIn, 303);
  });
  return routes;
}
