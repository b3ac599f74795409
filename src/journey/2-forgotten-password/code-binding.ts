/** Whom and what a code to copy of étape 2 is made for: this form, in this browser. It opens for no other. */
import type { Context } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import type { CodeUser } from '../../actions/use-code.ts';
import { clientAddress } from '../../web/client-address.ts';
import { formSessionOf } from '../../web/form-session.ts';

export function codeBindingOf(formSession: string): string {
  return `${formSession}/mot-de-passe-oublie`;
}

export function userOf(c: Context, tools: ActionTools): CodeUser {
  return { formSession: formSessionOf(c, tools), clientAddress: clientAddress(c, tools.config) };
}
