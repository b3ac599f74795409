/** Étape 6, « son nouveau mot de passe est enregistré »: date and hour in full, and the way to sign in. */
import { html } from 'hono/html';
import type { SessionBeside } from '../../actions/session-beside.ts';
import { parisHour, parisLongDate } from '../../rules/paris-time.ts';
import { notice } from '../../web/fields.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';

/** It was not used and is not ended: it is somebody else's, or another account of the same person's (norm RST-4). */
const OTHER_ACCOUNT =
  'Dans ce navigateur, vous restez connecté à un autre compte, dont le mot de passe n’a pas changé. Déconnectez-vous si vous n’êtes pas seul à utiliser cet appareil.';

export function savedPage(site: Site, view: { changedAt: Date; beside?: SessionBeside }): Html {
  return renderPage(site, {
    title: 'Nouveau mot de passe enregistré',
    main: html`<div class="card">
<h1>Renouvellement de mot de passe</h1>
<p class="outcome outcome-good">Votre nouveau mot de passe a bien été enregistré.</p>
<p>Il a été changé le ${parisLongDate(view.changedAt)} à ${parisHour(view.changedAt)} (heure de Paris).</p>
<p>Vous recevez aussi un mail qui vous en informe. Par sécurité, ce compte a été déconnecté de tous les appareils, celui-ci compris.</p>
${view.beside === 'otherAccount' ? notice(OTHER_ACCOUNT) : ''}
<p>Si ce n’est pas vous qui avez fait ce changement, appelez sans attendre ${site.brand.office.name} au <a href="${site.brand.phone.link}">${site.brand.phone.shown}</a>.</p>
<p>Pour vous connecter, saisissez votre numéro de sécurité sociale et ce nouveau mot de passe.</p>
<p class="actions"><a class="button" href="${PATHS.signIn}">Me connecter avec mon nouveau mot de passe</a></p>
</div>`,
  });
}
