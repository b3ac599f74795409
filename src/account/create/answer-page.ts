/**
 * What follows « Créer mon compte »: the account is there; there was one already; or the data are not those of the register. Where
 * nothing may be told, one page for all three: it depends on what was typed only (norms ENU-1, ENU-4).
 */
import { html } from 'hono/html';
import { PATHS } from '../../journey/plan.ts';
import { ADDRESS_LINK_LIFE_HOURS } from '../../rules/address-link-life.ts';
import type { CreationPage } from '../../rules/creation-answer.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';

/** `masked`: the address as it was typed. */
export type CreationAnswer = { page: CreationPage; masked: string };

export function creationAnswerPage(site: Site, answer: CreationAnswer): Html {
  const { title, body, actions } = WORDS[answer.page](site, answer.masked);
  return renderPage(site, {
    title: `${title} – Créer un compte`,
    main: html`<div class="card">
<h1>${title}</h1>
${body}
<p class="actions">${actions}</p>
</div>`,
  });
}

type Words = { title: string; body: Html; actions: Html };

const signIn = html`<a class="button" href="${PATHS.signIn}">Me connecter</a>`;
const back = html`<a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a>`;
const renew = html`<a class="button button-secondary" href="${PATHS.forgottenPassword}">Mot de passe oublié</a>`;
const again = html`<a class="button" href="${PATHS.createAccount}">Recommencer</a>`;

const callUs = ({ brand }: Site): Html =>
  html`appelez ${brand.office.name} au <a href="${brand.phone.link}">${brand.phone.shown}</a>`;

const WORDS: Record<CreationPage, (site: Site, masked: string) => Words> = {
  created: (site, masked) => ({
    title: 'Votre compte est créé',
    body: html`<p class="outcome outcome-good">Votre ${site.brand.account.name} est créé. Vous pouvez l’utiliser dès maintenant.</p>
<p>Pour vous connecter, saisissez votre numéro de sécurité sociale et le mot de passe que vous venez de choisir.</p>
${howToVerify(html`Un mail est envoyé à <strong class="address">${masked}</strong>.`)}`,
    actions: signIn,
  }),
  taken: site => ({
    title: 'Vous avez déjà un compte',
    body: html`<p class="outcome outcome-bad">Vous avez déjà ${site.brand.account.un}\u00a0: il n’a pas été changé.</p>
<p>Connectez-vous avec votre numéro de sécurité sociale et votre mot de passe.</p>
<p>Vous ne le connaissez plus\u00a0? Choisissez «\u00a0Mot de passe oublié\u00a0»\u00a0: un mail vous permettra de le renouveler.</p>
<p>Ce compte n’est pas de vous, ou vous n’avez plus accès à son adresse mail\u00a0? ${atStart(callUs(site))}.</p>`,
    actions: html`${renew} ${signIn}`,
  }),
  noMatch: site => ({
    title: 'Le compte n’a pas été créé',
    body: html`<p class="outcome outcome-bad">Ces informations ne correspondent pas à celles que nous avons.</p>
<p>Vérifiez sur votre carte Vitale le numéro, le nom et le prénom. Vérifiez aussi la date de naissance, puis recommencez.</p>
<p>Si tout est juste, ${callUs(site)}. Ayez à portée de main\u00a0:</p>
${toHaveAtHand}
<p>Vous avez déjà ${site.brand.account.un}\u00a0? Connectez-vous, ou choisissez «\u00a0Mot de passe oublié\u00a0».</p>`,
    actions: html`${back} ${again}`,
  }),
  noted: (site, masked) => ({
    title: 'Votre demande est enregistrée',
    body: html`<p class="outcome outcome-good">Si ces informations sont celles que nous avons, et si vous n’aviez pas de compte, votre ${site.brand.account.name} est créé.</p>
<p>Essayez de vous connecter, avec votre numéro de sécurité sociale et le mot de passe que vous venez de choisir.</p>
${howToVerify(html`Si le compte est créé, un mail est envoyé à <strong class="address">${masked}</strong>.`)}
<p>Si la connexion est refusée, vous aviez peut-être déjà un compte\u00a0: choisissez «\u00a0Mot de passe oublié\u00a0». Sinon, vérifiez vos informations et recommencez.</p>
<p>Si rien ne marche, ${callUs(site)}. Ayez à portée de main\u00a0:</p>
${toHaveAtHand}`,
    actions: html`${renew} ${signIn}`,
  }),
};

function howToVerify(sent: Html): Html {
  return html`<h2>Validez votre adresse mail</h2>
<p>${sent} Ouvrez-le dans les ${ADDRESS_LINK_LIFE_HOURS}\u00a0heures, puis cliquez sur «\u00a0Valider mon adresse mail\u00a0».</p>
<p>Tant que cette adresse n’est pas validée, elle ne permet pas de renouveler un mot de passe oublié.</p>
<p>Le mail n’arrive pas\u00a0? Regardez dans les courriels indésirables (spams). Vous pouvez en demander un autre depuis «\u00a0Mon compte\u00a0», une fois connecté.</p>`;
}

const toHaveAtHand = html`<ul>
<li>votre carte Vitale ou votre attestation de droits</li>
<li>une pièce d’identité</li>
</ul>`;

/** Where a sentence begins with it. */
const atStart = (words: Html): Html => html`Pour cela, ${words}`;
