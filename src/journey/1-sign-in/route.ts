/** Étape 1: signing in. Wrong number and wrong password are answered alike, and so are too many of either (norm ENU-7). */
import { type Context, Hono } from 'hono';
import { findSession } from '../../actions/find-session.ts';
import { type SignInVisitor, signIn } from '../../actions/sign-in.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { deviceKind } from '../../rules/device-kind.ts';
import { nirFaultSentence, readNir } from '../../rules/nir.ts';
import { retryAfter } from '../../rules/until-when.ts';
import { clientAddress } from '../../web/client-address.ts';
import { readCookie, writeCookie } from '../../web/cookies.ts';
import { busyPage } from '../../web/error-pages.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken, judgeForm, renewFormSession } from '../../web/form-session.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { type SignInView, signInPage } from './page.ts';
import {
  COOKIES_REFUSED,
  codeExpired,
  codeUsed,
  RENEWAL_NEEDED,
  tooManyTries,
  WRONG_PAIR,
} from './sentences.ts';
import { SESSION_OVER_SENTENCE, signedInPage, signOutPurpose } from './signed-in-page.ts';

const PURPOSE = 'connexion';
const PASSWORD_LENGTH_MAX = 512;
const EXPIRED = 'Cette page était ouverte depuis trop longtemps. Saisissez à nouveau votre mot de passe.';
/** Beside the password, which has to be typed anew anyhow. */
const wrong = (sentence: string): FieldFault => ({ field: 'mot-de-passe', sentence });

export function signInRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();

  function show(c: Context, view: Omit<SignInView, 'formToken'>, status: 200 | 400 | 403 | 422 | 429 = 200) {
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose: PURPOSE });
    return c.html(signInPage(site, { ...view, formToken: token }), status);
  }

  routes.get(PATHS.signIn, async c => {
    const session = await findSession(tools, readCookie(c, tools.config, 'session'));
    // Who came in by a provisional code may still come in by a password.
    if (session.outcome === 'signedOut' || session.scope === 'choosePassword')
      return show(c, c.req.query('session') === undefined ? {} : { message: SESSION_OVER_SENTENCE });
    const form = { session: formSessionOf(c, tools), purpose: signOutPurpose(session.ref) };
    return c.html(signedInPage(site, { signOutToken: formToken(tools, form) }));
  });

  routes.post(PATHS.signIn, async c => {
    const form = await readPostedForm(c);
    const typed = { nir: form.text('numero'), password: form.text('mot-de-passe') };
    const { verdict } = judgeForm(c, tools, { token: form.text('jeton'), purpose: PURPOSE });
    if (verdict === 'noCookie') return show(c, { nir: typed.nir, message: COOKIES_REFUSED }, 400);
    if (verdict !== 'good')
      return show(c, { nir: typed.nir, message: EXPIRED }, verdict === 'foreign' ? 403 : 422);

    const nir = readNir(typed.nir);
    const faults = faultsOf(nir, typed.password);
    if (nir.read === 'fault' || faults.length > 0) return show(c, { nir: typed.nir, faults }, 422);

    const credentials = { nir: nir.nir, password: typed.password };
    const ending = await signIn(tools, credentials, visitorOf(c, tools));
    switch (ending.outcome) {
      case 'signedIn':
        writeCookie(c, tools.config, { name: 'session', value: ending.sessionToken });
        renewFormSession(c, tools);
        return c.redirect(PATHS.account, 303);
      case 'mayChoosePassword':
        writeCookie(c, tools.config, { name: 'session', value: ending.sessionToken });
        renewFormSession(c, tools);
        return c.redirect(PATHS.choosePassword, 303);
      case 'codeExpired':
        return show(c, { nir: typed.nir, faults: [wrong(codeExpired(site.brand))] }, 422);
      case 'codeUsed':
        return show(c, { nir: typed.nir, faults: [wrong(codeUsed(site.brand, ending.endedAt))] }, 422);
      case 'wrongNumberOrPassword':
        return show(c, { nir: typed.nir, faults: [wrong(WRONG_PAIR)] }, 422);
      case 'tooMany':
        c.header('Retry-After', retryAfter(tools.world.now(), ending.until));
        return show(c, { nir: typed.nir, message: tooManyTries(tools.world.now(), ending.until) }, 429);
      case 'renewalNeeded':
        return show(c, { nir: typed.nir, message: RENEWAL_NEEDED }, 429);
      case 'busy':
        return c.html(busyPage(site), 503, { 'Retry-After': '60' });
      default:
        return ending satisfies never;
    }
  });
  return routes;
}

function visitorOf(c: Context, tools: ActionTools): SignInVisitor {
  return {
    clientAddress: clientAddress(c, tools.config),
    formerSession: readCookie(c, tools.config, 'session'),
    device: deviceKind(c.req.header('user-agent')),
  };
}

function faultsOf(nir: ReturnType<typeof readNir>, password: string): FieldFault[] {
  const faults: FieldFault[] = [];
  if (nir.read === 'fault') faults.push({ field: 'numero', sentence: nirFaultSentence(nir.fault) });
  if (password === '')
    faults.push({
      field: 'mot-de-passe',
      sentence: 'Saisissez votre mot de passe, ou votre code provisoire.',
    });
  if (password.length > PASSWORD_LENGTH_MAX) {
    faults.push({ field: 'mot-de-passe', sentence: 'Ce mot de passe est trop long.' });
  }
  return faults;
}
