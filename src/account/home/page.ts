/** « Mon compte »: where signing in leads, and where one signs out. */
import { html } from 'hono/html';
import { PATHS } from '../../journey/plan.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';

export function accountHomePage(site: Site, view: { formToken: string; until: string }): Html {
  return renderPage(site, {
    title: 'Mon compte',
    main: html`<div class="card">
<h1>Mon compte</h1>
<p class="outcome outcome-good">Vous êtes connecté à votre ${site.brand.account.name}.</p>
<p>Pour votre sécurité, vous serez déconnecté à <span class="instant">${view.until}</span>. Rien ne sera perdu\u00a0: vous pourrez vous connecter à nouveau.</p>
<form method="post" action="${PATHS.signOut}">
<input type="hidden" name="jeton" value="${view.formToken}">
<p class="actions"><button class="button" type="submit">Me déconnecter</button></p>
</form>
</div>`,
  });
}
