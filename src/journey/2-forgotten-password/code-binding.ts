/** Whom and what a code to copy is made for: one form, in one browser. It opens for no other. */
import type { Context } from 'hono';
import type { TypedCode } from '../../actions/judge-code.ts';
import type { ActionTools } from '../../actions/tools.ts';
import type { CodeUser } from '../../actions/use-code.ts';
import { clientAddress } from '../../web/client-address.ts';
import { formSessionOf } from '../../web/form-session.ts';
import type { PostedForm } from '../../web/posted-form.ts';
import { PATHS } from '../plan.ts';

/** A form that asks for a code to copy: where it stands, and what its button says. */
export type CodeForm = { path: string; submit: string };

/** Étape 2. */
export const RENEWAL_FORM: CodeForm = { path: PATHS.forgottenPassword, submit: 'Recevoir le mail' };
/** « Créez votre compte ». */
export const CREATION_FORM: CodeForm = { path: PATHS.createAccount, submit: 'Créer mon compte' };

/** Where a form's codes are seen, heard and renewed, and where its work without copying is asked for. */
export function codePathsOf({ path }: CodeForm): { code: string; proof: string } {
  return { code: `${path}/code`, proof: `${path}/preuve` };
}

export function codeBindingOf(formSession: string, { path }: CodeForm = RENEWAL_FORM): string {
  return `${formSession}${path}`;
}

/** What the token of the form itself is for. */
export function formPurposeOf({ path }: CodeForm): string {
  return path.slice(1);
}

export function userOf(c: Context, tools: ActionTools): CodeUser {
  return { formSession: formSessionOf(c, tools), clientAddress: clientAddress(c, tools.config) };
}

export function readCode(form: PostedForm, binding: string): TypedCode {
  return {
    token: form.text('code-jeton'),
    binding,
    answer: form.text('code'),
    proof: form.text('preuve'),
  };
}
