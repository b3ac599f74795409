/**
 * Where a provisional code leads: choosing a password, with the words and the rules of étape 5, and the page that says that it
 * is done. Nothing here says whose account it is (norm C-11).
 */
import { html } from 'hono/html';
import { PATHS } from '../../journey/plan.ts';
import { parisHour, parisLongDate } from '../../rules/paris-time.ts';
import type { PasswordProfile } from '../../rules/password-rules.ts';
import { type FieldFault, faultSummary, notice } from '../../web/fields.ts';
import { type Html, renderPage } from '../../web/page.ts';
import { PASSWORD_SCRIPTS, passwordAdvice, passwordFields, requiredHint } from '../../web/password-form.ts';
import type { Site } from '../../web/site.ts';

export type ChoosePasswordView = {
  formToken: string;
  signOutToken: string;
  /** `15h03 (heure de Paris)`. */
  until: string;
  profile: PasswordProfile;
  faults: readonly FieldFault[];
  message?: string | undefined;
};

export function choosePasswordPage(site: Site, view: ChoosePasswordView): Html {
  return renderPage(site, {
    title: 'Choisir un mot de passe',
    faulty: view.faults.length > 0 || view.message !== undefined,
    scripts: PASSWORD_SCRIPTS,
    main: html`<div class="card">
<h1>Choisissez votre mot de passe</h1>
${faultSummary(view.faults)}
${view.message ? notice(view.message, 'alert') : ''}
<p>Votre code provisoire est bon. Choisissez maintenant un mot de passe\u00a0: ensuite, le code ne servira plus.</p>
${passwordAdvice(site, view.profile)}
<p>Vous avez jusqu’à <span class="instant">${view.until}</span>. Après cette heure, saisissez à nouveau le même code provisoire.</p>
${requiredHint(view.faults)}
<form method="post" action="${PATHS.choosePassword}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
${passwordFields(view.profile, view.faults)}
<p class="actions"><button class="button" type="submit">Valider le nouveau mot de passe</button></p>
</form>
<h2>Vous préférez le faire plus tard\u00a0?</h2>
<p>Déconnectez-vous. Votre code reste valable.</p>
<form method="post" action="${PATHS.signOut}">
<input type="hidden" name="jeton" value="${view.signOutToken}">
<p><button class="button button-secondary" type="submit">Me déconnecter</button></p>
</form>
</div>`,
  });
}

export function passwordChosenPage(site: Site, { chosenAt }: { chosenAt: Date }): Html {
  return renderPage(site, {
    title: 'Mot de passe choisi',
    main: html`<div class="card">
<h1>Mot de passe choisi</h1>
<p class="outcome outcome-good">Votre nouveau mot de passe a bien été enregistré.</p>
<p>C’était le ${parisLongDate(chosenAt)} à ${parisHour(chosenAt)} (heure de Paris). Votre code provisoire ne sert plus\u00a0: vous pouvez le jeter.</p>
<p>Par sécurité, votre compte a été déconnecté de tous les autres appareils.</p>
<p>Si ce n’est pas vous qui avez fait ce changement, appelez sans attendre ${site.brand.office.name} au <a href="${site.brand.phone.link}">${site.brand.phone.shown}</a>.</p>
<p class="actions"><a class="button" href="${PATHS.signIn}">Me connecter avec mon nouveau mot de passe</a></p>
</div>`,
  });
}
