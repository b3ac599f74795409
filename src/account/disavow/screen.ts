/**
 * « Ce n'était pas moi » as it is shown: the page of the mail that this browser came by last, what was done, or why its line
 * is worth nothing.
 */
import type { Context } from 'hono';
import {
  type DisavowalHolder,
  lookAtDisavowal,
  type OpenDisavowal,
} from '../../actions/look-at-disavowal.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { retryAfter } from '../../rules/until-when.ts';
import { clientAddress } from '../../web/client-address.ts';
import { readCookie } from '../../web/cookies.ts';
import { formSessionOf, formToken } from '../../web/form-session.ts';
import type { Site } from '../../web/site.ts';
import { type DeadDisavowal, deadDisavowalPage, disavowedPage } from './outcome-pages.ts';
import { type DisavowView, disavowPage } from './page.ts';

const STATUS = {
  tooManyTries: 410,
  expired: 410,
  unknown: 404,
  tooMany: 429,
  none: 400,
  otherMail: 409,
} as const satisfies Record<DeadDisavowal['outcome'], number>;

type Shown = Partial<Pick<DisavowView, 'faults' | 'message' | 'dateOfBirth'>> & { status?: 200 | 403 | 422 };

export function disavowScreen(tools: ActionTools, site: Site) {
  const purposeOf = (mail: string) => `ce-n-etait-pas-moi/${mail}`;

  const holderOf = (c: Context): DisavowalHolder => ({
    secretCookie: readCookie(c, tools.config, 'desaveu'),
    formSession: formSessionOf(c, tools),
    clientAddress: clientAddress(c, tools.config),
    sessionToken: readCookie(c, tools.config, 'session'),
  });

  function show(c: Context, { disavowal, isOwner }: OpenDisavowal, { status = 200, ...shown }: Shown = {}) {
    const { ref, kind, aboutAt } = disavowal;
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose: purposeOf(ref) });
    const view = { formToken: token, mail: ref, kind, aboutAt, asksDate: !isOwner, faults: [], ...shown };
    return c.html(disavowPage(site, view), status);
  }

  function showDead(c: Context, dead: DeadDisavowal) {
    if (dead.outcome === 'tooMany') c.header('Retry-After', retryAfter(tools.world.now(), dead.until));
    return c.html(deadDisavowalPage(site, dead), STATUS[dead.outcome]);
  }

  /** The page of the mail that this browser came by last, whatever has become of it. */
  async function showNow(c: Context, shown?: Shown) {
    const seen = await lookAtDisavowal(tools, holderOf(c));
    if (seen.outcome === 'open') return show(c, seen, shown);
    return seen.outcome === 'done' ? c.html(disavowedPage(site, seen)) : showDead(c, seen);
  }

  return { purposeOf, holderOf, showDead, showNow };
}
