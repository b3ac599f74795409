/**
 * The form in which a password is chosen, wherever that is (étape 5, and after a provisional code): the document's advice, its
 * rules, its two fields. The rules stand in `rules/password-rules.ts`, each beside its sentence.
 */
import { html } from 'hono/html';
import {
  PASSWORD_FIELDS,
  PASSWORD_RULES,
  type PasswordProfile,
  type PasswordRule,
} from '../rules/password-rules.ts';
import { type FieldFault, faultOf, field } from './fields.ts';
import type { Html } from './page.ts';
import type { PostedForm } from './posted-form.ts';
import type { Site } from './site.ts';
import { spokenSigns } from './spoken-signs.ts';

export const PASSWORD_SCRIPTS = ['show-password.js', 'password-rules-live.js'] as const;

const PASSWORD = 'nouveau-mot-de-passe';
const REPEATED = 'mot-de-passe-repete';

export const DIFFERENT = 'Les deux mots de passe sont différents. Saisissez deux fois le même.';
export const DIFFERENT_FAULT: FieldFault = { field: REPEATED, sentence: DIFFERENT };

/** Before the form. */
export function passwordAdvice(site: Site, profile: PasswordProfile): Html {
  return html`<p>Pour maintenir la confidentialité de vos informations, nous vous recommandons de ne pas choisir un mot de passe que vous utilisez déjà sur un autre site.</p>
<div class="rules" id="regles" data-profile="${profile}" data-rules="${site.asset('regles/password-rules.js')}">
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

export function requiredHint(faults: readonly FieldFault[]): Html {
  return html`<p class="hint">* Champs obligatoires${faults.length > 0 ? '. Saisissez à nouveau les deux mots de passe.' : ''}</p>`;
}

/** Within the form. */
export function passwordFields(profile: PasswordProfile, faults: readonly FieldFault[]): Html {
  return html`${field({
    name: PASSWORD,
    label: 'Nouveau mot de passe *',
    type: 'password',
    fault: faultOf(faults, PASSWORD),
    autocomplete: 'new-password',
    describedBy: 'regles',
    passwordRules: PASSWORD_FIELDS[profile].passwordrules,
  })}
${field({
  name: REPEATED,
  label: 'Confirmer le mot de passe *',
  type: 'password',
  hint: faults.length > 0 ? 'Saisissez aussi ce champ à nouveau.' : undefined,
  fault: faultOf(faults, REPEATED),
  autocomplete: 'new-password',
})}`;
}

export type TypedPassword = { password: string; repeated: string };

export function readTypedPassword(form: PostedForm): TypedPassword {
  return { password: form.text(PASSWORD), repeated: form.text(REPEATED) };
}

export function passwordFaults(broken: readonly PasswordRule[]): FieldFault[] {
  return broken.map(rule => ({ field: PASSWORD, sentence: rule.fault }));
}
