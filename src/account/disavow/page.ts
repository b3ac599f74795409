/**
 * « Ce n'était pas moi », before it is pressed: which mail this is about, what pressing does, and the owner's date of birth
 * (norms C-10, SCAN-7). Nothing here says whose account it is (norm C-11).
 */
import { html } from 'hono/html';
import { dateOfBirthField } from '../../journey/2-forgotten-password/identity-fields.ts';
import { PATHS } from '../../journey/plan.ts';
import type { DisavowalKind } from '../../rules/disavowal.ts';
import { parisHour, parisLongDate } from '../../rules/paris-time.ts';
import { type FieldFault, faultSummary, notice } from '../../web/fields.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';

export const TITLE = 'Ce n’était pas moi';

export type DisavowView = {
  formToken: string;
  /** The disavowal that this form is for. */
  mail: string;
  kind: DisavowalKind;
  aboutAt: Date;
  /** Not for who is signed in to that very account in this browser. */
  asksDate: boolean;
  /** As it was typed. */
  dateOfBirth?: string | undefined;
  faults: readonly FieldFault[];
  message?: string | undefined;
};

export function disavowPage(site: Site, view: DisavowView): Html {
  return renderPage(site, {
    title: TITLE,
    faulty: view.faults.length > 0 || view.message !== undefined,
    main: html`<div class="card">
<h1>${TITLE}</h1>
${faultSummary(view.faults)}
${view.message ? notice(view.message, 'alert') : ''}
${view.kind === 'renewal' ? aboutRenewal(site, view) : aboutChange(site, view)}
<p>Si c’était vous, ne faites rien\u00a0: fermez cette page.</p>
${view.asksDate ? html`<p>Votre date de naissance montre que c’est bien vous qui appuyez.</p>\n<p class="hint">* Champ obligatoire</p>` : ''}
<form method="post" action="${PATHS.disavow}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
<input type="hidden" name="mail" value="${view.mail}">
${view.asksDate ? dateOfBirthField({ typed: view, faults: view.faults }) : ''}
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a>
<button class="button" type="submit">${TITLE}</button></p>
</form>
</div>`,
  });
}

const moment = (at: Date): Html =>
  html`<strong>${parisLongDate(at)} à ${parisHour(at)}</strong> (heure de Paris)`;

function aboutRenewal({ brand }: Site, { aboutAt }: DisavowView): Html {
  return html`<p>Un mail vous a été envoyé le ${moment(aboutAt)}. Il permet de renouveler le mot de passe de votre ${brand.account.name}.</p>
<p>Si vous n’avez pas demandé ce mail, appuyez sur «\u00a0${TITLE}\u00a0»\u00a0: son lien sera annulé. Votre mot de passe ne change pas.</p>`;
}

function aboutChange({ brand }: Site, { aboutAt }: DisavowView): Html {
  return html`<p>Le ${moment(aboutAt)}, le mot de passe de votre ${brand.account.name} a été modifié.</p>
<p>Si ce n’est pas vous, appuyez sur «\u00a0${TITLE}\u00a0». Alors, aussitôt\u00a0:</p>
<ul>
<li>le mot de passe actuel ne servira plus</li>
<li>tous les appareils connectés à ce compte seront déconnectés</li>
<li>les liens déjà envoyés et le code provisoire ne serviront plus</li>
<li>un nouveau mail partira, si c’est possible, pour choisir un autre mot de passe</li>
</ul>`;
}
