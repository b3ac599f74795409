/**
 * « Valider mon adresse mail » as it is shown: the page of the link that this browser holds, with what was wrong, or why that link is
 * worth nothing.
 */
import type { Context } from 'hono';
import { findSession } from '../../actions/find-session.ts';
import {
  type AddressLinkHolder,
  type DeadAddressLink,
  lookAtAddressLink,
} from '../../actions/look-at-address-link.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { retryAfter } from '../../rules/until-when.ts';
import { clientAddress } from '../../web/client-address.ts';
import { readCookie } from '../../web/cookies.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken } from '../../web/form-session.ts';
import type { Site } from '../../web/site.ts';
import { deadAddressLinkPage, verifyAddressPage } from './page.ts';

export const VERIFY_PURPOSE = 'valider-mon-adresse';

const STATUS = {
  alreadyVerified: 200,
  expired: 410,
  replaced: 410,
  bounced: 410,
  triesExhausted: 410,
  unknown: 404,
  tooMany: 429,
  none: 400,
} as const satisfies Record<DeadAddressLink['outcome'], number>;

export type Shown = { faults?: readonly FieldFault[]; message?: string; status?: 200 | 403 | 422 };

export function verifyAddressScreen(tools: ActionTools, site: Site) {
  async function holderOf(c: Context): Promise<AddressLinkHolder> {
    const session = await findSession(tools, readCookie(c, tools.config, 'session'));
    const isOwner = session.outcome === 'signedIn' && session.scope === 'account';
    return {
      linkCookie: readCookie(c, tools.config, 'adresse'),
      signedInTo: isOwner ? session.accountRef : undefined,
      clientAddress: clientAddress(c, tools.config),
    };
  }

  /** The page of the link that this browser holds, or why that link is worth nothing. */
  async function show(c: Context, holder: AddressLinkHolder, shown: Shown = {}) {
    const { faults = [], message, status = 200 } = shown;
    const link = await lookAtAddressLink(tools, holder);
    if (link.outcome !== 'live') return showDead(c, link);
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose: VERIFY_PURPOSE });
    const view = { formToken: token, asksDate: link.asksDate, faults, message };
    return c.html(verifyAddressPage(site, view), status);
  }

  function showDead(c: Context, link: DeadAddressLink) {
    if (link.outcome === 'tooMany') c.header('Retry-After', retryAfter(tools.world.now(), link.until));
    return c.html(deadAddressLinkPage(site, link), STATUS[link.outcome]);
  }

  return { holderOf, show, showDead };
}
