/**
 * Étape 5: choosing the password. What the link is worth is told first; a refused password costs nothing, the link
 * stays alive. A second press by the browser that has just succeeded is led to the same good news.
 */
import { Hono } from 'hono';
import { choosePassword } from '../../actions/choose-password.ts';
import { extendLink } from '../../actions/extend-link.ts';
import { lookAtLink } from '../../actions/look-at-link.ts';
import { openLink } from '../../actions/open-link.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { DIFFERENT_FAULT, passwordFaults, readTypedPassword } from '../../web/password-form.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { dropAsked } from '../3-mail-sent/asked-cookie.ts';
import { PATHS } from '../plan.ts';
import { newPasswordScreen } from './screen.ts';
import { TIME_LEFT_ID } from './time-left.ts';

const BUSY =
  'Beaucoup de personnes utilisent ce service en ce moment. Votre lien reste valable\u00a0: validez à nouveau dans une minute.';

export function newPasswordRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  const { holderOf, judge, show, showDead, showAgain, refuse } = newPasswordScreen(tools, site);

  routes.get(PATHS.newPassword, async c => {
    const look = c.req.method === 'HEAD' ? lookAtLink : openLink;
    const link = await look(tools, holderOf(c));
    return link.outcome === 'live' ? show(c, link) : showDead(c, link);
  });

  routes.post(PATHS.newPassword, async c => {
    const form = await readPostedForm(c);
    const verdict = judge(c, form);
    if (verdict !== 'good') return refuse(c, verdict);
    const chosen = { ...holderOf(c), formLink: form.text('lien'), ...readTypedPassword(form) };
    const ending = await choosePassword(tools, chosen);
    switch (ending.outcome) {
      case 'changed':
        dropAsked(c, tools);
        return c.redirect(PATHS.saved, 303);
      case 'refused':
        return showAgain(c, { faults: passwordFaults(ending.broken), status: 422 });
      case 'typedDifferently':
        return showAgain(c, { faults: [DIFFERENT_FAULT], status: 422 });
      case 'busy':
        c.header('Retry-After', '60');
        return showAgain(c, { message: BUSY, status: 503 });
      default:
        return showDead(c, ending);
    }
  });

  /** « J’ai besoin de plus de temps ». */
  routes.post(PATHS.moreTime, async c => {
    const form = await readPostedForm(c);
    const verdict = judge(c, form);
    if (verdict !== 'good') return refuse(c, verdict);
    const ending = await extendLink(tools, { ...holderOf(c), formLink: form.text('lien') });
    switch (ending.outcome) {
      case 'extended':
      case 'noMoreTime':
        return c.redirect(`${PATHS.newPassword}#${TIME_LEFT_ID}`, 303);
      default:
        return showDead(c, ending);
    }
  });
  return routes;
}
