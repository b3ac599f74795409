/**
 * « Ce n'était pas moi »: from the mail its secret goes into a cookie and the browser to a clean address, whatever the secret
 * is worth (as étape 4 does); the page there says what pressing will do; only a form with the owner's date of birth acts
 * (norms C-10, SCAN-1, SCAN-7, CSRF-1).
 */
import { Hono } from 'hono';
import { disavow } from '../../actions/disavow.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { PATHS } from '../../journey/plan.ts';
import {
  calendarDayInParis,
  type DateOfBirthReading,
  dateOfBirthFaultSentence,
  readDateOfBirth,
} from '../../rules/date-of-birth.ts';
import { readDisavowalSecret } from '../../secrets/disavowal-secret.ts';
import { writeCookie } from '../../web/cookies.ts';
import { judgeForm } from '../../web/form-session.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { disavowHelpPage } from './help-page.ts';
import { disavowScreen } from './screen.ts';
import { TOO_LATE, wrongDate } from './sentences.ts';

const UNREADABLE = 'illisible';
const FIELD = 'date-de-naissance';

export function disavowRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  const { purposeOf, holderOf, showDead, showNow } = disavowScreen(tools, site);

  // Before the other: « /* » is also this address itself.
  routes.get(PATHS.disavow, c => showNow(c));
  routes.get(`${PATHS.disavow}/*`, c => {
    const value = readDisavowalSecret(c.req.path.slice(PATHS.disavow.length + 1)) ?? UNREADABLE;
    writeCookie(c, tools.config, { name: 'desaveu', value });
    return c.redirect(PATHS.disavow, 303);
  });

  routes.get(PATHS.helpDisavow, c => c.html(disavowHelpPage(site)));

  routes.post(PATHS.disavow, async c => {
    const form = await readPostedForm(c);
    const [mail, typed] = [form.text('mail'), form.text(FIELD)];
    const { verdict } = judgeForm(c, tools, { token: form.text('jeton'), purpose: purposeOf(mail) });
    if (verdict === 'noCookie') return showDead(c, { outcome: 'none' });
    const again = { dateOfBirth: typed };
    if (verdict !== 'good')
      return showNow(c, { ...again, message: TOO_LATE, status: verdict === 'foreign' ? 403 : 422 });

    const reading = readDateOfBirth(typed, calendarDayInParis(tools.world.now()));
    const ending = await disavow(tools, { ...holderOf(c), formMail: mail, dateOfBirth: dateIn(reading) });
    const refuse = (sentence: string) =>
      showNow(c, { ...again, faults: [{ field: FIELD, sentence }], status: 422 });
    switch (ending.outcome) {
      case 'done':
        return c.redirect(PATHS.disavow, 303);
      case 'dateNeeded':
        return refuse(faultIn(reading));
      case 'wrongDate':
        return refuse(wrongDate(ending.triesLeft));
      default:
        return showDead(c, ending);
    }
  });
  return routes;
}

const dateIn = (reading: DateOfBirthReading) => (reading.read === 'date' ? reading.date : undefined);

const faultIn = (reading: DateOfBirthReading) =>
  reading.read === 'fault' ? dateOfBirthFaultSentence(reading.fault) : '';
