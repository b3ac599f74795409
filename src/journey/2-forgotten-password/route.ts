/**
 * Étape 2: the form is shown, and answered. Every ending leads by a 303 to a page of its own, so that reloading
 * repeats nothing; every fault shows the form again, filled as it was.
 */
import { type Context, Hono } from 'hono';
import { type AskForRenewalOutcome, askForRenewal } from '../../actions/ask-for-renewal.ts';
import { checkCode } from '../../actions/check-code.ts';
import type { CodeFault, TypedCode } from '../../actions/judge-code.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { calendarDayInParis } from '../../rules/date-of-birth.ts';
import { maskMailAddress } from '../../rules/mail-address.ts';
import { cookiesRefusedPage } from '../../web/error-pages.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import { type PostedForm, readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { writeAnswer } from '../3-mail-sent/answer-cookie.ts';
import { PATHS } from '../plan.ts';
import { codeBindingOf } from './code-binding.ts';
import { CODE_SENTENCES } from './code-sentences.ts';
import { NOTHING_TYPED, readForm, type Typed } from './form.ts';
import { type CodeView, forgottenPasswordPage } from './page.ts';

const PURPOSE = 'mot-de-passe-oublie';
const EXPIRED =
  'Cette page était ouverte depuis trop longtemps. Ce que vous avez saisi est conservé\u00a0: recopiez le nouveau code, puis validez.';

type Shown = { typed: Typed; code?: CodeView; faults?: readonly FieldFault[]; message?: string };

export function forgottenPasswordRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();

  function show(c: Context, shown: Shown, status: 200 | 403 | 422 = 200) {
    const session = formSessionOf(c, tools);
    const token = tools.challenges.issue(codeBindingOf(session));
    const code = shown.code ?? { code: 'toCopy', token };
    const view = { faults: [], ...shown, code, formToken: formToken(tools, { session, purpose: PURPOSE }) };
    return c.html(forgottenPasswordPage(site, view), status);
  }

  function showNewCode(c: Context, typed: Typed, formSession: string) {
    const token = tools.challenges.issue(codeBindingOf(formSession));
    return show(c, { typed, code: { code: 'toCopy', token, isNew: true } });
  }

  async function showFaults(c: Context, typed: Typed, code: TypedCode, faults: readonly FieldFault[]) {
    const checked = await checkCode(tools, code);
    if (checked.outcome === 'codeKept') {
      return show(c, { typed, faults, code: { code: 'kept', token: code.token } }, 422);
    }
    return show(c, { typed, ...againWith(checked.outcome, code, faults) }, 422);
  }

  function answer(c: Context, typed: Typed, code: TypedCode, ending: AskForRenewalOutcome, masked: string) {
    switch (ending.outcome) {
      case 'mailSent':
        writeAnswer(c, tools, { masked });
        return c.redirect(PATHS.mailSent, 303);
      case 'mailImpossible':
        return c.redirect(PATHS.mailImpossible, 303);
      case 'requestsBlocked':
        writeAnswer(c, tools, { blockedUntil: ending.until.toISOString() });
        return c.redirect(PATHS.requestsBlocked, 303);
      case 'codeMissing':
      case 'codeWrong':
      case 'codeExpired':
      case 'codeUsed':
        return show(c, { typed, ...againWith(ending.outcome, code, []) }, 422);
      default:
        return ending satisfies never;
    }
  }

  routes.get(PATHS.forgottenPassword, c => show(c, { typed: NOTHING_TYPED }));

  routes.post(PATHS.forgottenPassword, async c => {
    const form = await readPostedForm(c);
    const typed = readTyped(form);
    const judged = judgeForm(c, tools, { token: form.text('jeton'), purpose: PURPOSE });
    if (judged.verdict === 'noCookie') return c.html(cookiesRefusedPage(site), 400);
    if (judged.verdict === 'foreign') return show(c, { typed, message: EXPIRED }, 403);
    if (judged.verdict === 'expired') return show(c, { typed, message: EXPIRED }, 422);
    if (form.has('nouveau-code')) return showNewCode(c, typed, judged.formSession);

    const binding = codeBindingOf(judged.formSession);
    const code = { token: form.text('code-jeton'), binding, answer: form.text('code') };
    const reading = readForm(typed, calendarDayInParis(tools.world.now()));
    if (reading.read === 'faults') return showFaults(c, typed, code, reading.faults);
    const ending = await askForRenewal(tools, { ...reading, code });
    return answer(c, typed, code, ending, maskMailAddress(reading.mailAddress));
  });

  routes.get(`${PATHS.codePicture}/:token/image.png`, c => {
    const picture = tools.challenges.picture(c.req.param('token'), codeBindingOf(formSessionOf(c, tools)));
    switch (picture.state) {
      case 'drawn':
        return c.body(new Uint8Array(picture.png), 200, { 'Content-Type': 'image/png' });
      case 'expired':
        return c.body(null, 410);
      case 'forged':
        return c.body(null, 404);
      default:
        return picture satisfies never;
    }
  });
  return routes;
}

function readTyped(form: PostedForm): Typed {
  return {
    nir: form.text('numero'),
    dateOfBirth: form.text('date-de-naissance'),
    mailAddress: form.text('adresse-mail'),
  };
}

/** The form again: with the same picture when nothing was guessed, with a new one otherwise. */
function againWith(fault: CodeFault, code: TypedCode, faults: readonly FieldFault[]): Omit<Shown, 'typed'> {
  const withCode = [...faults, { field: 'code', sentence: CODE_SENTENCES[fault] }];
  if (fault === 'codeMissing') return { faults: withCode, code: { code: 'toCopy', token: code.token } };
  return { faults: withCode };
}
