/** Whether the caller is the person: what to ask, and the date of birth that is compared without being shown (norm ATK-36). */
import { html } from 'hono/html';
import { type FieldFault, faultOf, field } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import { caseForm } from './deeds.ts';

export type CallerView = { agentCase: { ref: string }; formToken: string; faults: readonly FieldFault[] };

export function callerForm(view: CallerView): Html {
  return html`<h2>L’appelant</h2>
<p>Demandez, dans cet ordre\u00a0: ses nom et prénom, son numéro, son adresse postale, puis sa date de naissance. Ne lui en dites aucun.</p>
<p>Quelqu’un appelle pour un proche\u00a0? Demandez à parler à la personne elle-même. Sinon, ne vérifiez pas et ne faites rien.</p>
${caseForm(
  view,
  'appelant',
  html`${field({
    name: 'date-de-naissance',
    label: 'Date de naissance dite par l’appelant',
    hint: 'jj/mm/aaaa. Elle est comparée à celle du compte, sans être affichée.',
    fault: faultOf(view.faults, 'date-de-naissance'),
    inputmode: 'numeric',
    autocomplete: 'off',
  })}
<p class="actions"><button class="button" type="submit">Vérifier</button></p>`,
)}`;
}
