/** Étape 1, « J'accède à mon compte ameli »: the sign-in form, and « Mot de passe oublié ? ». */
import { html } from 'hono/html';
import { type FieldFault, faultOf, faultSummary, field, notice } from '../../web/fields.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';

export type SignInView = {
  formToken: string;
  nir?: string;
  faults?: readonly FieldFault[];
  /** What concerns the form as a whole. */
  message?: string;
};

export function signInPage(site: Site, view: SignInView): Html {
  const faults = view.faults ?? [];
  return renderPage(site, {
    title: `J’accède à ${site.brand.account.mon}`,
    faulty: faults.length > 0 || view.message !== undefined,
    scripts: ['show-password.js'],
    main: html`<div class="card narrow">
<h1>J’accède à ${site.brand.account.mon}</h1>
${faultSummary(faults)}
${view.message ? notice(view.message, 'alert') : ''}
<form method="post" action="${PATHS.signIn}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
${field({
  name: 'numero',
  label: 'Mon numéro de sécurité sociale',
  value: view.nir,
  fault: faultOf(faults, 'numero'),
  autocomplete: 'username',
  autocapitalize: 'characters',
})}
<p class="under-field"><a href="${PATHS.helpNumber}">Où trouver mon numéro de sécurité sociale\u00a0?</a></p>
${field({
  name: 'mot-de-passe',
  label: 'Mon mot de passe (ou code provisoire)',
  type: 'password',
  fault: faultOf(faults, 'mot-de-passe'),
  autocomplete: 'current-password',
})}
<p class="under-field"><a href="${PATHS.forgottenPassword}">Mot de passe oublié\u00a0?</a></p>
<p class="hint">Tous les champs sont obligatoires.</p>
<p class="actions"><button class="button" type="submit">ME CONNECTER</button></p>
</form>
<p class="after-form">Première visite\u00a0? <a href="${PATHS.createAccount}">Créer un compte</a></p>
</div>`,
  });
}
