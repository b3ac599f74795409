/** What « Mon compte » says of the mail address, wherever it does: proved, to be proved, too fresh for a renewal (norm RST-7). */
import { html } from 'hono/html';
import type { SeenAddress } from '../../actions/look-at-account.ts';
import { PATHS } from '../../journey/plan.ts';
import type { AddressState } from '../../rules/address-state.ts';
import { parisDate, parisHourFrom, parisMoment } from '../../rules/paris-time.ts';
import type { Html } from '../../web/page.ts';

/** The purpose of the form below. */
export const ADDRESS_MAIL = 'mail-de-validation';

/** In clear: whoever sees a mistyped letter here mends it before the day that a renewal needs it. */
export function addressInWords({ current, pending }: SeenAddress): Html {
  return html`${currentInWords(current)}
${
  pending === undefined
    ? ''
    : html`<p>Nouvelle adresse, <strong>pas encore validée</strong>\u00a0: <span class="address">${pending.mailAddress}</span>. Vous l’avez donnée le <span class="instant">${parisMoment(pending.since)}</span>. Elle servira quand vous aurez ouvert le mail qui lui a été envoyé.</p>`
}`;
}

function currentInWords(address: AddressState): Html {
  switch (address.state) {
    case 'none':
      return html`<p>Votre compte n’a pas d’adresse mail. Sans elle, vous ne pourrez pas renouveler votre mot de passe par mail.</p>`;
    case 'toVerify':
      return html`<p><span class="address">${address.mailAddress}</span>\u00a0: <strong>à valider</strong>.</p>
<p>Tant qu’elle n’est pas validée, vous ne pourrez pas renouveler votre mot de passe par mail.</p>`;
    case 'verified':
      return html`<p><span class="address">${address.mailAddress}</span>\u00a0: <strong>validée</strong>.</p>`;
    case 'held':
      return html`<p><span class="address">${address.mailAddress}</span>\u00a0: <strong>validée</strong>.</p>
<p>Elle vient d’être changée. Pour votre sécurité, elle permettra de renouveler votre mot de passe à partir du <span class="instant">${parisDate(address.until)} à ${parisHourFrom(address.until)}</span> (heure de Paris).</p>`;
    default:
      return address satisfies never;
  }
}

export function mailAgainForm(formToken: string): Html {
  return html`<form method="post" action="${PATHS.accountAddressMail}">
<input type="hidden" name="jeton" value="${formToken}">
<p class="actions"><button class="button button-secondary" type="submit">Recevoir un nouveau mail</button></p>
</form>`;
}
