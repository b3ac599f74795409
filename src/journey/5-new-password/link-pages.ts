/**
 * Étape 5, when the link is worth nothing, or nothing any more: said before anything is typed, each reason with what
 * to do next (norms TOK-6, TOK-11; behaviour « old-link page »). None of them says whose link it was.
 */
import { html } from 'hono/html';
import type { LookAtLinkOutcome } from '../../actions/look-at-link.ts';
import { HOLD_HOURS } from '../../rules/address-hold.ts';
import { parisHour, parisHourFrom, parisMoment } from '../../rules/paris-time.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';

export type DeadLink = Exclude<LookAtLinkOutcome, { outcome: 'live' }> | { outcome: 'otherLink' };

type Words = {
  title: string;
  sentences: readonly (string | Html)[];
  next: 'askAgain' | 'signInFirst' | 'openMail' | 'signIn' | 'goOn';
};

export function deadLinkPage(site: Site, link: DeadLink): Html {
  const say = WORDS[link.outcome] as (link: DeadLink, site: Site) => Words;
  const words = say(link, site);
  return renderPage(site, {
    title: words.title,
    main: html`<div class="card">
<h1>${words.title}</h1>
${words.sentences.map(sentence => html`<p>${sentence}</p>\n`)}
<p class="actions">${nextStep(words.next)}</p>
</div>`,
  });
}

function nextStep(next: Words['next']): Html {
  const signIn = (look: string) =>
    html`<a class="button ${look}" href="${PATHS.signIn}">Retourner à la page de connexion</a>`;
  const askAgain = (look: string) =>
    html`<a class="button ${look}" href="${PATHS.forgottenPassword}">Demander un nouveau mail</a>`;
  switch (next) {
    case 'askAgain':
      return html`${signIn('button-secondary')} ${askAgain('')}`;
    case 'signInFirst':
      return html`${askAgain('button-secondary')} ${signIn('')}`;
    case 'openMail':
      return html`${signIn('button-secondary')} <a class="button" href="${PATHS.helpMail}">Vous ne trouvez pas ce mail\u00a0?</a>`;
    case 'signIn':
      return signIn('');
    case 'goOn':
      return html`${signIn('button-secondary')} <a class="button" href="${PATHS.newPassword}">Continuer avec le dernier lien ouvert</a>`;
    default:
      return next satisfies never;
  }
}

const callUs = ({ brand }: Site): Html =>
  html`Si ce n’était pas vous, appelez sans attendre ${brand.office.name} au <a href="${brand.phone.link}">${brand.phone.shown}</a>.`;

type WordsOf = {
  [Outcome in DeadLink['outcome']]: (link: Extract<DeadLink, { outcome: Outcome }>, site: Site) => Words;
};

const WORDS: WordsOf = {
  expired: (_link, site) => ({
    title: 'Ce lien a expiré',
    sentences: [
      `Le lien du mail est valable ${site.linkLifeMinutes}\u00a0minutes. Ce délai est dépassé.`,
      'Votre mot de passe n’a pas changé. Demandez un nouveau mail pour recommencer.',
    ],
    next: 'askAgain',
  }),
  used: (_link, site) => ({
    title: 'Ce lien a déjà été utilisé',
    sentences: [
      'Un mot de passe a déjà été choisi avec ce lien, qui ne sert qu’une fois.',
      'Si c’était vous, connectez-vous avec votre nouveau mot de passe.',
      callUs(site),
    ],
    next: 'signInFirst',
  }),
  usedHere: link => ({
    title: 'Votre mot de passe est changé',
    sentences: [`Votre mot de passe a été changé à ${parisHour(link.usedAt)}. Connectez-vous.`],
    next: 'signIn',
  }),
  replaced: (link, site) => ({
    title: 'Ce lien a été remplacé',
    sentences: [
      `Un mail plus récent vous a été envoyé à ${parisHour(link.replacedAt)} (heure de Paris)\u00a0: le lien que vous avez ouvert ne sert plus.`,
      `Dans votre boîte mail, cherchez «\u00a0renouveler mon mot de passe\u00a0» et ouvrez le mail le plus récent\u00a0: il est valable ${site.linkLifeMinutes}\u00a0minutes.`,
      'Si vous avez déjà changé votre mot de passe, connectez-vous.',
    ],
    next: 'openMail',
  }),
  passwordChanged: (_link, site) => ({
    title: 'Ce lien n’est plus valable',
    sentences: [
      'Le mot de passe a été changé depuis que ce mail vous a été envoyé.',
      'Si c’était vous, connectez-vous.',
      callUs(site),
    ],
    next: 'signInFirst',
  }),
  addressChanged: (_link, site) => ({
    title: 'Ce lien n’est plus valable',
    sentences: [
      'L’adresse mail du compte a été changée depuis que ce mail vous a été envoyé.',
      `Si c’était vous, connectez-vous. Pendant ${HOLD_HOURS}\u00a0heures après le changement, aucun mail de renouvellement ne part.`,
      callUs(site),
    ],
    next: 'signIn',
  }),
  disavowed: (link, site) => ({
    title: 'Ce lien a été annulé',
    sentences: [
      `Le ${parisMoment(link.disavowedAt)} (heure de Paris), quelqu’un a indiqué «\u00a0Ce n’était pas moi\u00a0». Depuis, le lien de ce mail ne sert plus.`,
      'Pour choisir un nouveau mot de passe, demandez un nouveau mail.',
      html`Si vous n’avez pas annulé ce lien vous-même, appelez ${site.brand.office.name} au <a href="${site.brand.phone.link}">${site.brand.phone.shown}</a>.`,
    ],
    next: 'askAgain',
  }),
  unknown: () => ({
    title: 'Ce lien n’est pas reconnu',
    sentences: [
      'Le lien est peut-être incomplet, ou très ancien.',
      'Cliquez sur le bouton du mail le plus récent, ou demandez un nouveau mail.',
    ],
    next: 'askAgain',
  }),
  tooMany: link => ({
    title: 'Trop de liens non reconnus',
    sentences: [
      `Trop de liens que nous ne reconnaissons pas ont été ouverts depuis votre connexion à internet. Réessayez à partir de ${parisHourFrom(link.until)} (heure de Paris).`,
      'Le bouton du mail le plus récent fonctionne sans attendre. Vous pouvez aussi demander un nouveau mail.',
    ],
    next: 'askAgain',
  }),
  none: () => ({
    title: 'Ouvrez d’abord le lien du mail',
    sentences: [
      'Pour choisir un nouveau mot de passe, cliquez sur le bouton du mail que vous avez reçu.',
      'Si vous venez de le faire, votre navigateur refuse les cookies, dont ce site a besoin. Acceptez-les dans ses réglages, puis cliquez à nouveau sur le bouton du mail.',
    ],
    next: 'openMail',
  }),
  otherLink: () => ({
    title: 'Un autre lien a été ouvert dans ce navigateur',
    sentences: [
      'Deux mails ont été ouverts dans ce navigateur, et la page que vous avez remplie n’est pas celle du dernier. Rien n’a été changé, et les deux liens restent utilisables.',
      'Cliquez à nouveau sur le bouton du mail qui vous est destiné, ou continuez avec le dernier lien ouvert.',
    ],
    next: 'goOn',
  }),
};
