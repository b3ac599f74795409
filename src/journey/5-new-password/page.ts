/** Étape 5, « L'assuré renseigne son nouveau mot de passe ». Nothing here says whose account it is (norm C-11). */
import { html } from 'hono/html';
import type { SessionBeside } from '../../actions/session-beside.ts';
import type { TimeLeft } from '../../rules/more-time.ts';
import { PASSWORD_FIELDS, PASSWORD_RULES, type PasswordProfile } from '../../rules/password-rules.ts';
import { type FieldFault, faultOf, faultSummary, field, notice } from '../../web/fields.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { otherAccount, SAME_ACCOUNT } from './sentences.ts';
import { spokenSigns } from './spoken-signs.ts';
import { timeLeftNotice } from './time-left.ts';

export type NewPasswordView = {
  formToken: string;
  /** The link that this form is for. */
  link: string;
  time: TimeLeft;
  profile: PasswordProfile;
  /** Whether this browser is signed in, and to the account of the link or to another (norm RST-4). */
  beside?: SessionBeside;
  faults: readonly FieldFault[];
  message?: string | undefined;
};

export function newPasswordPage(site: Site, view: NewPasswordView): Html {
  return renderPage(site, {
    title: 'Renouvellement de mot de passe',
    faulty: view.faults.length > 0 || view.message !== undefined,
    scripts: ['show-password.js', 'password-rules-live.js', 'time-left.js'],
    main: html`<div class="card">
<h1>Renouvellement de mot de passe</h1>
${faultSummary(view.faults)}
${view.message ? notice(view.message, 'alert') : ''}
${besideNotice(site, view.beside ?? 'none')}
<p>Pour maintenir la confidentialité de vos informations, nous vous recommandons de ne pas choisir un mot de passe que vous utilisez déjà sur un autre site.</p>
${ruleList(site, view.profile)}
${timeLeftNotice(view.time, view)}
<p class="hint">* Champs obligatoires${view.faults.length > 0 ? '. Saisissez à nouveau les deux mots de passe.' : ''}</p>
<form method="post" action="${PATHS.newPassword}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
<input type="hidden" name="lien" value="${view.link}">
${field({
  name: 'nouveau-mot-de-passe',
  label: 'Nouveau mot de passe *',
  type: 'password',
  fault: faultOf(view.faults, 'nouveau-mot-de-passe'),
  autocomplete: 'new-password',
  describedBy: 'regles',
  passwordRules: PASSWORD_FIELDS[view.profile].passwordrules,
})}
${field({
  name: 'mot-de-passe-repete',
  label: 'Confirmer le mot de passe *',
  type: 'password',
  hint: view.faults.length > 0 ? 'Saisissez aussi ce champ à nouveau.' : undefined,
  fault: faultOf(view.faults, 'mot-de-passe-repete'),
  autocomplete: 'new-password',
})}
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a>
<button class="button" type="submit">Valider le nouveau mot de passe</button></p>
</form>
</div>`,
  });
}

/** Never whose account the link is of: only whether it is the one that is open here. */
function besideNotice({ brand }: Site, beside: SessionBeside): Html {
  switch (beside) {
    case 'none':
      return html``;
    case 'sameAccount':
      return notice(SAME_ACCOUNT);
    case 'otherAccount':
      return notice(otherAccount(brand.account.un));
    default:
      return beside satisfies never;
  }
}

function ruleList(site: Site, profile: PasswordProfile): Html {
  return html`<div class="rules" id="regles" data-profile="${profile}" data-rules="${site.asset('regles/password-rules.ts')}">
<p>Votre mot de passe doit\u00a0:</p>
<ul>${PASSWORD_RULES[profile].map(
    rule =>
      html`<li data-rule="${rule.id}">${rule.sentence}${
        rule.id === 'digit-or-special'
          ? html` <span class="visually-hidden">${spokenSigns(rule.sentence)}</span>`
          : ''
      }${rule.checked === 'sending' ? html` <span class="rule-when">(vérifié à l’envoi)</span>` : ''}</li>\n`,
  )}</ul>
</div>`;
}
