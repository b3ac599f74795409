/** Étape 0, « L'assuré se rend sur le compte ameli »: the two doors, and what is behind them. */
import { html } from 'hono/html';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { PICTOGRAMS } from './pictograms.ts';

export function welcomePage(site: Site): Html {
  return renderPage(site, {
    title: `Ici, vous accédez à votre ${site.brand.account.name}`,
    main: html`<div class="hero">
<h1>Ici, vous accédez à votre ${site.brand.account.name}</h1>
<p class="lead">${site.brand.welcome.lead}</p>
</div>
<div class="columns">
<section class="card" aria-labelledby="deja"><h2 id="deja">Vous avez déjà ${site.brand.account.un} (ou un code donné par ${site.brand.office.codeGiver})</h2>
<p class="actions"><a class="button" href="${PATHS.signIn}">Connectez-vous</a></p></section>
<section class="card" aria-labelledby="pas-encore"><h2 id="pas-encore">Vous n’avez pas ${site.brand.account.de}</h2>
<p class="actions"><a class="button button-secondary" href="${PATHS.createAccount}">Créez votre compte</a></p></section>
</div>
<section class="services" aria-labelledby="services"><h2 id="services">Les services ${site.brand.account.du}</h2>
<ul>${site.brand.welcome.services.map(service => html`<li>${PICTOGRAMS[service.pictogram]}<span>${service.name}</span></li>\n`)}</ul>
</section>`,
  });
}
