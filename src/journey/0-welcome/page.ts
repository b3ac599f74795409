/** Étape 0, « L'assuré se rend sur le compte ameli »: the two doors, and what is behind them. */
import { html } from 'hono/html';
import { BRAND } from '../../brand.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { SERVICES } from './pictograms.ts';

export function welcomePage(site: Site): Html {
  return renderPage(site, {
    title: `Ici, vous accédez à votre ${BRAND.accountName}`,
    main: html`<div class="hero">
<h1>Ici, vous accédez à votre ${BRAND.accountName}</h1>
<p class="lead">Vous suivez vos remboursements, téléchargez vos attestations, effectuez vos démarches en ligne...</p>
</div>
<div class="columns">
<section class="card" aria-labelledby="deja"><h2 id="deja">Vous avez déjà un ${BRAND.accountName} (ou un code donné par votre Caisse)</h2>
<p class="actions"><a class="button" href="${PATHS.signIn}">Connectez-vous</a></p></section>
<section class="card" aria-labelledby="pas-encore"><h2 id="pas-encore">Vous n’avez pas de ${BRAND.accountName}</h2>
<p class="actions"><a class="button button-secondary" href="${PATHS.createAccount}">Créez votre compte</a></p></section>
</div>
<section class="services" aria-labelledby="services"><h2 id="services">Les services du ${BRAND.accountName}</h2>
<ul>${SERVICES.map(service => html`<li>${service.pictogram}<span>${service.name}</span></li>\n`)}</ul>
</section>`,
  });
}
