/**
 * The document's last page, for the person: the mail did not come. First what concerns their own provider, when étape 2
 * knows it; then the document's checks in its order; then the phone (norm FR-5).
 */
import { html } from 'hono/html';
import type { MailProviderName } from '../../rules/mail-providers.ts';
import { parisBlockEnd } from '../../rules/paris-time.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';
import { PROVIDER_ADVICE, type ProviderAdvice } from './provider-advice.ts';

export type MailHelpView = {
  /** That of the address typed at étape 2; undefined when it is not in the table, or nothing was typed lately. */
  provider: MailProviderName | undefined;
  /** This browser has its page of étape 3, with the button that asks for another mail. */
  hasAsked: boolean;
  /** While étape 3bis's block lasts. */
  blockedUntil: Date | undefined;
  /** Whom our mails come from, as a mailbox lists it. */
  senderAddress: string;
};

export function mailHelpPage(site: Site, view: MailHelpView): Html {
  const own = PROVIDER_ADVICE.find(advice => advice.name === view.provider);
  return renderPage(site, {
    title: 'Je n’ai pas reçu le mail',
    main: html`<div class="card">
<h1>Je n’ai pas reçu le mail</h1>
<p>Le mail part en quelques secondes. Il peut mettre quelques minutes à arriver. Son lien est valable ${site.linkLifeMinutes}\u00a0minutes. Nos mails viennent de «\u00a0${site.brand.mail.senderName}\u00a0», <strong class="address">${view.senderAddress}</strong>.</p>
${own === undefined ? '' : ownProvider(site, own)}${checks(site, own === undefined ? 'Vérifiez, dans cet ordre' : 'Vérifiez aussi, dans cet ordre')}${otherProviders(own)}
<h2>Toujours rien\u00a0?</h2>
<p>Appelez ${site.brand.office.name} au <a href="${site.brand.phone.link}">${site.brand.phone.shown}</a>.</p>
${blockSentence(view)}
<h2>Un mail que vous n’avez pas demandé\u00a0?</h2>
<p><a href="${PATHS.helpDisavow}">Comment nous le signaler</a>, avec «\u00a0Ce n’était pas moi\u00a0».</p>
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a>
${nextStep(view)}</p>
</div>`,
  });
}

/** Sender and subject, as the mails have them. */
const search = (site: Site): Html =>
  html`Cherchez les mots «\u00a0Votre ${site.brand.account.name} – renouveler mon mot de passe\u00a0», ou l’expéditeur «\u00a0${site.brand.mail.senderName}\u00a0». Le mail peut être rangé sous d’anciens messages du même nom (fil de discussion).`;

/** Theirs. */
function ownProvider(site: Site, own: ProviderAdvice): Html {
  return html`<h2>Chez ${own.title}</h2>
<ol class="checks">${own.steps.map(step => html`<li>${step}</li>\n`)}<li>${search(site)}</li></ol>
`;
}

/** The others, or all of them: folded, without script. */
function otherProviders(own: ProviderAdvice | undefined): Html {
  const others = PROVIDER_ADVICE.filter(advice => advice !== own);
  return html`<h2>${own === undefined ? 'Selon votre messagerie' : 'Votre messagerie est une autre\u00a0?'}</h2>
<div class="providers">${others.map(
    advice =>
      html`<details><summary>${advice.title}</summary><ol>${advice.steps.map(step => html`<li>${step}</li>`)}</ol></details>\n`,
  )}</div>
`;
}

/** Étape 3 has the button that asks with one press; during a block there is nothing to press. */
function nextStep({ hasAsked, blockedUntil }: MailHelpView): Html {
  if (blockedUntil !== undefined) return html``;
  return hasAsked
    ? html`<a class="button" href="${PATHS.mailSent}">Revenir à la page de ma demande</a>`
    : html`<a class="button" href="${PATHS.forgottenPassword}">Demander un nouveau mail</a>`;
}

function blockSentence({ blockedUntil }: MailHelpView): Html {
  if (blockedUntil === undefined) return html``;
  return html`<p>Vous pourrez faire une nouvelle demande à partir du <strong class="instant">${parisBlockEnd(blockedUntil)}</strong> (heure de Paris).</p>`;
}

/** The document's checks, in the document's order. */
function checks(site: Site, title: string): Html {
  return html`<h2>${title}</h2>
<ol class="checks">
<li><strong>L’adresse mail.</strong> Est-elle exacte, et est-ce bien celle de votre ${site.brand.account.name}\u00a0? Le mail part toujours à l’adresse enregistrée dans le compte. Si vous en avez saisi une autre, <a href="${PATHS.forgottenPassword}">recommencez la demande</a>.</li>
<li><strong>Les courriels indésirables (spams).</strong> Cherchez le mail dans ce dossier.</li>
<li><strong>Une autre adresse.</strong> Envoyez-vous un mail depuis une autre adresse, chez le même fournisseur ou chez un autre, pour savoir si votre boîte reçoit bien.</li>
<li><strong>Outlook sur ordinateur.</strong> Connectez-vous aussi au site de votre fournisseur d’accès\u00a0: le mail y est peut-être.</li>
<li><strong>Les réglages de votre boîte mail.</strong> Un filtre ou une liste d’expéditeurs bloqués peut supprimer nos mails sans vous le dire.</li>
<li><strong>Un blocage.</strong> Un antivirus, votre logiciel de messagerie ou votre fournisseur peut bloquer le mail ou son lien. Si le mail est là mais que son lien ne s’ouvre pas, copiez l’adresse écrite en entier dans le mail. Collez-la en haut de votre navigateur, dans la barre d’adresse. Vous pouvez aussi ouvrir le mail sur un autre appareil.</li>
<li><strong>Le mail le plus récent.</strong> Si vous avez fait plusieurs demandes, seul le lien du dernier mail fonctionne. N’utilisez pas un ancien mail.</li>
<li><strong>La recherche de votre boîte mail.</strong> ${search(site)}</li>
</ol>
`;
}
