/** « Ce n'était pas moi », for who comes without the link of a mail: how to open it, and the telephone (norm C-10). */
import { html } from 'hono/html';
import { PATHS } from '../../journey/plan.ts';
import { DISAVOWAL_LIFE_DAYS } from '../../rules/disavowal.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';

export function disavowHelpPage(site: Site): Html {
  const { account, office, phone } = site.brand;
  const call = html`appelez sans attendre ${office.name} au <a href="${phone.link}">${phone.shown}</a>`;
  return renderPage(site, {
    title: 'J’ai reçu un mail que je n’ai pas demandé',
    main: html`<div class="card">
<h1>J’ai reçu un mail que je n’ai pas demandé</h1>
<p>Chacun de nos mails sur votre mot de passe contient un lien «\u00a0Ce n’était pas moi\u00a0». Ouvrez-le depuis le mail, pendant ${DISAVOWAL_LIFE_DAYS}\u00a0jours. Une page vous dit ce qui va se passer, et demande votre date de naissance.</p>
<h2>Le mail «\u00a0renouveler mon mot de passe\u00a0»</h2>
<p>Quelqu’un a saisi votre numéro, votre date de naissance et votre adresse mail, peut-être par erreur. Votre mot de passe n’a pas changé, et votre ${account.name} reste sécurisé. «\u00a0Ce n’était pas moi\u00a0» annule le lien de ce mail.</p>
<h2>Le mail «\u00a0votre mot de passe a été modifié\u00a0»</h2>
<p>Si ce n’est pas vous, agissez tout de suite. «\u00a0Ce n’était pas moi\u00a0» protège votre ${account.name}\u00a0: l’ancien mot de passe ne sert plus, et tous les appareils sont déconnectés. Un nouveau mail vous permet ensuite de choisir un autre mot de passe.</p>
<h2>Vous ne pouvez pas ouvrir le mail\u00a0?</h2>
<p>Si vous n’avez plus ce mail, ou si son lien ne fonctionne pas, ${call}.</p>
<p>Nous ne vous demandons jamais votre mot de passe, ni par mail, ni par téléphone.</p>
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a></p>
</div>`,
  });
}
