/**
 * Étape 5: choosing the password. What the link is worth is told first; a refused password costs nothing, the link
 * stays alive. A second press by the browser that has just succeeded is led to the same good news.
 */
import { type Context, Hono } from 'hono';
import { choosePassword } from '../../actions/choose-password.ts';
import { type LinkHolder, lookAtLink } from '../../actions/look-at-link.ts';
import { openLink } from '../../actions/open-link.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { retryAfter } from '../../rules/until-when.ts';
import { clientAddress } from '../../web/client-address.ts';
import { readCookie } from '../../web/cookies.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import { type PostedForm, readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { dropAsked } from '../3-mail-sent/asked-cookie.ts';
import { PATHS } from '../plan.ts';
import { type DeadLink, deadLinkPage } from './link-pages.ts';
import { newPasswordPage } from './page.ts';

const EXPIRED =
  'Cette page était ouverte depuis trop longtemps. Choisissez à nouveau votre mot de passe, puis validez.';
const BUSY =
  'Beaucoup de personnes utilisent ce service en ce moment. Votre lien reste valable\u00a0: validez à nouveau dans une minute.';
const DIFFERENT: FieldFault = {
  field: 'mot-de-passe-repete',
  sentence: 'Les deux mots de passe sont différents. Saisissez deux fois le même.',
};

const STATUS = {
  expired: 410,
  used: 410,
  usedHere: 200,
  replaced: 410,
  passwordChanged: 410,
  unknown: 404,
  tooMany: 429,
  none: 400,
  otherLink: 409,
} as const satisfies Record<DeadLink['outcome'], number>;

type Shown = { link: string; faults?: readonly FieldFault[]; message?: string };

export function newPasswordRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  const purposeOf = (link: string) => `nouveau-mot-de-passe/${link}`;
  const holderOf = (c: Context): LinkHolder => ({
    linkCookie: readCookie(c, tools.config, 'renouvellement'),
    formSession: formSessionOf(c, tools),
    clientAddress: clientAddress(c, tools.config),
  });

  function show(c: Context, shown: Shown, status: 200 | 403 | 422 | 503 = 200) {
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose: purposeOf(shown.link) });
    const profile = tools.config.passwordProfile;
    return c.html(newPasswordPage(site, { faults: [], profile, ...shown, formToken: token }), status);
  }

  function showDead(c: Context, link: DeadLink) {
    if (link.outcome === 'tooMany') c.header('Retry-After', retryAfter(tools.world.now(), link.until));
    return c.html(deadLinkPage(site, link), STATUS[link.outcome]);
  }

  routes.get(PATHS.newPassword, async c => {
    const look = c.req.method === 'HEAD' ? lookAtLink : openLink;
    const link = await look(tools, holderOf(c));
    return link.outcome === 'live' ? show(c, { link: link.ref }) : showDead(c, link);
  });

  routes.post(PATHS.newPassword, async c => {
    const form = await readPostedForm(c);
    const formLink = form.text('lien');
    const judged = judgeForm(c, tools, { token: form.text('jeton'), purpose: purposeOf(formLink) });
    if (judged.verdict === 'noCookie') return showDead(c, { outcome: 'none' });
    if (judged.verdict !== 'good') return showAgain(c, judged.verdict);
    const ending = await choosePassword(tools, { ...holderOf(c), formLink, ...readTyped(form) });
    switch (ending.outcome) {
      case 'changed':
        dropAsked(c, tools);
        return c.redirect(PATHS.saved, 303);
      case 'refused':
        return show(c, { link: formLink, faults: ending.broken.map(toFault) }, 422);
      case 'typedDifferently':
        return show(c, { link: formLink, faults: [DIFFERENT] }, 422);
      case 'busy':
        c.header('Retry-After', '60');
        return show(c, { link: formLink, message: BUSY }, 503);
      default:
        return showDead(c, ending);
    }
  });

  /** A form that is too old or not ours: the form of the link that this browser holds now, if it is alive. */
  async function showAgain(c: Context, verdict: 'foreign' | 'expired') {
    const link = await lookAtLink(tools, holderOf(c));
    if (link.outcome !== 'live') return showDead(c, link);
    return show(c, { link: link.ref, message: EXPIRED }, verdict === 'foreign' ? 403 : 422);
  }
  return routes;
}

function readTyped(form: PostedForm) {
  return { password: form.text('nouveau-mot-de-passe'), repeated: form.text('mot-de-passe-repete') };
}

function toFault(rule: { fault: string }): FieldFault {
  return { field: 'nouveau-mot-de-passe', sentence: rule.fault };
}
