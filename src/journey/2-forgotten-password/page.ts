/** Étape 2, « L'assuré complète les informations »: three fields and the code to copy. */
import { html } from 'hono/html';
import { faultOf, faultSummary, field, notice } from '../../web/fields.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { RENEWAL_FORM } from './code-binding.ts';
import { codeFieldset } from './code-fieldset.ts';
import type { CodeFormView } from './code-screen.ts';
import type { Typed } from './form.ts';
import { dateOfBirthField, numberField } from './identity-fields.ts';

export type ForgottenPasswordView = CodeFormView<Typed>;

export function forgottenPasswordPage(site: Site, view: ForgottenPasswordView): Html {
  return renderPage(site, {
    title: 'Mot de passe oublié',
    faulty: view.faults.length > 0 || view.message !== undefined,
    scripts: ['code-to-copy.js'],
    main: html`<div class="card">
<h1>Mot de passe oublié</h1>
${faultSummary(view.faults)}
${view.message ? notice(view.message, 'alert') : ''}
<p><strong>Remplissez les champs suivants pour modifier votre mot de passe\u00a0:</strong></p>
<p>Vous allez recevoir un mail à l’adresse que vous avez indiquée dans votre ${site.brand.account.name}. Il vous permettra de renouveler votre mot de passe en quelques clics.</p>
<p class="link-alone"><a href="${PATHS.personalData}">Ce que deviennent les informations saisies</a></p>
<p class="hint">* Champs obligatoires</p>
<form method="post" action="${PATHS.forgottenPassword}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
${identityFields(site, view)}
${codeFieldset(site, view.code, { form: RENEWAL_FORM, fault: faultOf(view.faults, 'code') })}
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a>
<button class="button" type="submit">${RENEWAL_FORM.submit}</button></p>
</form>
</div>`,
  });
}

function identityFields(site: Site, view: ForgottenPasswordView): Html {
  const { typed, faults } = view;
  return html`${numberField(view)}
${dateOfBirthField(view)}
${field({
  name: 'adresse-mail',
  label: `Adresse mail associée à votre ${site.brand.account.name} *`,
  hint: 'Par exemple\u00a0: prenom.nom@exemple.fr',
  value: typed.mailAddress,
  fault: faultOf(faults, 'adresse-mail'),
  type: 'text',
  inputmode: 'email',
  autocomplete: 'email',
})}`;
}
