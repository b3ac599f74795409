/** « Mon compte »: the mail address and its state, the password, what happened lately, and from which devices. */
import { html } from 'hono/html';
import type { SeenAccount, SeenAddress } from '../../actions/look-at-account.ts';
import { PATHS } from '../../journey/plan.ts';
import { activitySentence, deviceName } from '../../rules/account-activity.ts';
import { parisMoment } from '../../rules/paris-time.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { addressInWords, mailAgainForm } from '../address/address-state.ts';
import { type AccountFrame, renderAccountPage } from '../frame.ts';

export type AccountHomeView = SeenAccount & { frame: AccountFrame; mailToken: string };

export function accountHomePage(site: Site, view: AccountHomeView): Html {
  return renderAccountPage(site, view.frame, {
    title: 'Mon compte',
    at: PATHS.account,
    main: html`<div class="card">
<h1>Mon compte</h1>
<p class="outcome outcome-good">Vous êtes connecté à votre ${site.brand.account.name}.</p>
${address(view.address, view.mailToken)}
${password(view.passwordChangedAt)}
${activity(view.activity)}
${sessions(view.sessions)}
</div>`,
  });
}

function address(seen: SeenAddress, mailToken: string): Html {
  const isToVerify = seen.current.state === 'toVerify' && seen.pending === undefined;
  return html`<h2>Mon adresse mail</h2>
${addressInWords(seen)}
${isToVerify ? mailAgainForm(mailToken) : ''}
<p class="under-field"><a href="${PATHS.accountAddress}">Changer mon adresse mail</a></p>`;
}

function password(changedAt: Date | undefined): Html {
  const when =
    changedAt === undefined
      ? 'Votre mot de passe n’a pas été modifié ici.'
      : html`Votre mot de passe a été modifié le <span class="instant">${parisMoment(changedAt)}</span> (heure de Paris).`;
  return html`<h2>Mon mot de passe</h2>
<p>${when}</p>
<p class="under-field"><a href="${PATHS.accountPassword}">Changer mon mot de passe</a></p>`;
}

function activity(seen: SeenAccount['activity']): Html {
  return html`<h2>Ce qui s’est passé sur mon compte</h2>
<p class="hint">Du plus récent au plus ancien, à l’heure de Paris.</p>
<ul class="events">${seen.map(
    ({ kind, at, device }) =>
      html`<li><span class="instant">${parisMoment(at)}</span> – ${activitySentence(kind)}${device === undefined ? '' : ` (${deviceName(device)})`}</li>\n`,
  )}</ul>
<p>Vous voyez quelque chose que vous n’avez pas fait\u00a0? <a href="${PATHS.accountPassword}">Changez votre mot de passe</a>\u00a0: cela déconnecte tous les autres appareils.</p>`;
}

function sessions(seen: SeenAccount['sessions']): Html {
  const others = seen.length - 1;
  const elsewhere = others === 1 ? 'un autre endroit' : `${others}\u00a0autres endroits`;
  const sentence =
    others < 1 ? 'Vous n’êtes connecté que sur cet appareil.' : `Vous êtes aussi connecté à ${elsewhere}.`;
  return html`<h2>Mes connexions</h2>
<p>${sentence}</p>
<p class="under-field"><a href="${PATHS.accountSessions}">Voir mes connexions</a></p>`;
}
