/**
 * « Créez votre compte » (étapes 0 and 1): the form, and its answer on a page of its own, so that reloading repeats nothing.
 * What the answer says is sealed in a cookie, as after étape 2.
 */
import { type Context, Hono } from 'hono';
import { type CreateAccountOutcome, createAccount } from '../../actions/create-account.ts';
import type { TypedCode } from '../../actions/judge-code.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { CREATION_FORM } from '../../journey/2-forgotten-password/code-binding.ts';
import { createCodeForm } from '../../journey/2-forgotten-password/code-form.ts';
import type { CodeMeter } from '../../journey/2-forgotten-password/code-meter.ts';
import { codeRoutes } from '../../journey/2-forgotten-password/code-route.ts';
import { PATHS } from '../../journey/plan.ts';
import { calendarDayInParis } from '../../rules/date-of-birth.ts';
import { deviceKind } from '../../rules/device-kind.ts';
import { type MailAddress, maskMailAddress } from '../../rules/mail-address.ts';
import { readCookie, writeCookie } from '../../web/cookies.ts';
import { DIFFERENT_FAULT, passwordFaults, readTypedPassword } from '../../web/password-form.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { type CreationAnswer, creationAnswerPage } from './answer-page.ts';
import { NOTHING_TYPED, readForm, readTyped, type Typed } from './form.ts';
import { createAccountPage } from './page.ts';

const EXPIRED =
  'Cette page était ouverte depuis trop longtemps. Saisissez à nouveau le mot de passe et le code\u00a0: le reste est conservé.';
const BUSY =
  'Beaucoup de personnes utilisent ce service en ce moment. Saisissez à nouveau le mot de passe dans une minute\u00a0: le reste est conservé.';
const PLACE = 'cookie.creation';

type Sent = { typed: Typed; code: TypedCode; mailAddress: MailAddress };

export function createAccountRoutes(tools: ActionTools, site: Site, count: CodeMeter): Hono {
  const routes = new Hono();
  const profile = tools.config.passwordProfile;
  const screen = createCodeForm<Typed>(tools, {
    form: CREATION_FORM,
    count,
    expired: EXPIRED,
    render: view => createAccountPage(site, { ...view, profile }),
  });
  routes.route('/', codeRoutes(tools, count, CREATION_FORM));

  routes.get(PATHS.createAccount, c => screen.show(c, { typed: NOTHING_TYPED }));

  routes.post(PATHS.createAccount, async c => {
    const form = await readPostedForm(c);
    const typed = readTyped(form);
    const taken = await screen.take(c, form, typed);
    if (taken.state === 'answered') return taken.answer;
    const { code, asker } = taken;
    const password = readTypedPassword(form);
    const reading = readForm(typed, password, calendarDayInParis(tools.world.now()));
    if (reading.read === 'faults') return screen.showFieldFaults(c, typed, reading.faults, code);
    const device = deviceKind(c.req.header('user-agent'));
    const ending = await createAccount(tools, { ...reading, ...password, code, asker, device });
    return answer(c, ending, { typed, code, mailAddress: reading.mailAddress });
  });

  function answer(c: Context, ending: CreateAccountOutcome, { typed, code, mailAddress }: Sent) {
    switch (ending.outcome) {
      case 'created':
      case 'taken':
      case 'noMatch':
      case 'noted':
        leaveAnswer(c, tools, { page: ending.outcome, masked: maskMailAddress(mailAddress) });
        return c.redirect(PATHS.creationAnswer, 303);
      case 'tooMany':
        return screen.showTooManyRequests(c, typed, ending.until);
      case 'refused':
        return screen.showFieldFaults(c, typed, passwordFaults(ending.broken), code);
      case 'typedDifferently':
        return screen.showFieldFaults(c, typed, [DIFFERENT_FAULT], code);
      case 'busy':
        return screen.showBusy(c, typed, { code, message: BUSY });
      case 'codeMissing':
      case 'codeWrong':
      case 'codeExpired':
      case 'codeUsed':
        return screen.showCodeFault(c, typed, { code, is: ending.outcome });
      default:
        return ending satisfies never;
    }
  }

  routes.get(PATHS.creationAnswer, c => {
    const left = readAnswer(c, tools);
    return left === undefined ? c.redirect(PATHS.createAccount, 303) : c.html(creationAnswerPage(site, left));
  });
  return routes;
}

function leaveAnswer(c: Context, tools: ActionTools, answer: CreationAnswer): void {
  const value = tools.secrets.sealer.seal(JSON.stringify(answer), PLACE).toString('base64url');
  writeCookie(c, tools.config, { name: 'creation', value });
}

/** Undefined when this browser has asked for nothing, or not lately. */
function readAnswer(c: Context, tools: ActionTools): CreationAnswer | undefined {
  const cookie = readCookie(c, tools.config, 'creation') ?? '';
  const opened = tools.secrets.sealer.open(Buffer.from(cookie, 'base64url'), PLACE);
  return opened.state === 'opened' ? (JSON.parse(opened.text) as CreationAnswer) : undefined;
}
