/** « Mon compte », another password: the present one, then the rules and fields of étape 5; and that it was changed. */
import { html } from 'hono/html';
import { PATHS } from '../../journey/plan.ts';
import { parisHour, parisLongDate } from '../../rules/paris-time.ts';
import type { PasswordProfile } from '../../rules/password-rules.ts';
import { type FieldFault, faultSummary, notice } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import { PASSWORD_SCRIPTS, passwordAdvice, passwordFields } from '../../web/password-form.ts';
import type { Site } from '../../web/site.ts';
import { currentPasswordField } from '../address/page.ts';
import { type AccountFrame, renderAccountPage } from '../frame.ts';

export type ChangePasswordView = {
  frame: AccountFrame;
  formToken: string;
  profile: PasswordProfile;
  faults: readonly FieldFault[];
  message?: string | undefined;
};

export function changePasswordPage(site: Site, view: ChangePasswordView): Html {
  const { faults, message } = view;
  return renderAccountPage(site, view.frame, {
    title: 'Changer mon mot de passe',
    at: PATHS.accountPassword,
    faulty: faults.length > 0 || message !== undefined,
    scripts: PASSWORD_SCRIPTS,
    main: html`<div class="card">
<h1>Changer mon mot de passe</h1>
${faultSummary(faults)}
${message ? notice(message, 'alert') : ''}
${passwordAdvice(site, view.profile)}
<p>Le changement déconnecte tous vos autres appareils. Un mail vous en informe.</p>
<p class="hint">* Champs obligatoires${faults.length > 0 ? '. Saisissez à nouveau les trois mots de passe.' : ''}</p>
<form method="post" action="${PATHS.accountPassword}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
${currentPasswordField(faults)}
${passwordFields(view.profile, faults)}
<p class="actions"><a class="button button-secondary" href="${PATHS.account}">Retourner à «\u00a0Mon compte\u00a0»</a>
<button class="button" type="submit">Valider le nouveau mot de passe</button></p>
</form>
<p class="after-form">Vous ne savez plus votre mot de passe actuel\u00a0? Déconnectez-vous, puis choisissez «\u00a0Mot de passe oublié\u00a0?\u00a0».</p>
</div>`,
  });
}

export function passwordChangedPage(site: Site, view: { frame: AccountFrame; changedAt: Date }): Html {
  return renderAccountPage(site, view.frame, {
    title: 'Mot de passe modifié',
    at: PATHS.accountPassword,
    main: html`<div class="card">
<h1>Mot de passe modifié</h1>
<p class="outcome outcome-good">Votre mot de passe a été modifié le ${parisLongDate(view.changedAt)} à ${parisHour(view.changedAt)} (heure de Paris).</p>
<p>Vos autres appareils ont été déconnectés. Ici, vous restez connecté.</p>
<p>Si votre adresse mail est validée, un mail vous en informe.</p>
<p class="actions"><a class="button" href="${PATHS.account}">Retourner à «\u00a0Mon compte\u00a0»</a></p>
</div>`,
  });
}
