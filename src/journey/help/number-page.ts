/** « Où trouver mon numéro de sécurité sociale ? »: on the card, 13 characters and a key (norm NIR-9). */
import { html } from 'hono/html';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';

export function numberHelpPage(site: Site): Html {
  return renderPage(site, {
    title: 'Où trouver mon numéro de sécurité sociale\u00a0?',
    main: html`<div class="card">
<h1>Où trouver mon numéro de sécurité sociale\u00a0?</h1>
<p>Il est écrit sur votre carte Vitale, sous votre nom, et sur vos attestations de droits et vos relevés de remboursements.</p>
<figure class="vitale">
<div class="vitale-card" aria-hidden="true"><span class="vitale-title">Carte Vitale</span><span class="vitale-chip"></span>
<span class="vitale-name">MARIE EXEMPLE</span><span class="vitale-number">2\u00a084\u00a005\u00a088\u00a0321\u00a0025\u00a0<em>32</em></span></div>
<figcaption>Exemple\u00a0: 2\u00a084\u00a005\u00a088\u00a0321\u00a0025 est le numéro, 32 est sa clé.</figcaption>
</figure>
<h2>13 caractères, puis 2 pour la clé</h2>
<ul>
<li>Vous pouvez saisir les 13 premiers caractères, ou les 15 avec la clé.</li>
<li>Les espaces ne comptent pas\u00a0: saisissez-les ou non.</li>
<li>Pour une naissance en Corse, le numéro contient 2A ou 2B\u00a0: saisissez la lettre, en majuscule ou en minuscule.</li>
<li>Pour un enfant ou une autre personne inscrite sur votre carte, utilisez votre numéro\u00a0: c’est celui du compte.</li>
</ul>
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a></p>
</div>`,
  });
}
