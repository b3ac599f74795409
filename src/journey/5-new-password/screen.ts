/**
 * Étape 5 as it is shown, whichever of its forms was sent: the page of the link that this browser holds, with its time
 * left, or why that link is worth nothing.
 */
import type { Context } from 'hono';
import { type LinkHolder, type LiveLink, lookAtLink } from '../../actions/look-at-link.ts';
import { sessionBeside } from '../../actions/session-beside.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { timeLeft } from '../../rules/more-time.ts';
import { retryAfter } from '../../rules/until-when.ts';
import { clientAddress } from '../../web/client-address.ts';
import { readCookie } from '../../web/cookies.ts';
import type { FieldFault } from '../../web/fields.ts';
import { type FormVerdict, formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import type { PostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { type DeadLink, deadLinkPage } from './link-pages.ts';
import { newPasswordPage } from './page.ts';
import { TOO_LATE } from './sentences.ts';

const STATUS = {
  expired: 410,
  used: 410,
  usedHere: 200,
  replaced: 410,
  passwordChanged: 410,
  addressChanged: 410,
  disavowed: 410,
  unknown: 404,
  tooMany: 429,
  none: 400,
  otherLink: 409,
} as const satisfies Record<DeadLink['outcome'], number>;

type Shown = { faults?: readonly FieldFault[]; message?: string; status?: 200 | 403 | 422 | 503 };

export type NewPasswordScreen = ReturnType<typeof newPasswordScreen>;

export function newPasswordScreen(tools: ActionTools, site: Site) {
  const purposeOf = (link: string) => `nouveau-mot-de-passe/${link}`;

  const holderOf = (c: Context): LinkHolder => ({
    linkCookie: readCookie(c, tools.config, 'renouvellement'),
    formSession: formSessionOf(c, tools),
    clientAddress: clientAddress(c, tools.config),
  });

  /** Both forms of the page are of one link in one browser: they carry one token. */
  function judge(c: Context, form: PostedForm): FormVerdict['verdict'] {
    const purpose = purposeOf(form.text('lien'));
    return judgeForm(c, tools, { token: form.text('jeton'), purpose }).verdict;
  }

  async function show(c: Context, link: LiveLink, { status = 200, faults = [], message }: Shown = {}) {
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose: purposeOf(link.ref) });
    const time = timeLeft(tools.world.now(), link);
    const profile = tools.config.passwordProfile;
    const beside = await sessionBeside(tools, readCookie(c, tools.config, 'session'), link.accountRef);
    const view = { formToken: token, link: link.ref, time, profile, beside, faults, message };
    return c.html(newPasswordPage(site, view), status);
  }

  function showDead(c: Context, link: DeadLink) {
    if (link.outcome === 'tooMany') c.header('Retry-After', retryAfter(tools.world.now(), link.until));
    return c.html(deadLinkPage(site, link), STATUS[link.outcome]);
  }

  /** The page of the link that this browser holds now, if it is still alive. */
  async function showAgain(c: Context, shown: Shown) {
    const link = await lookAtLink(tools, holderOf(c));
    return link.outcome === 'live' ? show(c, link, shown) : showDead(c, link);
  }

  /** For a form that is too old or not ours, or a browser without cookies. */
  function refuse(c: Context, verdict: Exclude<FormVerdict['verdict'], 'good'>) {
    if (verdict === 'noCookie') return showDead(c, { outcome: 'none' });
    return showAgain(c, { message: TOO_LATE, status: verdict === 'foreign' ? 403 : 422 });
  }

  return { holderOf, judge, show, showDead, showAgain, refuse };
}
