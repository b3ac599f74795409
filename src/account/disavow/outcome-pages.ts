/**
 * « Ce n'était pas moi », once it is pressed: what was done and what to do next, the same page however often it is seen; and
 * when the line of the mail is worth nothing, or nothing any more. None of them says whose account it is (norm C-11).
 */
import { html } from 'hono/html';
import type { LookAtDisavowalOutcome } from '../../actions/look-at-disavowal.ts';
import { PATHS } from '../../journey/plan.ts';
import { DISAVOWAL_LIFE_DAYS, type DisavowalEnding } from '../../rules/disavowal.ts';
import { parisHourFrom } from '../../rules/paris-time.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';

type Done = Extract<LookAtDisavowalOutcome, { outcome: 'done' }>;
export type DeadDisavowal =
  | Exclude<LookAtDisavowalOutcome, { outcome: 'open' | 'done' }>
  | { outcome: 'otherMail' };

type Words = { title: string; good?: boolean; sentences: readonly (string | Html)[]; next: Html };

const SIGN_IN = html`<a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a>`;
const HOW = html`<a class="button" href="${PATHS.helpDisavow}">Comment nous le signaler</a>`;

function renderWords(site: Site, { title, good = false, sentences, next }: Words): Html {
  const [first, ...others] = sentences;
  return renderPage(site, {
    title,
    main: html`<div class="card">
<h1>${title}</h1>
<p${good ? html` class="outcome outcome-good"` : ''}>${first}</p>
${others.map(sentence => html`<p>${sentence}</p>\n`)}
<p class="actions">${next}</p>
</div>`,
  });
}

const phone = ({ brand }: Site): Html => html`<a href="${brand.phone.link}">${brand.phone.shown}</a>`;

const ifItGoesOn = (site: Site): Html =>
  html`Si vous recevez encore des mails que vous n’avez pas demandés, appelez ${site.brand.office.name} au ${phone(site)}.`;

export function disavowedPage(site: Site, done: Pick<Done, 'ending' | 'maskedAddress'>): Html {
  return renderWords(site, DONE[done.ending](site, done.maskedAddress));
}

const DONE: Record<DisavowalEnding, (site: Site, maskedAddress: string | undefined) => Words> = {
  linkRevoked: site => ({
    title: 'Le lien est annulé',
    good: true,
    sentences: [
      'Personne ne peut plus choisir un mot de passe avec le lien de ce mail.',
      `Votre ${site.brand.account.name} reste sécurisé, et votre mot de passe n’a pas changé.`,
      ifItGoesOn(site),
    ],
    next: SIGN_IN,
  }),
  linkUsed: site => ({
    title: 'Ce lien avait déjà servi',
    sentences: [
      'Un mot de passe a été choisi avec ce lien avant que vous n’appuyiez\u00a0: il n’est plus possible de l’annuler.',
      `Si ce n’est pas vous, cherchez dans votre boîte mail le mail «\u00a0votre mot de passe a été modifié\u00a0». Suivez son lien «\u00a0Ce n’était pas moi\u00a0»\u00a0: votre ${site.brand.account.name} sera protégé tout de suite.`,
      html`Vous pouvez aussi appeler sans attendre ${site.brand.office.name} au ${phone(site)}.`,
    ],
    next: SIGN_IN,
  }),
  linkDead: site => ({
    title: 'Ce lien ne servait déjà plus',
    good: true,
    sentences: [
      'Personne ne peut choisir un mot de passe avec le lien de ce mail\u00a0: son délai est dépassé, ou un autre mail l’a remplacé.',
      ifItGoesOn(site),
    ],
    next: SIGN_IN,
  }),
  renewalStarted: (site, maskedAddress) => ({
    title: `Votre ${site.brand.account.name} est protégé`,
    good: true,
    sentences: [
      'Plus personne ne peut se connecter avec l’ancien mot de passe, et tous les appareils sont déconnectés.',
      maskedAddress === undefined
        ? 'Un mail a été envoyé à l’adresse du compte, pour choisir un nouveau mot de passe.'
        : html`Un mail vient de partir à <strong class="address">${maskedAddress}</strong>\u00a0: ouvrez-le pour choisir un nouveau mot de passe.`,
      'Quelqu’un lit peut-être vos mails\u00a0: changez aussi le mot de passe de votre boîte mail.',
      html`Si ce mail n’arrive pas, ou si cela recommence, appelez ${site.brand.office.name} au ${phone(site)}.`,
    ],
    next: html`${SIGN_IN} <a class="button" href="${PATHS.helpMail}">Vous ne trouvez pas ce mail\u00a0?</a>`,
  }),
  accessClosed: site => ({
    title: `Votre ${site.brand.account.name} est protégé`,
    good: true,
    sentences: [
      'Plus personne ne peut se connecter avec l’ancien mot de passe, et tous les appareils sont déconnectés.',
      html`Pour choisir un nouveau mot de passe, appelez ${site.brand.office.name} au ${phone(site)}. Ayez votre numéro de sécurité sociale sous la main\u00a0: un code provisoire vous sera donné.`,
      'Aucun mail n’est parti\u00a0: l’adresse du compte a changé, ou n’est pas validée.',
    ],
    next: SIGN_IN,
  }),
};

export function deadDisavowalPage(site: Site, dead: DeadDisavowal): Html {
  const say = DEAD[dead.outcome] as (site: Site, dead: DeadDisavowal) => Words;
  return renderWords(site, say(site, dead));
}

const callAnyway = (site: Site): Html =>
  html`Si vous pensez que quelqu’un d’autre utilise votre ${site.brand.account.name}, appelez sans attendre ${site.brand.office.name} au ${phone(site)}.`;

type WordsOf = {
  [Outcome in DeadDisavowal['outcome']]: (
    site: Site,
    dead: Extract<DeadDisavowal, { outcome: Outcome }>,
  ) => Words;
};

const DEAD: WordsOf = {
  tooManyTries: site => ({
    title: 'Trop de dates différentes',
    sentences: [
      'Plusieurs dates de naissance ont été saisies, et aucune n’est celle du compte. Rien n’a été changé, et ce lien ne sert plus.',
      callAnyway(site),
    ],
    next: SIGN_IN,
  }),
  expired: site => ({
    title: 'Ce mail est trop ancien',
    sentences: [
      `Un mail peut être signalé pendant ${DISAVOWAL_LIFE_DAYS}\u00a0jours. Ce délai est dépassé, et rien n’a été changé.`,
      callAnyway(site),
    ],
    next: SIGN_IN,
  }),
  unknown: site => ({
    title: 'Ce mail n’est pas reconnu',
    sentences: [
      'Le lien est peut-être incomplet, ou très ancien. Ouvrez à nouveau le lien «\u00a0Ce n’était pas moi\u00a0» du mail.',
      callAnyway(site),
    ],
    next: html`${SIGN_IN} ${HOW}`,
  }),
  tooMany: (site, { until }) => ({
    title: 'Trop de liens non reconnus',
    sentences: [
      `Trop de liens que nous ne reconnaissons pas ont été ouverts depuis votre connexion à internet. Réessayez à partir de ${parisHourFrom(until)} (heure de Paris).`,
      callAnyway(site),
    ],
    next: html`${SIGN_IN} ${HOW}`,
  }),
  none: site => ({
    title: 'Ouvrez d’abord le lien du mail',
    sentences: [
      'Pour signaler un mail, ouvrez le lien «\u00a0Ce n’était pas moi\u00a0» qu’il contient.',
      'Si vous venez de le faire, votre navigateur refuse les cookies, dont ce site a besoin. Acceptez-les dans ses réglages, puis ouvrez à nouveau le lien du mail.',
      callAnyway(site),
    ],
    next: html`${SIGN_IN} ${HOW}`,
  }),
  otherMail: site => ({
    title: 'Un autre mail a été ouvert dans ce navigateur',
    sentences: [
      'La page que vous avez remplie n’est pas celle du dernier mail ouvert. Rien n’a été changé.',
      'Ouvrez à nouveau le lien «\u00a0Ce n’était pas moi\u00a0» du mail que vous voulez signaler.',
      callAnyway(site),
    ],
    next: html`${SIGN_IN} <a class="button" href="${PATHS.disavow}">Continuer avec le dernier mail ouvert</a>`,
  }),
};
