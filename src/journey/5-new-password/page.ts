/** Étape 5, « L'assuré renseigne son nouveau mot de passe ». Nothing here says whose account it is (norm C-11). */
import { html } from 'hono/html';
import type { SessionBeside } from '../../actions/session-beside.ts';
import type { TimeLeft } from '../../rules/more-time.ts';
import type { PasswordProfile } from '../../rules/password-rules.ts';
import { type FieldFault, faultSummary, notice } from '../../web/fields.ts';
import { type Html, renderPage } from '../../web/page.ts';
import { PASSWORD_SCRIPTS, passwordAdvice, passwordFields, requiredHint } from '../../web/password-form.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { otherAccount, SAME_ACCOUNT } from './sentences.ts';
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
    scripts: [...PASSWORD_SCRIPTS, 'time-left.js'],
    main: html`<div class="card">
<h1>Renouvellement de mot de passe</h1>
${faultSummary(view.faults)}
${view.message ? notice(view.message, 'alert') : ''}
${besideNotice(site, view.beside ?? 'none')}
${passwordAdvice(site, view.profile)}
${timeLeftNotice(view.time, view)}
${requiredHint(view.faults)}
<form method="post" action="${PATHS.newPassword}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
<input type="hidden" name="lien" value="${view.link}">
${passwordFields(view.profile, view.faults)}
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
