/**
 * « Valider mon adresse mail »: the page that the mailed link leads to, with its button, and what it says when the link is
 * worth nothing any more. Nothing here says whose account or which address it is.
 */
import { html } from 'hono/html';
import type { DeadAddressLink } from '../../actions/look-at-address-link.ts';
import { dateOfBirthField } from '../../journey/2-forgotten-password/identity-fields.ts';
import { PATHS } from '../../journey/plan.ts';
import { ADDRESS_LINK_LIFE_HOURS } from '../../rules/address-link-life.ts';
import { parisHourFrom } from '../../rules/paris-time.ts';
import { type FieldFault, faultSummary, notice } from '../../web/fields.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';

export type VerifyAddressView = {
  formToken: string;
  /** Not asked of who is signed in to the account. */
  asksDate: boolean;
  faults: readonly FieldFault[];
  message?: string | undefined;
};

export const DATE_FIELD = 'date-de-naissance';

export function wrongDateSentence(triesLeft: number): string {
  const left = triesLeft === 1 ? 'Il reste 1\u00a0essai.' : `Il reste ${triesLeft}\u00a0essais.`;
  return `Cette date de naissance n’est pas celle du compte. ${left}`;
}

export function verifyAddressPage(site: Site, view: VerifyAddressView): Html {
  return renderPage(site, {
    title: 'Valider mon adresse mail',
    faulty: view.faults.length > 0 || view.message !== undefined,
    main: html`<div class="card">
<h1>Valider mon adresse mail</h1>
${faultSummary(view.faults)}
${view.message ? notice(view.message, 'alert') : ''}
${view.asksDate ? html`<p>Saisissez votre date de naissance, puis validez. Ainsi, personne d’autre ne peut valider cette adresse.</p>` : html`<p>Cliquez sur le bouton pour valider l’adresse mail de votre compte.</p>`}
<form method="post" action="${PATHS.verifyAddress}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
${view.asksDate ? dateField(view.faults) : ''}
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a>
<button class="button" type="submit">Valider mon adresse mail</button></p>
</form>
</div>`,
  });
}

/** What was typed is not shown again: the wrong date may be somebody else's. */
function dateField(faults: readonly FieldFault[]): Html {
  return html`<p class="hint">* Champ obligatoire</p>
${dateOfBirthField({ typed: { dateOfBirth: '' }, faults })}`;
}

type Words = { title: string; sentences: readonly (string | Html)[]; isGood?: boolean };

export function deadAddressLinkPage(site: Site, link: DeadAddressLink): Html {
  const say = WORDS[link.outcome] as (link: DeadAddressLink, site: Site) => Words;
  const { title, sentences, isGood } = say(link, site);
  const [first, ...others] = sentences;
  return renderPage(site, {
    title,
    main: html`<div class="card">
<h1>${title}</h1>
<p class="outcome ${isGood ? 'outcome-good' : 'outcome-bad'}">${first}</p>
${others.map(sentence => html`<p>${sentence}</p>\n`)}
<p class="actions"><a class="button" href="${PATHS.signIn}">Me connecter</a></p>
</div>`,
  });
}

const ANOTHER =
  'Pour recevoir un nouveau mail, connectez-vous\u00a0: «\u00a0Mon compte\u00a0» vous le propose.';

type WordsOf = {
  [Outcome in DeadAddressLink['outcome']]: (
    link: Extract<DeadAddressLink, { outcome: Outcome }>,
    site: Site,
  ) => Words;
};

const WORDS: WordsOf = {
  alreadyVerified: (_link, site) => ({
    title: 'Votre adresse mail est validée',
    sentences: [
      'Cette adresse mail est validée. Vous n’avez rien d’autre à faire.',
      `Elle vous permettra de renouveler le mot de passe de votre ${site.brand.account.name} si vous l’oubliez.`,
    ],
    isGood: true,
  }),
  expired: () => ({
    title: 'Ce lien a expiré',
    sentences: [
      `Le lien du mail est valable ${ADDRESS_LINK_LIFE_HOURS}\u00a0heures. Ce délai est dépassé.`,
      ANOTHER,
    ],
  }),
  replaced: () => ({
    title: 'Ce lien a été remplacé',
    sentences: [
      'Un mail plus récent vous a été envoyé, ou l’adresse mail a changé\u00a0: ce lien ne sert plus.',
      'Ouvrez le mail le plus récent.',
      ANOTHER,
    ],
  }),
  bounced: () => ({
    title: 'Cette adresse mail n’existe plus',
    sentences: [
      'Le fournisseur de cette adresse nous a répondu qu’elle n’existe pas.',
      'Si elle fonctionne, demandez un nouveau mail. Sinon, indiquez une autre adresse.',
      ANOTHER,
    ],
  }),
  triesExhausted: (_link, { brand }) => ({
    title: 'Ce lien n’est plus valable',
    sentences: [
      'Trop de dates de naissance fausses ont été saisies avec ce lien. L’adresse n’est pas validée.',
      ANOTHER,
      html`Si ce n’était pas vous, appelez ${brand.office.name} au <a href="${brand.phone.link}">${brand.phone.shown}</a>.`,
    ],
  }),
  unknown: () => ({
    title: 'Ce lien n’est pas reconnu',
    sentences: [
      'Le lien est peut-être incomplet, ou très ancien.',
      'Cliquez sur le bouton du mail le plus récent.',
      ANOTHER,
    ],
  }),
  tooMany: link => ({
    title: 'Trop de liens non reconnus',
    sentences: [
      `Trop de liens que nous ne reconnaissons pas ont été ouverts depuis votre connexion à internet. Réessayez à partir de ${parisHourFrom(link.until)} (heure de Paris).`,
      'Le bouton du mail le plus récent fonctionne sans attendre.',
    ],
  }),
  none: () => ({
    title: 'Ouvrez d’abord le lien du mail',
    sentences: [
      'Pour valider votre adresse, cliquez sur le bouton du mail que vous avez reçu.',
      'Si vous venez de le faire, votre navigateur refuse les cookies, dont ce site a besoin. Acceptez-les dans ses réglages, puis cliquez à nouveau sur le bouton du mail.',
    ],
  }),
};
