/**
 * Étape 1 for who is signed in already: where to go on, and how to come in as somebody else. Nothing here says who it is, for
 * it may be another person of the same household who opens the page (norm RST-4).
 */
import { html } from 'hono/html';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';

/** The session that a form for signing out was shown to. */
export const signOutPurpose = (session: string) => `deconnexion/${session}`;

/** Étape 1, for whoever sent a form of a session that had ended. */
export const SESSION_OVER = `${PATHS.signIn}?session=terminee`;

export const SESSION_OVER_SENTENCE =
  'Vous avez été déconnecté. Ce que vous aviez saisi n’a pas été enregistré\u00a0: connectez-vous, puis saisissez-le à nouveau.';

export function signedInPage(site: Site, view: { signOutToken: string }): Html {
  return renderPage(site, {
    title: 'Vous êtes déjà connecté',
    main: html`<div class="card narrow">
<h1>Vous êtes déjà connecté</h1>
<p>Ce navigateur est déjà connecté à un ${site.brand.account.name}.</p>
<p class="actions"><a class="button" href="${PATHS.account}">Aller à «\u00a0Mon compte\u00a0»</a></p>
<p class="after-form">Ce n’est pas votre compte\u00a0? Déconnectez-vous, puis connectez-vous au vôtre.</p>
<form method="post" action="${PATHS.signOut}">
<input type="hidden" name="jeton" value="${view.signOutToken}">
<p class="actions"><button class="button button-secondary" type="submit">Me déconnecter pour changer de compte</button></p>
</form>
</div>`,
  });
}
