/** The demonstration's own pages: who to be, the mailbox, and every state of every étape. */
import './guard.ts';
import { html } from 'hono/html';
import { PATHS } from '../journey/plan.ts';
import { parisHour } from '../rules/paris-time.ts';
import { type Html, renderPage } from '../web/page.ts';
import type { Site } from '../web/site.ts';
import { givenCode } from './given-codes.ts';
import type { ReceivedMail } from './mailbox.ts';
import { AGENTS, type DemoPerson, FORMER_PASSWORD, PEOPLE, writtenDate, writtenNir } from './people.ts';
import { STATES } from './states.ts';

export const DEMO_PATHS = {
  people: '/demonstration',
  mailbox: '/demonstration/boite-aux-lettres',
  states: '/demonstration/etats',
  codes: '/demonstration/codes',
} as const;

/** @param consoleUrl where the agents' console answers, if it does */
export function peoplePage(site: Site, consoleUrl: string | undefined): Html {
  return renderPage(site, {
    title: 'Démonstration',
    main: html`<div class="card">
<h1>Démonstration</h1>
<p>Choisissez qui vous êtes, puis <a href="${PATHS.signIn}">oubliez votre mot de passe</a>, ou <a href="${PATHS.createAccount}">créez votre compte</a>. Les mails arrivent dans <a href="${DEMO_PATHS.mailbox}">la boîte aux lettres</a>. Toutes ces personnes sont inventées. Leur ancien mot de passe est <code>${FORMER_PASSWORD}</code>.</p>
<div class="people">${Object.values(PEOPLE).map(
      person => html`<section aria-label="${person.name}"><h2>${person.name}</h2><p>${person.story}</p>
<dl><dt>Numéro</dt><dd>${writtenNir(person.nir)}</dd><dt>Date de naissance</dt><dd>${writtenDate(person.dateOfBirth)}</dd><dt>Adresse mail</dt><dd>${person.mailAddress ?? 'aucune'}</dd>${codeOf(person)}</dl></section>\n`,
    )}</div>
${agents(consoleUrl)}
</div>`,
  });
}

/** @param screens what to look at there, if more than the door */
function agents(consoleUrl: string | undefined, screens: Html = html``): Html {
  if (consoleUrl === undefined) return html``;
  return html`<h2>Du côté des conseillers</h2>
<p><a href="${consoleUrl}">La console des conseillers</a> demande d’abord qui vous êtes. «\u00a0Me déconnecter\u00a0» permet d’en essayer un autre.</p>
${screens}<ul>${AGENTS.map(agent => html`<li><strong>${agent.name}</strong>\u00a0: ${agent.story}</li>\n`)}</ul>`;
}

function codeOf(person: DemoPerson): Html {
  const code = givenCode(person);
  return code === undefined
    ? html``
    : html`<dt>Code provisoire, à la place du mot de passe</dt><dd><code>${code}</code></dd>`;
}

export function mailboxPage(site: Site, mails: readonly ReceivedMail[]): Html {
  return renderPage(site, {
    title: 'Boîte aux lettres',
    main: html`<div class="card">
<h1>Boîte aux lettres</h1>
${
  mails.length === 0
    ? html`<p>Aucun mail pour le moment. Rechargez cette page après avoir fait une demande.</p>`
    : html`<ul class="mails">${mails.map(
        mail => html`<li><a href="${DEMO_PATHS.mailbox}/${mail.name}">${mail.subject}</a>
<span class="hint">à ${mail.to}, ${parisHour(mail.date)}</span></li>\n`,
      )}</ul>`
}
<p class="actions"><a class="button button-secondary" href="${DEMO_PATHS.mailbox}">Recharger</a></p>
</div>`,
  });
}

export function mailPage(site: Site, mail: ReceivedMail): Html {
  const address = `${DEMO_PATHS.mailbox}/${mail.name}`;
  return renderPage(site, {
    title: mail.subject,
    main: html`<div class="card">
<h1>${mail.subject}</h1>
<p>De ${mail.from}<br>à ${mail.to}, ${parisHour(mail.date)}</p>
<h2>Comme une messagerie le montre</h2>
<iframe class="mail-frame" title="Le mail" src="${address}/html" sandbox="allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"></iframe>
<p><a href="${address}/html">Ouvrir le mail en entier</a></p>
<h2>En texte</h2>
<pre class="mail-text" tabindex="0">${mail.text}</pre>
<details><summary>La source</summary><pre class="mail-text" tabindex="0">${mail.source}</pre></details>
<p class="actions"><a class="button button-secondary" href="${DEMO_PATHS.mailbox}">Retour à la boîte aux lettres</a></p>
</div>`,
  });
}

/** @param consoleUrl as for `peoplePage`: the console's screens are seen where they are, by somebody who may */
export function statesPage(site: Site, consoleUrl: string | undefined): Html {
  return renderPage(site, {
    title: 'Tous les écrans',
    main: html`<div class="card">
<h1>Tous les écrans</h1>
<p>Chaque écran du service, dans chacun de ses états, avec des données inventées. Voyez aussi <a href="${DEMO_PATHS.codes}">des codes à recopier</a>.</p>
${Object.entries(STATES).map(
  ([etape, states]) => html`<h2>${etape}</h2>
<ul>${Object.entries(states).map(([name, state]) => html`<li><a href="${DEMO_PATHS.states}/${name}">${state.says}</a></li>\n`)}</ul>`,
)}
${agents(consoleUrl, html`<p>Cherchez une personne par son numéro, donné <a href="${DEMO_PATHS.people}">avec son histoire</a>. Puis vérifiez sa date de naissance.</p>`)}
</div>`,
  });
}

/** Fresh codes, seen and heard, as étape 2 shows them. */
export function codesPage(site: Site, tokens: readonly string[]): Html {
  return renderPage(site, {
    title: 'Des codes à recopier',
    main: html`<div class="card">
<h1>Des codes à recopier</h1>
<p>Chaque code est nouveau\u00a0: rechargez la page pour en voir d’autres.</p>
<ul class="codes">${tokens.map(
      (
        token,
        index,
      ) => html`<li><img src="${PATHS.code}/${token}/image.png" width="220" height="80" alt="Code ${index + 1}">
<a href="${PATHS.code}/${token}/son.wav">Écouter le code ${index + 1}</a>
<a href="${PATHS.code}/${token}/son-lent.wav">Plus lentement</a></li>\n`,
    )}</ul>
</div>`,
  });
}
