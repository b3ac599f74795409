/**
 * What becomes of what people type (RGPD art. 13; norms RGP-1, RGP-5, RGP-6): who answers for it, why, by what right, for
 * how long, and what anybody can ask. Led to from the form of étape 2, before anything is typed.
 */
import { html } from 'hono/html';
import { PATHS } from '../journey/plan.ts';
import { DISAVOWAL_LIFE_DAYS } from '../rules/disavowal.ts';
import { type Html, renderPage } from '../web/page.ts';
import type { Site } from '../web/site.ts';
import { COOKIE_PURPOSES } from './cookies-told.ts';
import { exampleNotice, mailLink, postalAddress } from './parts.ts';

export function personalDataPage(site: Site): Html {
  return renderPage(site, {
    title: 'Données personnelles',
    main: html`<div class="card">
<h1>Données personnelles</h1>
${exampleNotice(site)}
${controllerAndPurposes(site)}
${legalBasis(site)}
${whatIsUsed(site)}
${recipients(site)}
${howLong(site)}
${cookies()}
${rights(site)}
<p class="actions"><a class="button button-secondary" href="${PATHS.forgottenPassword}">Aller à la page «\u00a0Mot de passe oublié\u00a0»</a></p>
</div>`,
  });
}

function controllerAndPurposes(site: Site): Html {
  const { name, address } = site.brand.controller;
  return html`<h2>Qui en est responsable</h2>
${postalAddress(name, address)}
<h2>À quoi servent vos informations</h2>
<ul>
<li>renouveler le mot de passe de votre ${site.brand.account.name} quand vous l’avez oublié</li>
<li>créer votre ${site.brand.account.name}</li>
<li>vous connecter, et voir ou changer votre mot de passe et votre adresse mail</li>
<li>protéger les comptes contre les robots et contre ceux qui essaient le compte d’une autre personne</li>
<li>savoir ce qu’est devenue une demande, quand vous nous appelez</li>
</ul>`;
}

function legalBasis(site: Site): Html {
  return html`<h2>Ce qui nous y autorise</h2>
<p>${site.brand.legalBasis}</p>
<p>Le numéro de sécurité sociale ne peut être utilisé que si un texte le prévoit\u00a0: ici, l’article 87 du RGPD, l’article 30 de la loi n°\u00a078-17 du 6\u00a0janvier 1978 et le décret n°\u00a02019-341 du 19\u00a0avril 2019, pour les organismes de protection sociale (article 2, A).</p>`;
}

function whatIsUsed(site: Site): Html {
  return html`<h2>Les informations utilisées</h2>
<ul>
<li><strong>Votre numéro de sécurité sociale, votre date de naissance et votre adresse mail</strong>, que vous saisissez. Ils sont obligatoires\u00a0: sans eux, aucun mail ne peut partir. Ils sont comparés à ceux de votre compte. Une demande qui ne correspond à aucun compte n’est pas gardée en clair.</li>
<li><strong>Le registre des assurés</strong>\u00a0: votre numéro, vos noms et prénoms et votre date de naissance, chiffrés. Il nous est transmis par ${site.brand.office.fullName}. Ce que vous saisissez pour créer un compte lui est comparé.</li>
<li><strong>Votre compte</strong>\u00a0: les mêmes informations, chiffrées, et une empreinte de votre mot de passe, qui ne permet pas de le retrouver.</li>
<li><strong>Votre demande</strong>\u00a0: son heure, l’envoi du mail, la réponse de votre fournisseur de messagerie, l’ouverture et l’utilisation du lien, valable ${site.linkLifeMinutes}\u00a0minutes. Si vous signalez «\u00a0Ce n’était pas moi\u00a0», l’heure de ce signalement.</li>
<li><strong>Ce qui s’est passé sur votre compte</strong>\u00a0: connexions et changements, avec leur heure et le genre d’appareil (ordinateur, téléphone, tablette). Vous le voyez sur «\u00a0Mon compte\u00a0».</li>
<li><strong>Une nouvelle adresse mail</strong>, chiffrée, tant qu’elle n’est pas validée\u00a0; et celle qu’elle remplace, pour vous prévenir.</li>
<li><strong>L’adresse de votre connexion à internet</strong>, pour limiter le nombre d’essais. Seule une forme brouillée en est enregistrée.</li>
</ul>
<p>Les caractères à recopier, leur extrait sonore et le calcul qui peut les remplacer sont faits par ce service et par votre appareil. Rien n’est demandé à un autre site.</p>
<p>Il n’y a ni profilage, ni décision prise par une machine seule qui aurait un effet sur vos droits. Après trop de demandes, un blocage commence\u00a0: il se termine seul, à l’heure affichée.</p>`;
}

function recipients(site: Site): Html {
  return html`<h2>Qui les reçoit</h2>
<ul>
<li>les personnes habilitées de ${site.brand.controller.name}, pour vous aider</li>
<li>l’hébergeur du service, ${site.brand.host.name} (${site.brand.host.country}), qui n’en fait rien d’autre</li>
<li>votre fournisseur de messagerie, qui reçoit le mail à votre adresse. Il peut être établi hors de l’Union européenne\u00a0: c’est vous qui l’avez choisi. Le mail ne contient ni votre nom, ni votre numéro, ni votre date de naissance.</li>
</ul>
<p>Elles ne sont transmises à personne d’autre, et nous ne les envoyons pas hors de l’Union européenne.</p>`;
}

function howLong(site: Site): Html {
  return html`<h2>Combien de temps elles sont gardées</h2>
<ul>
<li>les demandes, leurs liens et leurs mails\u00a0: ${site.retention.requestsDays}\u00a0jours</li>
<li>la date d’un code provisoire et ce qu’il est devenu, jamais le code lui-même\u00a0: ${site.retention.requestsDays}\u00a0jours après sa fin</li>
<li>le lien «\u00a0Ce n’était pas moi\u00a0» d’un mail\u00a0: ${DISAVOWAL_LIFE_DAYS}\u00a0jours</li>
<li>le journal des actions faites sur les comptes, qui ne contient rien de ce que vous avez saisi\u00a0: ${site.retention.auditDays}\u00a0jours</li>
<li>ce qui s’est passé sur votre compte, comme «\u00a0Mon compte\u00a0» le montre\u00a0: ${site.retention.requestsDays}\u00a0jours</li>
<li>une adresse mail pas encore validée, ou remplacée\u00a0: 7\u00a0jours</li>
<li>le code à recopier\u00a0: ${site.codeLifeMinutes}\u00a0minutes\u00a0; la trace qu’il a servi\u00a0: au plus trois heures</li>
<li>les comptages qui limitent les essais\u00a0: un jour après la fin de la limite</li>
<li>votre compte\u00a0: tant qu’il existe</li>
<li>le registre des assurés\u00a0: tant que ${site.brand.office.name} vous y inscrit</li>
</ul>`;
}

function cookies(): Html {
  return html`<h2>Les cookies</h2>
<p>Ce service n’utilise que des cookies nécessaires à son fonctionnement, qui ne demandent pas votre accord. Votre navigateur les efface quand vous le fermez. Il n’y a ni traceur, ni mesure d’audience, ni contenu d’un autre site.</p>
<ul>${Object.entries(COOKIE_PURPOSES).map(
    ([name, purpose]) => html`<li><strong>${name}</strong>\u00a0: ${purpose}</li>\n`,
  )}</ul>
<p>Dans les réglages de votre navigateur, leurs noms commencent par «\u00a0__Host-\u00a0».</p>`;
}

function rights(site: Site): Html {
  const { mailAddress, address } = site.brand.dataProtectionOfficer;
  return html`<h2>Vos droits</h2>
<p>Vous pouvez demander à voir vos informations, à les faire corriger, à limiter leur utilisation ou à les faire effacer quand la loi le permet. Vous pouvez vous opposer à leur utilisation, pour une raison qui tient à votre situation. Écrivez au délégué à la protection des données, qui répond en un mois\u00a0:</p>
<ul>
<li>par mail\u00a0: ${mailLink(mailAddress)}. N’écrivez ni votre mot de passe, ni votre numéro de sécurité sociale.</li>
<li>par courrier, à l’adresse suivante</li>
</ul>
${postalAddress(site.brand.controller.name, address)}
<p>Si la réponse ne vous convient pas, vous pouvez adresser une réclamation à la Commission nationale de l’informatique et des libertés (CNIL)\u00a0: <a href="https://www.cnil.fr/fr/plaintes">sur le site de la CNIL</a>, ou par courrier.</p>
${postalAddress('CNIL', ['3\u00a0place de Fontenoy', 'TSA\u00a080715', '75334\u00a0Paris CEDEX\u00a007'])}`;
}
