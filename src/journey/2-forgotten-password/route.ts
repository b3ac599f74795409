/**
 * Étape 2: the form is shown, and answered. Every ending leads by a 303 to a page of its own, so that reloading
 * repeats nothing; every fault shows the form again, filled as it was.
 */
import { type Context, Hono } from 'hono';
import { type AskForRenewalOutcome, askForRenewal } from '../../actions/ask-for-renewal.ts';
import type { TypedCode } from '../../actions/judge-code.ts';
import type { Asked } from '../../actions/record-request.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { calendarDayInParis } from '../../rules/date-of-birth.ts';
import { maskMailAddress } from '../../rules/mail-address.ts';
import { type MailProviderName, providerOfDomain } from '../../rules/mail-providers.ts';
import { type PostedForm, readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { writeAnswer } from '../3-mail-sent/answer-cookie.ts';
import { dropAsked, writeAsked } from '../3-mail-sent/asked-cookie.ts';
import { PATHS } from '../plan.ts';
import { RENEWAL_FORM } from './code-binding.ts';
import { createCodeForm } from './code-form.ts';
import type { CodeMeter } from './code-meter.ts';
import { codeRoutes } from './code-route.ts';
import { NOTHING_TYPED, readForm, type Typed } from './form.ts';
import { forgottenPasswordPage } from './page.ts';

const EXPIRED =
  'Cette page était ouverte depuis trop longtemps. Ce que vous avez saisi est conservé\u00a0: recopiez le nouveau code, puis validez.';

type Sent = { typed: Typed; code: TypedCode; asked: Asked };

export function forgottenPasswordRoutes(tools: ActionTools, site: Site, count: CodeMeter): Hono {
  const routes = new Hono();
  const screen = createCodeForm<Typed>(tools, {
    form: RENEWAL_FORM,
    count,
    expired: EXPIRED,
    render: view => forgottenPasswordPage(site, view),
  });
  routes.route('/', codeRoutes(tools, count, RENEWAL_FORM));

  routes.get(PATHS.forgottenPassword, c => screen.show(c, { typed: NOTHING_TYPED }));

  routes.post(PATHS.forgottenPassword, async c => {
    const form = await readPostedForm(c);
    const typed = readTyped(form);
    const taken = await screen.take(c, form, typed);
    if (taken.state === 'answered') return taken.answer;
    const { code, asker } = taken;
    const reading = readForm(typed, calendarDayInParis(tools.world.now()));
    if (reading.read === 'faults') return screen.showFieldFaults(c, typed, reading.faults, code);
    const ending = await askForRenewal(tools, { ...reading, code, asker });
    return answer(c, ending, { typed, code, asked: reading });
  });

  function answer(c: Context, ending: AskForRenewalOutcome, sent: Sent) {
    switch (ending.outcome) {
      case 'mailSent':
        leaveSent(c, tools, sent.asked);
        return c.redirect(PATHS.mailSent, 303);
      case 'mailImpossible':
        dropAsked(c, tools);
        return c.redirect(PATHS.mailImpossible, 303);
      case 'requestsBlocked':
        dropAsked(c, tools);
        writeAnswer(c, tools, { blockedUntil: ending.until.toISOString(), provider: providerOf(sent.asked) });
        return c.redirect(PATHS.requestsBlocked, 303);
      case 'tooMany':
        return screen.showTooManyRequests(c, sent.typed, ending.until);
      case 'codeMissing':
      case 'codeWrong':
      case 'codeExpired':
      case 'codeUsed':
        return screen.showCodeFault(c, sent.typed, { code: sent.code, is: ending.outcome });
      default:
        return ending satisfies never;
    }
  }
  return routes;
}

/** For étape 3: what its page says, and what its button asks again. */
function leaveSent(c: Context, tools: ActionTools, asked: Asked): void {
  const masked = maskMailAddress(asked.mailAddress);
  const askedAt = tools.world.now().toISOString();
  writeAnswer(c, tools, {
    sent: { masked, askedAt, again: false, early: false },
    provider: providerOf(asked),
  });
  writeAsked(c, tools, asked);
}

/** The name alone: the help needs no more of the address. */
function providerOf({ mailAddress }: Asked): MailProviderName | undefined {
  return providerOfDomain(mailAddress.slice(mailAddress.indexOf('@') + 1))?.name;
}

function readTyped(form: PostedForm): Typed {
  return {
    nir: form.text('numero'),
    dateOfBirth: form.text('date-de-naissance'),
    mailAddress: form.text('adresse-mail'),
  };
}
