/** « Mon compte », the mail address: what it is, another one, and the change that waits for its proof. */
import { html } from 'hono/html';
import type { SeenAddress } from '../../actions/look-at-account.ts';
import { PATHS } from '../../journey/plan.ts';
import { HOLD_HOURS } from '../../rules/address-hold.ts';
import { type FieldFault, faultOf, faultSummary, field, notice } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { type AccountFrame, renderAccountPage } from '../frame.ts';
import { CURRENT_PASSWORD } from '../sentences.ts';
import { addressInWords, mailAgainForm } from './address-state.ts';

export const NEW_ADDRESS = 'nouvelle-adresse';

export type AddressTokens = { change: string; mail: string; cancel: string };

export type AddressView = {
  frame: AccountFrame;
  tokens: AddressTokens;
  address: SeenAddress;
  typed: string;
  faults: readonly FieldFault[];
  message?: string | undefined;
};

export function addressPage(site: Site, view: AddressView): Html {
  const { current, pending } = view.address;
  return renderAccountPage(site, view.frame, {
    title: 'Mon adresse mail',
    at: PATHS.accountAddress,
    faulty: view.faults.length > 0 || view.message !== undefined,
    scripts: ['show-password.js'],
    main: html`<div class="card">
<h1>Mon adresse mail</h1>
${faultSummary(view.faults)}
${view.message ? notice(view.message, 'alert') : ''}
${addressInWords(view.address)}
${pending !== undefined || current.state === 'toVerify' ? mailAgainForm(view.tokens.mail) : ''}
${pending === undefined ? '' : cancelForm(view.tokens.cancel)}
${changeForm(view)}
</div>`,
  });
}

function cancelForm(formToken: string): Html {
  return html`<form method="post" action="${PATHS.accountAddressCancel}">
<input type="hidden" name="jeton" value="${formToken}">
<p class="actions"><button class="button button-secondary" type="submit">Annuler ce changement</button></p>
</form>`;
}

function changeForm({ tokens, typed, faults }: AddressView): Html {
  return html`<h2>Changer d’adresse mail</h2>
<p>Nous enverrons un mail à la nouvelle adresse. Elle remplacera l’ancienne quand vous aurez ouvert ce mail et suivi ce qu’il indique.</p>
<p>Ensuite, pendant ${HOLD_HOURS}\u00a0heures, elle ne permettra pas de renouveler votre mot de passe. L’ancienne adresse, si elle était validée, reçoit aussi un mail.</p>
<p class="hint">* Champs obligatoires</p>
<form method="post" action="${PATHS.accountAddress}" novalidate>
<input type="hidden" name="jeton" value="${tokens.change}">
${field({
  name: NEW_ADDRESS,
  label: 'Nouvelle adresse mail *',
  inputmode: 'email',
  hint: 'Par exemple\u00a0: prenom.nom@exemple.fr',
  value: typed,
  fault: faultOf(faults, NEW_ADDRESS),
  autocomplete: 'email',
})}
${currentPasswordField(faults)}
<p class="actions"><a class="button button-secondary" href="${PATHS.account}">Retourner à «\u00a0Mon compte\u00a0»</a>
<button class="button" type="submit">Valider la nouvelle adresse</button></p>
</form>`;
}

export function currentPasswordField(faults: readonly FieldFault[]): Html {
  return field({
    name: CURRENT_PASSWORD,
    label: 'Mot de passe actuel *',
    type: 'password',
    fault: faultOf(faults, CURRENT_PASSWORD),
    autocomplete: 'current-password',
  });
}

/** After « Recevoir un nouveau mail », and after a change was asked for. */
export function addressMailPage(
  site: Site,
  view: { frame: AccountFrame; mailToken: string; mailAddress: string },
): Html {
  return renderAccountPage(site, view.frame, {
    title: 'Ouvrez le mail de validation',
    at: PATHS.accountAddress,
    main: html`<div class="card">
<h1>Ouvrez le mail de validation</h1>
<p>Pour valider l’adresse <span class="address">${view.mailAddress}</span>, ouvrez le mail que nous envoyons à cette adresse, puis cliquez sur son bouton.</p>
<p>Vous ne le trouvez pas\u00a0? Attendez quelques minutes, puis regardez dans les courriers indésirables. <a href="${PATHS.helpMail}">Que faire si le mail n’arrive pas\u00a0?</a></p>
${mailAgainForm(view.mailToken)}
<p class="under-field"><a href="${PATHS.accountAddress}">L’adresse n’est pas la bonne\u00a0? Changez-la.</a></p>
</div>`,
  });
}
