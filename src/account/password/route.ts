/** « Mon compte », another password for who knows the present one. The session goes on under another cookie (norm SES-1). */
import { type Context, Hono } from 'hono';
import { changePassword } from '../../actions/change-password.ts';
import { whenPasswordChanged } from '../../actions/look-at-account.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { PATHS } from '../../journey/plan.ts';
import { deviceKind } from '../../rules/device-kind.ts';
import { retryAfter } from '../../rules/until-when.ts';
import { writeCookie } from '../../web/cookies.ts';
import { renewFormSession } from '../../web/form-session.ts';
import { DIFFERENT_FAULT, passwordFaults, readTypedPassword } from '../../web/password-form.ts';
import type { PostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { accountDoor, type Inside } from '../door.ts';
import { CURRENT_PASSWORD, PASSWORD_MISSING, type Refusal, refusalOf, TOO_OLD } from '../sentences.ts';
import { changePasswordPage, passwordChangedPage } from './page.ts';

const PURPOSE = 'changer-de-mot-de-passe';

type Shown = Partial<Omit<Refusal, 'status'>> & { status?: Refusal['status'] | 200 };

export function accountPasswordRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  const door = accountDoor(tools);

  function show(c: Context, session: Inside, shown: Shown = {}) {
    const { faults = [], message, status = 200, retryAt } = shown;
    if (retryAt !== undefined) c.header('Retry-After', retryAfter(tools.world.now(), retryAt));
    const frame = door.frameOf(c, session);
    const formToken = door.tokenOf(c, session, PURPOSE);
    const profile = tools.config.passwordProfile;
    return c.html(changePasswordPage(site, { frame, formToken, profile, faults, message }), status);
  }

  routes.get(PATHS.accountPassword, c => door.show(c, session => show(c, session)));

  routes.post(PATHS.accountPassword, c =>
    door.post(c, PURPOSE, (session, { form, stale }) =>
      stale === undefined ? change(c, session, form) : show(c, session, { message: TOO_OLD, status: stale }),
    ),
  );

  async function change(c: Context, session: Inside, form: PostedForm) {
    const current = form.text(CURRENT_PASSWORD);
    if (current === '') return show(c, session, { faults: [PASSWORD_MISSING], status: 422 });
    const device = deviceKind(c.req.header('user-agent'));
    const ending = await changePassword(tools, { session, current, ...readTypedPassword(form), device });
    switch (ending.outcome) {
      case 'changed':
        writeCookie(c, tools.config, { name: 'session', value: ending.sessionToken });
        renewFormSession(c, tools);
        return c.redirect(PATHS.accountPasswordChanged, 303);
      case 'wrongPassword':
      case 'tooMany':
      case 'renewalNeeded':
      case 'busy':
        return show(c, session, refusalOf(tools.world.now(), ending));
      case 'refused':
        return show(c, session, { faults: passwordFaults(ending.broken), status: 422 });
      case 'typedDifferently':
        return show(c, session, { faults: [DIFFERENT_FAULT], status: 422 });
      case 'signedOut':
        return door.leave(c);
      default:
        return ending satisfies never;
    }
  }

  routes.get(PATHS.accountPasswordChanged, c =>
    door.show(c, async session => {
      const changedAt = await whenPasswordChanged(tools, session);
      if (changedAt === undefined) return c.redirect(PATHS.account, 303);
      return c.html(passwordChangedPage(site, { frame: door.frameOf(c, session), changedAt }));
    }),
  );
  return routes;
}
