/** Étape 2 as a screen: the form shown for the first time, with another code, or again with what is wrong. */
import type { Context } from 'hono';
import { checkCode } from '../../actions/check-code.ts';
import type { CodeFault, TypedCode } from '../../actions/judge-code.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { retryAfter } from '../../rules/until-when.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken } from '../../web/form-session.ts';
import type { Site } from '../../web/site.ts';
import { codeBindingOf } from './code-binding.ts';
import type { CodeView } from './code-fieldset.ts';
import { CODE_SENTENCES, tooManyCodes, tooManyRequests } from './code-sentences.ts';
import type { Typed } from './form.ts';
import { forgottenPasswordPage } from './page.ts';

export const FORM_PURPOSE = 'mot-de-passe-oublie';

type Shown = { typed: Typed; code?: CodeView; faults?: readonly FieldFault[]; message?: string };

export function createFormScreen(tools: ActionTools, site: Site) {
  function newCode(c: Context): Extract<CodeView, { code: 'toCopy' }> {
    return { code: 'toCopy', token: tools.challenges.issue(codeBindingOf(formSessionOf(c, tools))) };
  }

  function show(c: Context, shown: Shown, status: 200 | 400 | 403 | 422 | 429 = 200) {
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose: FORM_PURPOSE });
    const view = { faults: [], ...shown, code: shown.code ?? newCode(c), formToken: token };
    return c.html(forgottenPasswordPage(site, view), status);
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

  return { show, showNewCode, showCodeFault, showFieldFaults, showTooMany, showTooManyRequests };
}
