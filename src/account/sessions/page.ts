/** « Mon compte », where one is signed in: which kind of device, since when, last seen; to close one, or all others. */
import { html } from 'hono/html';
import type { SeenSession } from '../../actions/look-at-account.ts';
import { PATHS } from '../../journey/plan.ts';
import { deviceName } from '../../rules/account-activity.ts';
import { parisMoment } from '../../rules/paris-time.ts';
import { notice } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { type AccountFrame, renderAccountPage } from '../frame.ts';

/** What is closed: the name of the field, and its value for all but this one. */
export const WHICH = 'connexion';
export const OTHERS = 'autres';

export type SessionsView = {
  frame: AccountFrame;
  formToken: string;
  sessions: readonly SeenSession[];
  message?: string | undefined;
};

export function sessionsPage(site: Site, view: SessionsView): Html {
  const { sessions, formToken, message } = view;
  return renderAccountPage(site, view.frame, {
    title: 'Mes connexions',
    at: PATHS.accountSessions,
    faulty: message !== undefined,
    main: html`<div class="card">
<h1>Mes connexions</h1>
${message ? notice(message, 'alert') : ''}
<p>Voici les appareils sur lesquels vous êtes connecté, à l’heure de Paris.</p>
<ul class="sessions">${sessions.map(one => sessionLine(one, formToken))}</ul>
${
  sessions.length > 1
    ? html`<h2>Fermer tout le reste</h2>
<p>Vous resterez connecté ici.</p>
${closeForm(formToken, { which: OTHERS, label: 'Fermer les autres sessions', look: '' })}`
    : html`<p>Vous n’êtes connecté nulle part ailleurs.</p>`
}
<p class="after-form">Vous ne reconnaissez pas un appareil\u00a0? Fermez cette connexion, puis <a href="${PATHS.accountPassword}">changez votre mot de passe</a>.</p>
<p class="actions"><a class="button button-secondary" href="${PATHS.account}">Retourner à «\u00a0Mon compte\u00a0»</a></p>
</div>`,
  });
}

function sessionLine({ ref, device, openedAt, seenAt, isThis }: SeenSession, formToken: string): Html {
  const name = deviceName(device);
  const opened = parisMoment(openedAt);
  return html`<li><p><strong>${name.slice(0, 1).toUpperCase()}${name.slice(1)}</strong>${isThis ? ' – celle-ci' : ''}<br>
Ouverte le <span class="instant">${opened}</span>, vue le <span class="instant">${parisMoment(seenAt)}</span>.</p>
${isThis ? '' : closeForm(formToken, { which: ref, label: 'Fermer cette connexion', about: `${name}, ${opened}`, look: 'button-secondary' })}</li>\n`;
}

function closeForm(
  formToken: string,
  { which, label, about, look }: { which: string; label: string; about?: string; look: string },
): Html {
  return html`<form method="post" action="${PATHS.accountSessions}">
<input type="hidden" name="jeton" value="${formToken}">
<input type="hidden" name="${WHICH}" value="${which}">
<p class="actions"><button class="button ${look}" type="submit">${label}${about === undefined ? '' : html`<span class="visually-hidden"> (${about})</span>`}</button></p>
</form>`;
}
