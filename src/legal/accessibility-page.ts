/**
 * « Déclaration d’accessibilité », in the order of the State's model (loi 2005-102 art. 47, décret 2019-768; norm
 * A11Y-20). It says what was checked, by whom, and what nobody has tried.
 */
import { html } from 'hono/html';
import { PATHS } from '../journey/plan.ts';
import { type Html, renderPage } from '../web/page.ts';
import type { Site } from '../web/site.ts';
import { CHECKED_ON, CRITERIA, metShare, NOT_MET } from './accessibility-findings.ts';
import { exampleNotice, mailLink, postalAddress } from './parts.ts';

export function accessibilityPage(site: Site): Html {
  return renderPage(site, {
    title: 'Déclaration d’accessibilité',
    main: html`<div class="card">
<h1>Déclaration d’accessibilité</h1>
${exampleNotice(site)}
<p>${site.brand.controller.name} s’engage à rendre ses services en ligne accessibles, conformément à l’article\u00a047 de la loi n°\u00a02005-102 du 11\u00a0février 2005 et au décret n°\u00a02019-768 du 24\u00a0juillet 2019.</p>
<p>Cette déclaration s’applique au renouvellement du mot de passe ${site.brand.account.du}, à la connexion et à leurs pages d’aide. Le schéma pluriannuel et le plan d’actions de l’année sont publiés par ${site.brand.controller.name}.</p>
${stateOfConformity(site)}
${notAccessible(site)}
${howItWasChecked()}
${contact(site)}
${remedies()}
</div>`,
  });
}

function stateOfConformity(site: Site): Html {
  return html`<h2>État de conformité</h2>
<p>Ce service est <strong>${site.brand.accessibilityState}</strong> avec le référentiel général d’amélioration de l’accessibilité (RGAA), version\u00a04.1.2, en raison des non-conformités énumérées plus bas.</p>
<h3>Résultats des tests</h3>
<p>${CRITERIA.met} des ${CRITERIA.applicable} critères applicables du RGAA sont respectés, soit ${metShare(CRITERIA)}.</p>
<p>Il s’agit d’une auto-évaluation, faite par les auteurs du logiciel. <strong>Aucun tiers n’a audité ce service, et aucune personne handicapée ne l’a essayé pour nous.</strong></p>`;
}

function notAccessible(site: Site): Html {
  return html`<h2>Contenus non accessibles</h2>
<h3>Non-conformités</h3>
<ul>${NOT_MET.map(
    ({ criteria, sentence }) =>
      html`<li>${sentence} (${criteria.length > 1 ? 'Critères' : 'Critère'} ${criteria.join(', ')}.)</li>\n`,
  )}</ul>
<p>Les caractères à recopier peuvent être lus, écoutés, ou évités grâce à un calcul de votre appareil. Sans JavaScript, cette troisième voie n’existe pas\u00a0: appelez ${site.brand.office.name}.</p>
<h3>Dérogations pour charge disproportionnée</h3>
<p>Aucune.</p>
<h3>Contenus non soumis à l’obligation d’accessibilité</h3>
<p>Aucun.</p>`;
}

const CHECKED_PAGES = [
  { name: 'Accueil', path: PATHS.welcome },
  { name: 'Connexion', path: PATHS.signIn },
  { name: 'Mot de passe oublié', path: PATHS.forgottenPassword },
  { name: 'Mail envoyé', path: PATHS.mailSent },
  { name: 'Envoi du mail impossible', path: PATHS.mailImpossible },
  { name: 'Demandes bloquées', path: PATHS.requestsBlocked },
  { name: 'Nouveau mot de passe, et les pages des liens qui ne servent plus', path: PATHS.newPassword },
  { name: 'Nouveau mot de passe enregistré', path: PATHS.saved },
  { name: 'Mon compte', path: PATHS.account },
  { name: 'Créer un compte', path: PATHS.createAccount },
  { name: 'Valider mon adresse mail', path: PATHS.verifyAddress },
  { name: 'Je n’ai pas reçu le mail', path: PATHS.helpMail },
  { name: 'Où trouver mon numéro de sécurité sociale', path: PATHS.helpNumber },
  { name: 'Déclaration d’accessibilité', path: PATHS.accessibility },
  { name: 'Données personnelles', path: PATHS.personalData },
  { name: 'Mentions légales', path: PATHS.legalNotice },
];

function howItWasChecked(): Html {
  return html`<h2>Établissement de cette déclaration</h2>
<p>Cette déclaration a été établie le ${CHECKED_ON}.</p>
<h3>Technologies utilisées</h3>
<ul><li>HTML5</li><li>CSS</li><li>SVG</li><li>JavaScript, en complément\u00a0: tout fonctionne sans lui</li></ul>
<h3>Environnement de test</h3>
<p>Chromium, piloté par des programmes, au clavier et à la souris, en thème clair et en thème sombre, de 320 à 1\u00a0280\u00a0pixels de large, avec et sans JavaScript. <strong>Aucun lecteur d’écran n’a été utilisé</strong>\u00a0: ni NVDA, ni JAWS, ni VoiceOver, ni TalkBack.</p>
<h3>Outils</h3>
<ul><li>axe-core, sur chaque page dans chacun de ses états</li><li>html-validate, de même</li><li>Playwright, pour les parcours au clavier</li><li>la lecture du code de chaque page</li></ul>
<h3>Pages vérifiées</h3>
<ul>${CHECKED_PAGES.map(({ name, path }) => html`<li>${name} (${path})</li>\n`)}</ul>`;
}

function contact(site: Site): Html {
  return html`<h2>Retour d’information et contact</h2>
<p>Si vous n’arrivez pas à accéder à un contenu ou à un service, dites-le nous, pour être orienté vers une solution accessible ou obtenir le contenu sous une autre forme\u00a0:</p>
<ul>
<li>par mail\u00a0: ${mailLink(site.brand.accessibilityContact.mailAddress)}</li>
<li>par téléphone\u00a0: ${site.brand.office.name}, au <a href="${site.brand.phone.link}">${site.brand.phone.shown}</a></li>
<li>si vous êtes sourd, malentendant, sourdaveugle ou aphasique\u00a0: le même numéro, par le <a href="${site.brand.relay.url}">${site.brand.relay.name}</a>, sans surcoût</li>
<li>par courrier, à l’adresse suivante</li>
</ul>
${postalAddress(site.brand.controller.name, site.brand.controller.address)}`;
}

/** The addresses are those of the State's model. */
function remedies(): Html {
  return html`<h2>Voies de recours</h2>
<p>Si vous constatez un défaut d’accessibilité qui vous empêche d’accéder à un contenu ou à une fonctionnalité, que vous nous le signalez et que vous n’obtenez pas de réponse satisfaisante, vous pouvez saisir le Défenseur des droits\u00a0:</p>
<ul>
<li class="link-alone"><a href="https://formulaire.defenseurdesdroits.fr/">écrire un message au Défenseur des droits</a></li>
<li class="link-alone"><a href="https://www.defenseurdesdroits.fr/carte-des-delegues">contacter le délégué du Défenseur des droits dans votre région</a></li>
<li>appeler le <a href="tel:+33969390000">09\u00a069\u00a039\u00a000\u00a000</a></li>
<li>envoyer un courrier (gratuit, sans timbre) à l’adresse suivante</li>
</ul>
${postalAddress('Défenseur des droits', ['Libre réponse 71120', '75342\u00a0Paris CEDEX\u00a007'])}`;
}
