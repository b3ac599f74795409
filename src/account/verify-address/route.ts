/**
 * « Valider mon adresse mail »: the link of the mail only moves its secret into a cookie (as étape 4); the page has a button, and
 * asks for the date of birth. However often a scanner comes by or presses it, nothing changes (norms SCAN-1, SCAN-2).
 */
import { Hono } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import { verifyAddress } from '../../actions/verify-address.ts';
import { type MailedLink, mailedLinkRoutes } from '../../journey/4-link/route.ts';
import { PATHS } from '../../journey/plan.ts';
import {
  calendarDayInParis,
  type DateOfBirthReading,
  dateOfBirthFaultSentence,
  readDateOfBirth,
} from '../../rules/date-of-birth.ts';
import { judgeForm } from '../../web/form-session.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { DATE_FIELD, wrongDateSentence } from './page.ts';
import { type Shown, VERIFY_PURPOSE, verifyAddressScreen } from './screen.ts';

const EXPIRED = 'Cette page était ouverte depuis trop longtemps. Recommencez, puis validez.';

const LINK: MailedLink = {
  path: PATHS.verifyAddress,
  cookie: 'adresse',
  leadsTo: PATHS.verifyAddress,
};

export function verifyAddressRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();

  const { holderOf, show, showDead } = verifyAddressScreen(tools, site);

  routes.get(PATHS.verifyAddress, async c => show(c, await holderOf(c)));

  routes.post(PATHS.verifyAddress, async c => {
    const form = await readPostedForm(c);
    const holder = await holderOf(c);
    const judged = judgeForm(c, tools, { token: form.text('jeton'), purpose: VERIFY_PURPOSE });
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
  routes.route('/', mailedLinkRoutes(tools, LINK));
  return routes;
}

function faulty(sentence: string): Shown {
  return { faults: [{ field: DATE_FIELD, sentence }], status: 422 };
}

function faultSentenceOf(date: DateOfBirthReading): string {
  if (date.read === 'date') throw new Error('a date that was read is not missing');
  return dateOfBirthFaultSentence(date.fault);
}
