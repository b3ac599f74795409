/** Étape 3 and the two cases of étape 3bis: what became of the request. */
import { html } from 'hono/html';
import { parisBlockEnd } from '../../rules/paris-time.ts';
import { notice } from '../../web/fields.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import {
  earlySentence,
  limitSentence,
  type MailSentView,
  newMailSentence,
  nextSentence,
  waitSentence,
} from './waiting.ts';

/** Étape 3. Nothing here depends on who has an account: all of it was typed, or is the hour (norms ENU-1, ENU-4). */
export function mailSentPage(site: Site, view: MailSentView): Html {
  const sent =
    view.policy === 'neutral'
      ? html`Si les informations saisies correspondent à ${site.brand.account.un} dont l’adresse mail est validée, un mail vient d’être envoyé à <strong class="address">${view.masked}</strong>`
      : html`Le mail a bien été envoyé à <strong class="address">${view.masked}</strong>`;
  return outcomePage(
    site,
    titleOf(view),
    html`${messageOf(view)}
<p class="outcome outcome-good">${sent}</p>
<p>Vous pouvez dès à présent vous connecter sur votre adresse mail pour continuer la procédure.</p>
<p>${waitSentence(view)} Son lien est valable ${site.linkLifeMinutes}\u00a0minutes.</p>
<p>Dans votre boîte mail, cherchez «\u00a0Votre ${site.brand.account.name} – renouveler mon mot de passe\u00a0», de «\u00a0${site.brand.mail.senderName}\u00a0». Regardez aussi dans les courriels indésirables (spams).</p>
<p class="link-alone"><a href="${PATHS.helpMail}">Vous n’avez pas reçu le mail\u00a0?</a></p>
${anotherMail(site, view)}
<p>Vous vous êtes peut-être trompé dans l’adresse, le numéro ou la date de naissance\u00a0? <a href="${PATHS.forgottenPassword}">Recommencez la demande</a>.</p>
<p>Vous n’avez plus accès à votre adresse mail\u00a0?<br>Merci de contacter ${site.brand.office.name} au <a href="${site.brand.phone.link}">${site.brand.phone.shownAtMailSent}</a>.</p>
${view.policy === 'neutral' ? html`<p>Vous n’avez pas d’adresse mail validée\u00a0? L’envoi d’un mail n’est pas possible\u00a0: contactez aussi ${site.brand.office.name} au ${site.brand.phone.shown}. Un code provisoire peut vous être remis. Préparez votre numéro de sécurité sociale, votre date de naissance, votre adresse postale et une pièce d’identité.</p>` : ''}`,
    ['later-button.js'],
  );
}

/** Said first where there is something new to say: it is what a screen reader reads first. */
function titleOf(view: MailSentView): string {
  if (view.early && view.nextAt !== undefined) return 'Attendez un peu';
  return view.again ? 'Nouveau mail demandé' : 'Mail envoyé';
}

function messageOf(view: MailSentView): Html {
  if (view.early && view.nextAt !== undefined) return notice(earlySentence(view.askedAt, view.nextAt));
  return view.again ? notice(newMailSentence(view)) : html``;
}

/**
 * One press, nothing to type again, while étape 2's answer is kept; then it leads to étape 2. Too early it looks inactive, and
 * is not: a press is answered kindly, and without script nothing would tell that its hour has come.
 */
function anotherMail(site: Site, { formToken, nextAt, secondsLeft }: MailSentView): Html {
  const look =
    secondsLeft > 0
      ? html`class="button button-secondary button-later" data-seconds-left="${secondsLeft}"`
      : html`class="button button-secondary"`;
  if (formToken === undefined) {
    return html`<p class="hint">Cette demande est trop ancienne. Pour recevoir un autre mail, il faut saisir de nouveau vos informations.</p>
<p><a class="button button-secondary" href="${PATHS.forgottenPassword}">Recevoir un nouveau mail</a></p>`;
  }
  return html`<form method="post" action="${PATHS.mailSent}" class="another-mail">
<input type="hidden" name="jeton" value="${formToken}">
<p class="hint" id="nouveau-mail-aide">${nextSentence(nextAt)} ${limitSentence(site)}</p>
<p><button ${look} type="submit" aria-describedby="nouveau-mail-aide">Recevoir un nouveau mail</button></p>
</form>`;
}

/** Étape 3bis, case 1: what to do, in order, and what to have at hand. The first two sentences are the document's. */
export function mailImpossiblePage(site: Site): Html {
  return outcomePage(
    site,
    'Envoi du mail impossible',
    html`<p class="outcome outcome-bad">L’envoi d’un mail pour renouveler votre mot de passe n’est pas possible.</p>
<p>Merci de contacter ${site.brand.office.name} au <a href="${site.brand.phone.link}">${site.brand.phone.shown}</a>.</p>
<p>C’est le cas lorsque votre compte n’a pas d’adresse mail, ou que cette adresse n’a pas été validée. Un code provisoire remplace alors le mail\u00a0: voici comment l’obtenir.</p>
<h2>Retrouver l’accès à votre compte</h2>
<ol>
<li>Préparez votre numéro de sécurité sociale, votre date de naissance, votre adresse postale et une pièce d’identité.</li>
<li>Appelez au <a href="${site.brand.phone.link}">${site.brand.phone.shown}</a> et demandez un code provisoire. Un conseiller vérifie d’abord que c’est bien vous.</li>
<li>Le conseiller vous lit le code au téléphone, et vous le notez. Vous pouvez aussi le recevoir par courrier.</li>
<li>Ouvrez la <a href="${PATHS.signIn}">page de connexion</a>. Saisissez le code à la place du mot de passe.</li>
<li>Choisissez alors votre nouveau mot de passe.</li>
</ol>
<h2>Vous arrivez encore à vous connecter\u00a0?</h2>
<p>Validez votre adresse mail depuis <a href="${PATHS.account}">Mon compte</a>. La prochaine fois, un mail suffira.</p>`,
  );
}

/** Étape 3bis, case 2. */
export function requestsBlockedPage(site: Site, until: Date): Html {
  return outcomePage(
    site,
    'Demandes bloquées',
    html`<p class="outcome outcome-bad">Le nombre maximum de demandes de renouvellement de mot de passe a été atteint.</p>
<p>Le service de renouvellement de mot de passe est bloqué jusqu’au <strong class="instant">${parisBlockEnd(until)}</strong> (heure de Paris).</p>
<p>Un mail reçu il y a moins de ${site.linkLifeMinutes}\u00a0minutes reste utilisable\u00a0: ouvrez le plus récent. <a href="${PATHS.helpMail}">Vous n’avez pas reçu le mail\u00a0?</a></p>`,
  );
}

/** @param outcome says in the title which of the three pages this is; their heading is the document's */
function outcomePage(site: Site, outcome: string, body: Html, scripts: readonly string[] = []): Html {
  return renderPage(site, {
    scripts,
    title: `${outcome} – Mot de passe oublié`,
    main: html`<div class="card">
<h1>Mot de passe oublié</h1>
${body}
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a></p>
</div>`,
  });
}
