/** « Créez votre compte »: how to get an account, truthfully, until this site makes them itself. */
import { html } from 'hono/html';
import { PATHS } from '../../journey/plan.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';

export function createAccountPage(site: Site): Html {
  return renderPage(site, {
    title: 'Créer un compte',
    main: html`<div class="card">
<h1>Créer un compte</h1>
<p>${atStart(site.brand.account.un)} ne peut pas encore être créé sur ce site.</p>
<p>Pour en obtenir un, appelez ${site.brand.office.name} au <a href="${site.brand.phone.link}">${site.brand.phone.shown}</a>, ou présentez-vous à l’accueil avec votre carte Vitale et une pièce d’identité. ${atStart(site.brand.office.name)} ouvre le compte et vous remet un code provisoire.</p>
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a></p>
</div>`,
  });
}

/** Where a sentence begins with the brand's words. */
const atStart = (words: string) => words.charAt(0).toLocaleUpperCase('fr') + words.slice(1);
