/**
 * « Valider mon adresse mail »: the link of the mail only moves its secret into a cookie (as étape 4); the page has a button, and
 * asks for the date of birth. However often a scanner comes by or presses it, nothing changes (norms SCAN-1, SCAN-2).
 */
import { type Context, Hono } from 'hono';
import { findSession } from '../../actions/find-session.ts';
import {
  type AddressLinkHolder,
  type DeadAddressLink,
  lookAtAddressLink,
} from '../../actions/look-at-address-link.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { verifyAddress } from '../../actions/verify-address.ts';
import { mailedLinkRoutes } from '../../journey/4-link/route.ts';
import { PATHS } from '../../journey/plan.ts';
import {
  calendarDayInParis,
  type DateOfBirthReading,
  dateOfBirthFaultSentence,
  readDateOfBirth,
} from '../../rules/date-of-birth.ts';
import { retryAfter } from '../../rules/until-when.ts';
import { clientAddress } from '../../web/client-address.ts';
import { readCookie } from '../../web/cookies.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { DATE_FIELD, deadAddressLinkPage, verifyAddressPage, wrongDateSentence } from './page.ts';

const PURPOSE = 'valider-mon-adresse';
const EXPIRED = 'Cette page était ouverte depuis trop longtemps. Recommencez, puis validez.';
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

type Shown = { faults?: readonly FieldFault[]; message?: string; status?: 200 | 403 | 422 };

export function verifyAddressRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  routes.route(
    '/',
    mailedLinkRoutes(tools, {
      path: PATHS.verifyAddress,
      cookie: 'adresse',
      leadsTo: PATHS.verifyAddress,
    }),
  );

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
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose: PURPOSE });
    const view = { formToken: token, asksDate: link.asksDate, faults, message };
    return c.html(verifyAddressPage(site, view), status);
  }

  function showDead(c: Context, link: DeadAddressLink) {
    if (link.outcome === 'tooMany') c.header('Retry-After', retryAfter(tools.world.now(), link.until));
    return c.html(deadAddressLinkPage(site, link), STATUS[link.outcome]);
  }

  routes.get(PATHS.verifyAddress, async c => show(c, await holderOf(c)));

  routes.post(PATHS.verifyAddress, async c => {
    const form = await readPostedForm(c);
    const holder = await holderOf(c);
    const judged = judgeForm(c, tools, { token: form.text('jeton'), purpose: PURPOSE });
    if (judged.verdict === 'noCookie') return showDead(c, { outcome: 'none' });
    if (judged.verdict !== 'good') {
      return show(c, holder, { message: EXPIRED, status: judged.verdict === 'foreign' ? 403 : 422 });
    }
    const typed = form.text(DATE_FIELD);
    const date = readDateOfBirth(typed, calendarDayInParis(tools.world.now()));
    const dateOfBirth = date.read === 'date' ? date.date : undefined;
    const ending = await verifyAddress(tools, holder, dateOfBirth);
    switch (ending.outcome) {
      case 'verified':
        return c.redirect(PATHS.verifyAddress, 303);
      case 'wrongDate':
        return show(c, holder, faulty(wrongDateSentence(ending.triesLeft)));
      case 'dateMissing':
        return show(c, holder, faulty(faultSentenceOf(date)));
      default:
        return showDead(c, ending);
    }
  });
  return routes;
}

function faulty(sentence: string): Shown {
  return { faults: [{ field: DATE_FIELD, sentence }], status: 422 };
}

function faultSentenceOf(date: DateOfBirthReading): string {
  if (date.read === 'date') throw new Error('a date that was read is not missing');
  return dateOfBirthFaultSentence(date.fault);
}
