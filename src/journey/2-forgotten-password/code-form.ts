/**
 * A form with a code to copy, when it is sent: what is looked at before anything else. Is it ours, does it only ask for another code,
 * may its code be judged?
 */
import type { Context } from 'hono';
import type { TypedCode } from '../../actions/judge-code.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { type CodeUser, useCode } from '../../actions/use-code.ts';
import { judgeForm } from '../../web/form-session.ts';
import type { Html } from '../../web/page.ts';
import type { PostedForm } from '../../web/posted-form.ts';
import { type CodeForm, codeBindingOf, formPurposeOf, readCode, userOf } from './code-binding.ts';
import type { CodeMeter } from './code-meter.ts';
import { type CodeFormView, createCodeScreen } from './code-screen.ts';
import { COOKIES_REFUSED } from './code-sentences.ts';

/** The form may be read, with the code that came with it; or it was answered already. */
export type TakenForm =
  | { state: 'taken'; code: TypedCode; asker: CodeUser }
  | { state: 'answered'; answer: Response | Promise<Response> };

export type CodeFormParts<Typed> = {
  form: CodeForm;
  count: CodeMeter;
  /** The sentence for a form that was open for too long. */
  expired: string;
  render(view: CodeFormView<Typed>): Html;
};

export function createCodeForm<Typed>(tools: ActionTools, parts: CodeFormParts<Typed>) {
  const { form, count, expired, render } = parts;
  const purpose = formPurposeOf(form);
  const screen = createCodeScreen<Typed>(tools, form, render);

  async function take(c: Context, sent: PostedForm, typed: Typed): Promise<TakenForm> {
    const answered = (answer: Response | Promise<Response>) => ({ state: 'answered', answer }) as const;
    const judged = judgeForm(c, tools, { token: sent.text('jeton'), purpose });
    if (judged.verdict === 'noCookie')
      return answered(screen.show(c, { typed, message: COOKIES_REFUSED }, 400));
    if (judged.verdict === 'foreign') return answered(screen.show(c, { typed, message: expired }, 403));
    if (judged.verdict === 'expired') return answered(screen.show(c, { typed, message: expired }, 422));
    if (sent.has('nouveau-code')) {
      const counted = count(c, 'newCode');
      if (counted.verdict === 'over') return answered(screen.showTooMany(c, typed, counted.until));
      return answered(screen.showNewCode(c, typed));
    }
    const asker = userOf(c, tools);
    const used = await useCode(tools, asker);
    if (used.outcome === 'tooMany') return answered(screen.showTooMany(c, typed, used.until));
    return { state: 'taken', code: readCode(sent, codeBindingOf(judged.formSession, form)), asker };
  }

  return { ...screen, take };
}
