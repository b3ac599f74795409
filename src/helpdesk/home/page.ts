/** « Trouver un assuré »: by number or by mail address, with the reason of the call. */
import { html } from 'hono/html';
import { CASE_REASONS } from '../../rules/agent-case.ts';
import { NOBODY_FOUND, type NobodyFound } from '../../rules/nobody-found.ts';
import { type FieldFault, faultOf, faultSummary, field } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { type AtWork, renderHelpdeskPage } from '../page.ts';
import { HELPDESK_PATHS } from '../plan.ts';
import type { TypedSearch } from './form.ts';

export const FIND_PURPOSE = 'trouver-un-assure';

export type HomeView = {
  atWork: AtWork;
  formToken: string;
  faults: readonly FieldFault[];
  typed: TypedSearch;
  /** Why nobody was found, for what is to be said and checked then. */
  nobody?: NobodyFound | undefined;
};

export function homePage(site: Site, view: HomeView): Html {
  const fault = faultOf(view.faults, 'motif');
  return renderHelpdeskPage(site, {
    title: 'Trouver un assuré',
    atWork: view.atWork,
    faulty: view.faults.length > 0,
    main: html`<div class="card narrow">
<h1>Trouver un assuré</h1>
${faultSummary(view.faults)}
${view.nobody === undefined ? '' : nobodyFound(view.nobody, view.typed.search)}
${waiting(view.atWork)}
<form method="post" action="${HELPDESK_PATHS.cases}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
${field({
  name: 'recherche',
  label: 'Numéro de sécurité sociale, ou adresse mail',
  hint: '13 ou 15 caractères. Une adresse n’est trouvée que si elle est validée.',
  value: view.typed.search,
  fault: faultOf(view.faults, 'recherche'),
  autocomplete: 'off',
})}
<fieldset class="field${fault ? ' field-faulty' : ''}" id="motif"><legend>Motif de l’appel</legend>
${fault ? html`<p class="fault">${fault}</p>` : ''}
${Object.entries(CASE_REASONS).map(
  ([reason, says]) =>
    html`<p class="choice"><input type="radio" name="motif" id="motif-${reason}" value="${reason}"${
      view.typed.reason === reason ? html` checked` : ''
    }> <label for="motif-${reason}">${says}</label></p>\n`,
)}</fieldset>
<p class="hint">Le motif est inscrit au journal avec votre nom d’agent.</p>
<p class="actions"><button class="button" type="submit">Ouvrir le dossier</button></p>
</form>
</div>`,
  });
}

/** Another agent is on the phone: nothing of it is done before it is answered. */
function waiting({ toApprove = 0 }: AtWork): Html {
  if (toApprove === 0) return html``;
  const told = toApprove === 1 ? 'Une demande attend' : `${toApprove} demandes attendent`;
  return html`<p class="notice notice-information"><a href="${HELPDESK_PATHS.approvals}">${told} votre validation</a></p>`;
}

function nobodyFound(nobody: NobodyFound, typed: string): Html {
  const { say, checks, otherwise } = NOBODY_FOUND[nobody];
  return html`<section class="say" aria-labelledby="dire"><h2 id="dire">À dire à l’assuré</h2>
<p><strong>${say}</strong></p>
<p>Vous avez saisi\u00a0: ${typed}</p>
<p>Pour vous, à vérifier\u00a0:</p>
<ul>${checks.map(check => html`<li>${check}</li>`)}</ul>
<p>${otherwise}</p></section>`;
}
