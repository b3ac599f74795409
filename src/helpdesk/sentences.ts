/** What the console says when somebody does not get in. */
import { html } from 'hono/html';
import { type AgentRole, roleName } from '../rules/agent-role.ts';
import type { Html } from '../web/page.ts';
import { HELPDESK_PATHS } from './plan.ts';

const card = (title: string, body: Html): Html =>
  html`<div class="card narrow"><h1>${title}</h1>${body}</div>`;

export function notAllowed(role: AgentRole): Html {
  return card(
    'Accès refusé',
    html`<p>Votre rôle (${roleName(role)}) ne permet pas d’ouvrir cette page. Demandez-la à votre responsable.</p>
<p class="actions"><a class="button button-secondary" href="${HELPDESK_PATHS.home}">Retourner à l’accueil</a></p>`,
  );
}

export function signedOut(): Html {
  return card(
    'Console des conseillers',
    html`<p>Vous allez vous identifier auprès du service d’identité de votre organisme.</p>
<p class="actions"><a class="button" href="${HELPDESK_PATHS.signIn}?aller=1">M’identifier</a></p>`,
  );
}

/** What became of a sign-in that did not lead in. */
export type NotIn = 'refused' | 'noRole' | 'tooOld' | 'unreachable';

const SENTENCES: Record<NotIn, string> = {
  refused: 'Le service d’identité n’a pas accepté cette connexion. Recommencez.',
  noRole:
    'Votre identité est connue, mais aucun rôle ne vous est donné ici. Demandez-le à votre responsable.',
  tooOld: 'Cette connexion a commencé il y a trop longtemps, ou dans un autre navigateur. Recommencez.',
  unreachable: 'Le service d’identité ne répond pas. Réessayez dans quelques minutes.',
};

export function notIn(why: NotIn): Html {
  return card(
    'Vous n’êtes pas connecté',
    html`<p>${SENTENCES[why]}</p>
<p class="actions"><a class="button" href="${HELPDESK_PATHS.signIn}?aller=1">M’identifier à nouveau</a></p>`,
  );
}

export function faultPage(sentence: string): Html {
  return card(
    'Console des conseillers',
    html`<p>${sentence}</p>
<p class="actions"><a class="button button-secondary" href="${HELPDESK_PATHS.home}">Retourner à l’accueil</a></p>`,
  );
}
