/**
 * Étapes 3 and 3bis: pages to be reloaded at will, and « Recevoir un nouveau mail ». A browser that asked for nothing,
 * or too long ago, is led to étape 2.
 */
import { type Context, Hono } from 'hono';
import { type AskAgainOutcome, askAgain } from '../../actions/ask-again.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { type Quota, type QuotaVerdict, strictest } from '../../rules/quota.ts';
import { retryAfter } from '../../rules/until-when.ts';
import { cookiesRefusedPage, refusedPage } from '../../web/error-pages.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import { MemoryQuotas } from '../../web/memory-quotas.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { userOf } from '../2-forgotten-password/code-binding.ts';
import { PATHS } from '../plan.ts';
import { type Answer, readAnswer, type SentAnswer, writeAnswer } from './answer-cookie.ts';
import { dropAsked, readAsked } from './asked-cookie.ts';
import { mailImpossiblePage, mailSentPage, requestsBlockedPage } from './page.ts';
import type { MailSentView } from './waiting.ts';

const PURPOSE = 'recevoir-un-nouveau-mail';
const SECOND_MS = 1000;
/** Presses of the button: each costs a transaction, whatever becomes of it. */
const PRESSES: { session: Quota; client: Quota } = {
  session: { hitsMax: 15, windowSeconds: 600 },
  client: { hitsMax: 150, windowSeconds: 600 },
};

export function mailSentRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  const countPress = createPressMeter(tools);

  routes.get(PATHS.mailSent, c => {
    const { sent } = readAnswer(c, tools);
    if (sent === undefined) return c.redirect(PATHS.forgottenPassword, 303);
    return c.html(mailSentPage(site, viewOf(c, tools, sent)));
  });
  routes.get(PATHS.mailImpossible, c => c.html(mailImpossiblePage(site)));
  routes.get(PATHS.requestsBlocked, c => {
    const { blockedUntil } = readAnswer(c, tools);
    if (blockedUntil === undefined) return c.redirect(PATHS.forgottenPassword, 303);
    return showBlocked(c, site, { now: tools.world.now(), until: new Date(blockedUntil) });
  });

  routes.post(PATHS.mailSent, async c => {
    const form = await readPostedForm(c);
    const judged = judgeForm(c, tools, { token: form.text('jeton'), purpose: PURPOSE });
    if (judged.verdict === 'noCookie') return c.html(cookiesRefusedPage(site), 400);
    if (judged.verdict === 'foreign') return c.html(refusedPage(site), 403);
    const asked = readAsked(c, tools);
    const { sent, provider } = readAnswer(c, tools);
    if (asked === undefined || sent === undefined) {
      dropAsked(c, tools);
      return c.redirect(PATHS.forgottenPassword, 303);
    }
    if (judged.verdict === 'expired') return c.redirect(PATHS.mailSent, 303);
    const pressed = countPress(c);
    if (pressed.verdict === 'over') return showTooMany(c, sent, pressed.until);
    return answer(c, await askAgain(tools, { ...asked, asker: userOf(c, tools) }), { sent, provider });
  });

  function answer(c: Context, ending: AskAgainOutcome, former: { sent: SentAnswer; provider?: Provider }) {
    const { provider } = former;
    switch (ending.outcome) {
      case 'mailSent':
      case 'tooEarly':
        writeAnswer(c, tools, { sent: answerAfter(former.sent, ending), provider });
        return c.redirect(PATHS.mailSent, 303);
      case 'mailImpossible':
        dropAsked(c, tools);
        return c.redirect(PATHS.mailImpossible, 303);
      case 'requestsBlocked':
        dropAsked(c, tools);
        writeAnswer(c, tools, { blockedUntil: ending.until.toISOString(), provider });
        return c.redirect(PATHS.requestsBlocked, 303);
      case 'tooMany':
        return showTooMany(c, former.sent, ending.until);
      default:
        return ending satisfies never;
    }
  }

  function showTooMany(c: Context, sent: SentAnswer, until: Date) {
    c.header('Retry-After', retryAfter(tools.world.now(), until));
    return c.html(mailSentPage(site, { ...viewOf(c, tools, sent, until), early: true }), 429);
  }
  return routes;
}

type Provider = Answer['provider'];
type Asking = Extract<AskAgainOutcome, { outcome: 'mailSent' | 'tooEarly' }>;

/** The second of two presses finds a request newer than its page tells of: it is told what the first press is told. */
function answerAfter(former: SentAnswer, ending: Asking): SentAnswer {
  const isNew = ending.outcome === 'mailSent' || ending.askedAt > new Date(former.askedAt);
  return {
    masked: former.masked,
    askedAt: ending.askedAt.toISOString(),
    again: former.again || isNew,
    early: !isNew,
  };
}

/** @param until when another can be asked for, if another limit than that of the repetition says so */
function viewOf(c: Context, tools: ActionTools, sent: SentAnswer, until?: Date): MailSentView {
  const askedAt = new Date(sent.askedAt);
  const repeatMs = tools.config.requestLimit.repeatSeconds * SECOND_MS;
  const token = { session: formSessionOf(c, tools), purpose: PURPOSE };
  return {
    ...sent,
    policy: tools.config.answers,
    askedAt,
    ...waitUntil(tools, until ?? new Date(askedAt.getTime() + repeatMs)),
    formToken: readAsked(c, tools) === undefined ? undefined : formToken(tools, token),
  };
}

function waitUntil(tools: ActionTools, at: Date): Pick<MailSentView, 'nextAt' | 'secondsLeft'> {
  const ms = at.getTime() - tools.world.now().getTime();
  return ms > 0
    ? { nextAt: at, secondsLeft: Math.ceil(ms / SECOND_MS) }
    : { nextAt: undefined, secondsLeft: 0 };
}

function createPressMeter(tools: ActionTools) {
  const quotas = new MemoryQuotas(tools.world);
  return (c: Context): QuotaVerdict => {
    const { formSession, clientAddress } = userOf(c, tools);
    return strictest([
      quotas.hit(`session/${formSession}`, PRESSES.session),
      quotas.hit(`client/${clientAddress}`, PRESSES.client),
    ]);
  };
}

/** Étape 3bis, case 2. A program reads the end of the block in the header (norm LIM-11). */
function showBlocked(c: Context, site: Site, { now, until }: { now: Date; until: Date }) {
  if (now >= until) return c.html(requestsBlockedPage(site, until));
  c.header('Retry-After', retryAfter(now, until));
  return c.html(requestsBlockedPage(site, until), 429);
}
