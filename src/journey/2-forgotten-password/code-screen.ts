/**
 * A form with a code to copy as a screen (étape 2, « Créez votre compte »): shown for the first time, with another code, or again
 * with what is wrong; and what is looked at before anything else when it is sent. What was typed is kept.
 */
import type { Context } from 'hono';
import { checkCode } from '../../actions/check-code.ts';
import type { CodeFault, TypedCode } from '../../actions/judge-code.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { type CodeUser, useCode } from '../../actions/use-code.ts';
import { retryAfter } from '../../rules/until-when.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import type { Html } from '../../web/page.ts';
import type { PostedForm } from '../../web/posted-form.ts';
import { type CodeForm, codeBindingOf, formPurposeOf, readCode, userOf } from './code-binding.ts';
import type { CodeView } from './code-fieldset.ts';
import type { CodeMeter } from './code-meter.ts';
import { CODE_SENTENCES, COOKIES_REFUSED, tooManyCodes, tooManyRequests } from './code-sentences.ts';

/** All that the page of such a form shows. */
export type CodeFormView<Typed> = {
  formToken: string;
  typed: Typed;
  code: CodeView;
  faults: readonly FieldFault[];
  message?: string | undefined;
};

type Shown<Typed> = { typed: Typed; code?: CodeView; faults?: readonly FieldFault[]; message?: string };

/** The form may be read, with the code that came with it; or it was answered already. */
export type TakenForm =
  | { state: 'taken'; code: TypedCode; asker: CodeUser }
  | { state: 'answered'; answer: Response | Promise<Response> };

export type CodeScreen<Typed> = {
  form: CodeForm;
  count: CodeMeter;
  /** The sentence for a form that was open for too long. */
  expired: string;
  render(view: CodeFormView<Typed>): Html;
};

export function createCodeScreen<Typed>(tools: ActionTools, screen: CodeScreen<Typed>) {
  const { form, count, expired, render } = screen;
  const purpose = formPurposeOf(form);

  function newCode(c: Context): Extract<CodeView, { code: 'toCopy' }> {
    const binding = codeBindingOf(formSessionOf(c, tools), form);
    return { code: 'toCopy', token: tools.challenges.issue(binding) };
  }

  function show(c: Context, shown: Shown<Typed>, status: 200 | 400 | 403 | 422 | 429 | 503 = 200) {
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose });
    return c.html(render({ faults: [], ...shown, code: shown.code ?? newCode(c), formToken: token }), status);
  }

  /** Is it ours, does it only ask for another code, may its code be judged? */
  async function take(c: Context, sent: PostedForm, typed: Typed): Promise<TakenForm> {
    const answered = (answer: Response | Promise<Response>) => ({ state: 'answered', answer }) as const;
    const judged = judgeForm(c, tools, { token: sent.text('jeton'), purpose });
    if (judged.verdict === 'noCookie') return answered(show(c, { typed, message: COOKIES_REFUSED }, 400));
    if (judged.verdict === 'foreign') return answered(show(c, { typed, message: expired }, 403));
    if (judged.verdict === 'expired') return answered(show(c, { typed, message: expired }, 422));
    if (sent.has('nouveau-code')) {
      const counted = count(c, 'newCode');
      if (counted.verdict === 'over') return answered(showTooMany(c, typed, counted.until));
      return answered(showNewCode(c, typed));
    }
    const asker = userOf(c, tools);
    const used = await useCode(tools, asker);
    if (used.outcome === 'tooMany') return answered(showTooMany(c, typed, used.until));
    return { state: 'taken', code: readCode(sent, codeBindingOf(judged.formSession, form)), asker };
  }

  /** « L'assuré peut cliquer sur la flèche pour obtenir une nouvelle liste de caractères ». */
  function showNewCode(c: Context, typed: Typed) {
    return show(c, { typed, code: { ...newCode(c), isNew: true } });
  }

  /** With the same picture when nothing was guessed, with a new one otherwise. */
  function showCodeFault(
    c: Context,
    typed: Typed,
    fault: { code: TypedCode; is: CodeFault },
    others: readonly FieldFault[] = [],
  ) {
    const faults = [...others, { field: 'code', sentence: CODE_SENTENCES[fault.is] }];
    const code: CodeView =
      fault.is === 'codeMissing' ? { code: 'toCopy', token: fault.code.token } : newCode(c);
    return show(c, { typed, faults, code }, 422);
  }

  /** Fields are wrong; the code that came with them is judged too, and a right one is kept. */
  async function showFieldFaults(c: Context, typed: Typed, faults: readonly FieldFault[], code: TypedCode) {
    const checked = await checkCode(tools, code);
    if (checked.outcome !== 'codeKept') return showCodeFault(c, typed, { code, is: checked.outcome }, faults);
    return show(c, { typed, faults, code: { code: 'kept', token: code.token, proof: code.proof } }, 422);
  }

  /** Nothing is wrong but the hour: what was typed and a right code are kept. */
  function showBusy(c: Context, typed: Typed, { code, message }: { code: TypedCode; message: string }) {
    c.header('Retry-After', '60');
    const kept = { code: 'kept', token: code.token, proof: code.proof } as const;
    return show(c, { typed, message, code: kept }, 503);
  }

  /** Too many codes were answered: said until when, and nothing is lost (norm LIM-11). */
  function showTooMany(c: Context, typed: Typed, until: Date) {
    c.header('Retry-After', retryAfter(tools.world.now(), until));
    return show(c, { typed, message: tooManyCodes(until) }, 429);
  }

  /** Too many requests: the code was right, but it will be too old by then. */
  function showTooManyRequests(c: Context, typed: Typed, until: Date) {
    const now = tools.world.now();
    c.header('Retry-After', retryAfter(now, until));
    return show(c, { typed, message: tooManyRequests(now, until) }, 429);
  }

  return { show, take, showCodeFault, showFieldFaults, showBusy, showTooManyRequests };
}
