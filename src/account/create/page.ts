/** « Créez votre compte » (étapes 0 and 1): who one is, where to be written to, a password, and the code to copy of étape 2. */
import { html } from 'hono/html';
import { CREATION_FORM } from '../../journey/2-forgotten-password/code-binding.ts';
import { codeFieldset } from '../../journey/2-forgotten-password/code-fieldset.ts';
import type { CodeFormView } from '../../journey/2-forgotten-password/code-screen.ts';
import { dateOfBirthField, numberField } from '../../journey/2-forgotten-password/identity-fields.ts';
import { PATHS } from '../../journey/plan.ts';
import type { PasswordProfile } from '../../rules/password-rules.ts';
import { faultOf, faultSummary, field, notice } from '../../web/fields.ts';
import { type Html, renderPage } from '../../web/page.ts';
import { PASSWORD_SCRIPTS, passwordAdvice, passwordFields, requiredHint } from '../../web/password-form.ts';
import type { Site } from '../../web/site.ts';
import type { Typed } from './form.ts';

export type CreateAccountView = CodeFormView<Typed>;

export function createAccountPage(site: Site, view: CreateAccountView & { profile: PasswordProfile }): Html {
  const { faults } = view;
  return renderPage(site, {
    title: 'Créer un compte',
    faulty: faults.length > 0 || view.message !== undefined,
    scripts: ['code-to-copy.js', ...PASSWORD_SCRIPTS],
    main: html`<div class="card">
<h1>Créer un compte</h1>
${faultSummary(faults)}
${view.message ? notice(view.message, 'alert') : ''}
<p>Préparez votre carte Vitale. Vos informations sont comparées à celles du registre des assurés.</p>
<p>Vous avez déjà ${site.brand.account.un}\u00a0? <a href="${PATHS.signIn}">Connectez-vous</a>.</p>
<p class="link-alone"><a href="${PATHS.personalData}">Ce que deviennent les informations saisies</a></p>
${requiredHint(faults)}
<form method="post" action="${PATHS.createAccount}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
<h2>Vous</h2>
${identityFields(view)}
<h2>Votre adresse mail</h2>
${field({
  name: 'adresse-mail',
  label: 'Adresse mail *',
  hint: 'Vous recevrez un mail pour la valider. Par exemple\u00a0: prenom.nom@exemple.fr',
  value: view.typed.mailAddress,
  fault: faultOf(faults, 'adresse-mail'),
  type: 'text',
  inputmode: 'email',
  autocomplete: 'email',
})}
<h2>Votre mot de passe</h2>
${passwordAdvice(site, view.profile)}
${passwordFields(view.profile, faults)}
${codeFieldset(site, view.code, { form: CREATION_FORM, fault: faultOf(faults, 'code') })}
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a>
<button class="button" type="submit">${CREATION_FORM.submit}</button></p>
</form>
</div>`,
  });
}

function identityFields(view: CreateAccountView): Html {
  const { typed, faults } = view;
  return html`${numberField(view)}
${field({
  name: 'nom',
  label: 'Nom *',
  hint: 'Votre nom de naissance ou votre nom d’usage.',
  value: typed.name,
  fault: faultOf(faults, 'nom'),
  autocomplete: 'family-name',
})}
${field({
  name: 'prenom',
  label: 'Prénom *',
  hint: 'Le premier suffit, si vous en avez plusieurs.',
  value: typed.givenName,
  fault: faultOf(faults, 'prenom'),
  autocomplete: 'given-name',
})}
${dateOfBirthField(view)}`;
}
