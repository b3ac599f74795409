/** « Mentions légales » (loi 2004-575): who publishes, who hosts, and under which licences the software and its parts stand. */
import { html } from 'hono/html';
import { PATHS } from '../journey/plan.ts';
import { type Html, renderPage } from '../web/page.ts';
import type { Site } from '../web/site.ts';
import { exampleNotice, postalAddress } from './parts.ts';

export function legalNoticePage(site: Site): Html {
  return renderPage(site, {
    title: 'Mentions légales',
    main: html`<div class="card">
<h1>Mentions légales</h1>
${exampleNotice(site)}
${publisherAndHost(site)}
${licences()}
<h2>Accessibilité et données personnelles</h2>
<p>Voyez la <a href="${PATHS.accessibility}">déclaration d’accessibilité</a>, et <a href="${PATHS.personalData}">ce que deviennent vos informations</a>.</p>
</div>`,
  });
}

function publisherAndHost(site: Site): Html {
  const { controller, host } = site.brand;
  return html`<h2>Éditeur</h2>
${postalAddress(controller.name, controller.address)}
<p>Téléphone\u00a0: <a href="${site.brand.phone.link}">${site.brand.phone.shown}</a>.</p>
<p>Responsable de la publication\u00a0: ${controller.publicationDirector}.</p>
<h2>Hébergeur</h2>
${postalAddress(host.name, host.address)}
<p>Téléphone\u00a0: ${host.phone}.</p>`;
}

/** As `LICENSE` and `LICENSES/` say. */
function licences(): Html {
  return html`<h2>Logiciel</h2>
<p>Ce service est fait avec Renouveau, un logiciel libre sous licence MIT. © 2026, les auteurs de Renouveau.</p>
<h2>Caractères, sons et dessins</h2>
<ul>
<li>Les pages sont écrites en Atkinson Hyperlegible, © 2020 <span lang="en">Braille Institute of America, Inc.</span>, sous licence <span lang="en">SIL Open Font License</span> 1.1.</li>
<li>Les caractères à recopier sont dessinés d’après Atkinson Hyperlegible, Andika, Lexend, Overpass et IBM Plex Sans, sous la même licence.</li>
<li>Les voix du code à écouter ont été produites par le programme espeak-ng.</li>
<li>Les pictogrammes ont été dessinés pour ce service.</li>
</ul>
<p>Les textes de ces licences accompagnent le logiciel.</p>`;
}
