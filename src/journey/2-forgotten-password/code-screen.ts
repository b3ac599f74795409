/**
 * A form with a code to copy as a screen (étape 2, « Créez votre compte »): shown for the first time, with another code, or again
 * with what is wrong. What was typed is kept.
 */
import type { Context } from 'hono';
import { checkCode } from '../../actions/check-code.ts';
import type { CodeFault, TypedCode } from '../../actions/judge-code.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { retryAfter } from '../../rules/until-when.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken } from '../../web/form-session.ts';
import type { Html } from '../../web/page.ts';
import { type CodeForm, codeBindingOf, formPurposeOf } from './code-binding.ts';
import type { CodeView } from './code-fieldset.ts';
import { CODE_SENTENCES, tooManyCodes, tooManyRequests } from './code-sentences.ts';

/** All that the page of such a form shows. */
export type CodeFormView<Typed> = {
  formToken: string;
  typed: Typed;
  code: CodeView;
  faults: readonly FieldFault[];
  message?: string | undefined;
};

type Shown<Typed> = { typed: Typed; code?: CodeView; faults?: readonly FieldFault[]; message?: string };

export function createCodeScreen<Typed>(
  tools: ActionTools,
  form: CodeForm,
  render: (view: CodeFormView<Typed>) => Html,
) {
  const purpose = formPurposeOf(form);

  const newCode = (c: Context) => newCodeOf(c, tools, form);

  function show(c: Context, shown: Shown<Typed>, status: 200 | 400 | 403 | 422 | 429 | 503 = 200) {
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose });
    return c.html(render({ faults: [], ...shown, code: shown.code ?? newCode(c), formToken: token }), status);
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

  /** Too many codes were answered. */
  const showTooMany = (c: Context, typed: Typed, until: Date) =>
    show(c, { typed, message: tooManyCodes(sayUntil(c, tools, until)) }, 429);

  /** Too many requests: the code was right, but it will be too old by then. */
  const showTooManyRequests = (c: Context, typed: Typed, until: Date) =>
    show(c, { typed, message: tooManyRequests(tools.world.now(), sayUntil(c, tools, until)) }, 429);

  return { show, showNewCode, showCodeFault, showFieldFaults, showBusy, showTooMany, showTooManyRequests };
}

function newCodeOf(c: Context, tools: ActionTools, form: CodeForm): Extract<CodeView, { code: 'toCopy' }> {
  const binding = codeBindingOf(formSessionOf(c, tools), form);
  return { code: 'toCopy', token: tools.challenges.issue(binding) };
}

/** A limit is reached: browsers are told until when, as people are (norm LIM-11). Nothing is lost. */
function sayUntil(c: Context, tools: ActionTools, until: Date): Date {
  c.header('Retry-After', retryAfter(tools.world.now(), until));
  return until;
}
