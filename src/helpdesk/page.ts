/** The frame of the console's pages: who is signed in, until when, what the role may open, the way out (norms A11Y-14, SES-3). */
import { html } from 'hono/html';
import type { Agent } from '../actions/find-agent.ts';
import { mayDo, roleName } from '../rules/agent-role.ts';
import type { Html } from '../web/page.ts';
import type { Site } from '../web/site.ts';
import { HELPDESK_PATHS, MENU } from './plan.ts';

/** An agent at work. `until` says the hour at which the session ends unless a page is opened before. */
export type AtWork = {
  agent: Agent;
  until: string;
  formToken: string;
  /** How many deeds wait for this agent's answer; undefined where nobody's is wanted. */
  toApprove: number | undefined;
};

export type HelpdeskPageView = {
  title: string;
  main: Html;
  atWork?: AtWork | undefined;
  faulty?: boolean;
};

export function renderHelpdeskPage(site: Site, view: HelpdeskPageView): Html {
  return html`<!DOCTYPE html>
<html lang="fr" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${view.faulty ? 'Erreur – ' : ''}${view.title} – Console des conseillers</title>
<link rel="icon" href="${site.asset('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${site.asset('style.css')}">
<link rel="stylesheet" href="${site.asset('helpdesk.css')}">
</head>
<body>
<a class="skip-link" href="#contenu">Aller au contenu</a>
<header class="site-header"><div class="site-header-inner">
<a class="logo" href="${HELPDESK_PATHS.home}"><span class="logo-mark" aria-hidden="true"></span><span>${site.brand.bodyName}<span class="visually-hidden"> – accueil de la console</span></span></a>
<p class="service-name">Console des conseillers</p>
</div></header>
${view.atWork === undefined ? '' : workBar(view.atWork)}
<main id="contenu" tabindex="-1">
${view.main}
</main>
</body>
</html>`;
}

function workBar({ agent, until, formToken, toApprove }: AtWork): Html {
  const open = MENU.filter(
    ({ deed, path }) =>
      mayDo(agent.role, deed) && (path !== HELPDESK_PATHS.approvals || toApprove !== undefined),
  );
  const count = (path: string) => (path === HELPDESK_PATHS.approvals ? ` (${toApprove})` : '');
  return html`<nav class="work-bar" aria-label="Console"><div class="site-header-inner">
<ul>${open.map(({ path, title }) => html`<li><a href="${path}">${title}${count(path)}</a></li>\n`)}</ul>
<form method="post" action="${HELPDESK_PATHS.signOut}">
<input type="hidden" name="jeton" value="${formToken}">
<p>${agent.name} (${roleName(agent.role)}). Sans activité, vous serez déconnecté à <span class="instant">${until}</span>.
<button class="button button-secondary" type="submit">Me déconnecter</button></p>
</form>
</div></nav>`;
}
