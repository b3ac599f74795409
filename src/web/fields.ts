/**
 * Every field of every form: a visible label, its hint and its fault tied to it, what was typed kept (norms A11Y-7 to
 * A11Y-10, PM-1 to PM-4). A password is never sent back.
 */
import { html } from 'hono/html';
import type { Html } from './page.ts';

export type Field = {
  name: string;
  label: string;
  hint?: string | undefined;
  value?: string | undefined;
  fault?: string | undefined;
  type?: 'text' | 'email' | 'password';
  /** Per WCAG 1.3.5: `username`, `bday`, `email`, `new-password`, `current-password`, `off`. */
  autocomplete: string;
  inputmode?: 'text' | 'numeric' | 'email';
  autocapitalize?: 'none' | 'characters';
  /** Ids of other texts that describe it, such as the password rules. */
  describedBy?: string;
  /** Apple's `passwordrules`: what a password manager may generate. */
  passwordRules?: string;
  extra?: Html;
};

export function field(spec: Field): Html {
  const { name, hint, fault } = spec;
  const describedBy = [hint && `${name}-aide`, fault && `${name}-faute`, spec.describedBy]
    .filter(Boolean)
    .join(' ');
  return html`<div class="field${fault ? ' field-faulty' : ''}">
<label for="${name}" id="${name}-nom">${spec.label}</label>
${hint ? html`<p class="hint" id="${name}-aide">${hint}</p>` : ''}
${fault ? html`<p class="fault" id="${name}-faute"><span class="visually-hidden">Erreur\u00a0: </span>${fault}</p>` : ''}
<input id="${name}" name="${name}" type="${spec.type ?? 'text'}" autocomplete="${spec.autocomplete}" required spellcheck="false" size="40"${
    spec.type === 'password' ? '' : html` autocapitalize="${spec.autocapitalize ?? 'none'}"`
  }${
    spec.value ? html` value="${spec.value}"` : ''
  }${spec.inputmode ? html` inputmode="${spec.inputmode}"` : ''}${
    describedBy ? html` aria-describedby="${describedBy}"` : ''
  }${fault ? html` aria-invalid="true"` : ''}${
    spec.passwordRules ? html` passwordrules="${spec.passwordRules}"` : ''
  }>
${spec.extra ?? ''}</div>`;
}

/** One fault of a form: the field it belongs to and the sentence that says how to mend it. */
export type FieldFault = { field: string; sentence: string };

/** All that is wrong with one field, a line each, to be shown beside it; undefined when nothing is. */
export function faultOf(faults: readonly FieldFault[], field: string): string | undefined {
  const sentences = faults.filter(fault => fault.field === field).map(fault => fault.sentence);
  return sentences.length === 0 ? undefined : sentences.join('\n');
}

/** The list of faults above the form, each leading to its field. It takes the focus when a script can give it. */
export function faultSummary(faults: readonly FieldFault[]): Html {
  if (faults.length === 0) return html``;
  const title =
    faults.length === 1 ? 'Il y a une erreur à corriger' : `Il y a ${faults.length} erreurs à corriger`;
  return html`<div class="fault-summary" role="alert">
<h2 id="erreurs" tabindex="-1" autofocus>${title}</h2>
<ul>${faults.map(fault => html`<li><a href="#${fault.field}">${fault.sentence}</a></li>`)}</ul>
</div>`;
}

/** A message that concerns the form as a whole. What is wrong takes the focus: an alert of a page that opens is not said. */
export function notice(sentence: string, kind: 'information' | 'alert' = 'information'): Html {
  const spoken = kind === 'alert' ? html`role="alert" tabindex="-1" autofocus` : html`role="status"`;
  return html`<div class="notice notice-${kind}" ${spoken}><p>${sentence}</p></div>`;
}
