/**
 * The document's last page, for the person: the mail did not come. Its checks in its order, then what the mail
 * provider or an antivirus may have done, then the phone.
 */
import { html } from 'hono/html';
import { BRAND } from '../../brand.ts';
import { type Html, renderPage } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { PATHS } from '../plan.ts';

type Provider = { name: string; advice: string };

const PROVIDERS: readonly Provider[] = [
  {
    name: 'Orange, Wanadoo',
    advice:
      'Regardez dans «\u00a0Indésirables\u00a0», puis dans votre liste rouge (Préférences, Filtres)\u00a0: elle peut supprimer nos mails sans vous le dire. Retirez-en l’expéditeur.',
  },
  {
    name: 'Outlook, Hotmail, Live',
    advice: 'Regardez dans «\u00a0Courrier indésirable\u00a0» et dans l’onglet «\u00a0Autre\u00a0».',
  },
  {
    name: 'Gmail',
    advice:
      'Regardez dans «\u00a0Spam\u00a0» et dans les onglets «\u00a0Promotions\u00a0» et «\u00a0Notifications\u00a0».',
  },
  {
    name: 'Free',
    advice: 'Regardez dans «\u00a0Indésirables\u00a0» ou «\u00a0Junk\u00a0» sur le webmail de Free.',
  },
  { name: 'SFR, Neuf', advice: 'Regardez dans «\u00a0Spam\u00a0» et vérifiez vos filtres.' },
  { name: 'La Poste', advice: 'Regardez dans «\u00a0Indésirables\u00a0».' },
];

export function mailHelpPage(site: Site): Html {
  return renderPage(site, {
    title: 'Je n’ai pas reçu le mail',
    main: html`<div class="card">
<h1>Je n’ai pas reçu le mail</h1>
<p>Le mail part en quelques secondes. Il peut mettre quelques minutes à arriver. Son lien est valable ${site.linkLifeMinutes} minutes.</p>
<h2>Vérifiez, dans cet ordre</h2>
<ol class="checks">
<li><strong>L’adresse mail.</strong> Est-elle exacte, et est-ce bien celle de votre ${BRAND.accountName}\u00a0? Le mail part toujours à l’adresse enregistrée dans le compte.</li>
<li><strong>Les courriels indésirables (spams).</strong> Cherchez le mail dans ce dossier.</li>
<li><strong>La recherche de votre boîte mail.</strong> Cherchez les mots «\u00a0Votre ${BRAND.accountName} – renouveler mon mot de passe\u00a0», ou l’expéditeur «\u00a0${BRAND.mailSenderName}\u00a0». Le mail peut être rangé dans un fil de discussion avec d’anciens messages.</li>
<li><strong>Le mail le plus récent.</strong> Si vous avez fait plusieurs demandes, seul le lien du dernier mail fonctionne. N’utilisez pas un ancien mail.</li>
<li><strong>Une autre adresse.</strong> Envoyez-vous un mail depuis une autre adresse, chez le même fournisseur ou chez un autre, pour savoir si votre boîte reçoit bien.</li>
<li><strong>Outlook sur ordinateur.</strong> Connectez-vous aussi au site de votre fournisseur d’accès\u00a0: le mail y est peut-être.</li>
</ol>
<h2>Chez votre fournisseur</h2>
<dl class="providers">${PROVIDERS.map(provider => html`<div><dt>${provider.name}</dt><dd>${provider.advice}</dd></div>\n`)}</dl>
<h2>Le mail est là, mais son lien ne s’ouvre pas</h2>
<p>Un antivirus, votre logiciel de messagerie ou votre fournisseur peut bloquer le lien. Copiez l’adresse écrite en entier dans le mail et collez-la dans la barre d’adresse de votre navigateur. Vous pouvez aussi ouvrir le mail sur un autre appareil.</p>
<h2>Toujours rien\u00a0?</h2>
<p>Appelez votre caisse au <a href="${BRAND.phoneLink}">${BRAND.phone}</a>.</p>
<p class="actions"><a class="button button-secondary" href="${PATHS.signIn}">Retourner à la page de connexion</a>
<a class="button" href="${PATHS.forgottenPassword}">Demander un nouveau mail</a></p>
</div>`,
  });
}
