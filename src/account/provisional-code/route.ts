/**
 * After étape 1 with a provisional code: choosing the password, and what follows. The session that the code opened reaches these
 * pages and signing out, nothing else (norm SES-4). Whoever has none is led to étape 1.
 */
import { type Context, Hono } from 'hono';
import { choosePasswordWithCode } from '../../actions/choose-password-with-code.ts';
import { type LookAtCodeSessionOutcome, lookAtCodeSession } from '../../actions/look-at-code-session.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { signOutPurpose } from '../../journey/1-sign-in/signed-in-page.ts';
import { TOO_LATE } from '../../journey/5-new-password/sentences.ts';
import { PATHS } from '../../journey/plan.ts';
import { untilWhenAtTheLatest } from '../../rules/until-when.ts';
import { readCookie } from '../../web/cookies.ts';
import { cookiesRefusedPage } from '../../web/error-pages.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import { DIFFERENT_FAULT, passwordFaults, readTypedPassword } from '../../web/password-form.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { choosePasswordPage, passwordChosenPage } from './page.ts';

const BUSY =
  'Beaucoup de personnes utilisent ce service en ce moment. Votre code reste valable\u00a0: validez à nouveau dans une minute.';

type MayChoose = Extract<LookAtCodeSessionOutcome, { outcome: 'mayChoose' }>;
type Shown = { faults?: readonly FieldFault[]; message?: string; status?: 200 | 403 | 422 | 503 };

export function provisionalCodeRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  const sessionOf = (c: Context) => readCookie(c, tools.config, 'session') ?? '';
  const look = (c: Context) => lookAtCodeSession(tools, sessionOf(c));
  /** The form of one session in one browser. */
  const purposeOf = ({ ref }: MayChoose) => `choisir-un-mot-de-passe/${ref}`;

  function show(c: Context, session: MayChoose, { faults = [], message, status = 200 }: Shown = {}) {
    const browser = formSessionOf(c, tools);
    const view = {
      formToken: formToken(tools, { session: browser, purpose: purposeOf(session) }),
      signOutToken: formToken(tools, { session: browser, purpose: signOutPurpose(session.ref) }),
      until: untilWhenAtTheLatest(tools.world.now(), session.until),
      profile: tools.config.passwordProfile,
    };
    return c.html(choosePasswordPage(site, { ...view, faults, message }), status);
  }

  routes.get(PATHS.choosePassword, async c => {
    const session = await look(c);
    return session.outcome === 'mayChoose' ? show(c, session) : leave(c, session);
  });

  routes.post(PATHS.choosePassword, async c => {
    const form = await readPostedForm(c);
    const session = await look(c);
    if (session.outcome !== 'mayChoose') return leave(c, session);
    const { verdict } = judgeForm(c, tools, { token: form.text('jeton'), purpose: purposeOf(session) });
    if (verdict === 'noCookie') return c.html(cookiesRefusedPage(site), 400);
    if (verdict !== 'good')
      return show(c, session, { message: TOO_LATE, status: verdict === 'foreign' ? 403 : 422 });

    const chosen = { sessionToken: sessionOf(c), ...readTypedPassword(form) };
    const ending = await choosePasswordWithCode(tools, chosen);
    switch (ending.outcome) {
      case 'changed':
        return c.redirect(PATHS.passwordChosen, 303);
      case 'refused':
        return show(c, session, { faults: passwordFaults(ending.broken), status: 422 });
      case 'typedDifferently':
        return show(c, session, { faults: [DIFFERENT_FAULT], status: 422 });
      case 'busy':
        c.header('Retry-After', '60');
        return show(c, session, { message: BUSY, status: 503 });
      case 'chosen':
      case 'signedOut':
        return leave(c, ending);
      default:
        return ending satisfies never;
    }
  });

  routes.get(PATHS.passwordChosen, async c => {
    const session = await look(c);
    if (session.outcome === 'chosen') return c.html(passwordChosenPage(site, session));
    return c.redirect(session.outcome === 'mayChoose' ? PATHS.choosePassword : PATHS.signIn, 303);
  });
  return routes;
}

/** Where who may not choose, or not any more, is led. */
function leave(c: Context, session: Exclude<LookAtCodeSessionOutcome, MayChoose>) {
  return c.redirect(session.outcome === 'chosen' ? PATHS.passwordChosen : PATHS.signIn, 303);
}
