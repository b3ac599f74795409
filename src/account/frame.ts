/** What all pages of « Mon compte » have around them: the way to each other, the way out, and until when one stays (norms SES-3, C-4). */
import { html } from 'hono/html';
import { PATHS } from '../journey/plan.ts';
import { type Html, type Page, renderPage } from '../web/page.ts';
import type { Site } from '../web/site.ts';

export type AccountFrame = { signOutToken: string; until: string };

const PAGES = [
  [PATHS.account, 'Mon compte'],
  [PATHS.accountAddress, 'Mon adresse mail'],
  [PATHS.accountPassword, 'Mon mot de passe'],
  [PATHS.accountSessions, 'Mes connexions'],
] as const;

/** @param at the address of the page itself */
export function renderAccountPage(
  site: Site,
  frame: AccountFrame,
  page: Page & { at: (typeof PAGES)[number][0] },
): Html {
  const { at, main, ...rest } = page;
  return renderPage(site, {
    ...rest,
    main: html`<nav class="account-nav" aria-label="Mon compte"><ul>${PAGES.map(
      ([path, name]) =>
        html`<li><a href="${path}"${path === at ? html` aria-current="page"` : ''}>${name}</a></li>\n`,
    )}</ul></nav>
${main}
<div class="account-leave">
<p>Pour votre sécurité, sans activité de votre part, vous serez déconnecté à <span class="instant">${frame.until}</span>. Il suffira de vous connecter à nouveau.</p>
<form method="post" action="${PATHS.signOut}">
<input type="hidden" name="jeton" value="${frame.signOutToken}">
<p class="actions"><button class="button button-secondary" type="submit">Me déconnecter</button></p>
</form>
</div>`,
  });
}
