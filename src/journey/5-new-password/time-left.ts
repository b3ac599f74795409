/**
 * Étape 5: until when the link lives, and more time for who needs it (norms C-4, A11Y-12). All is text and a form; the
 * script `time-left.js` adds the warning of a page that stands open, and keeps what is typed. What is said about the time
 * is one status message, told anew when it changes.
 */
import { html } from 'hono/html';
import {
  EXTENSION_MINUTES,
  EXTENSIONS_MAX,
  type TimeLeft,
  WARNING_MINUTES,
  WARNING_SECONDS,
} from '../../rules/more-time.ts';
import type { Html } from '../../web/page.ts';
import { PATHS } from '../plan.ts';

/** Where the page is come back to once there is more time. */
export const TIME_LEFT_ID = 'delai';

export function timeLeftNotice(time: TimeLeft, form: { formToken: string; link: string }): Html {
  return html`<div class="notice time-left" id="${TIME_LEFT_ID}" tabindex="-1" data-page="${PATHS.newPassword}" data-seconds-left="${time.secondsLeft}" data-warning-seconds="${WARNING_SECONDS}">
<div role="status">${time.isNearlyOver ? WARNING : ''}
<p>Vous avez ${time.extensions > 0 ? 'maintenant ' : ''}jusqu’à <strong class="instant">${time.until}</strong> pour choisir votre mot de passe. ${moreTimeSentence(time)}</p>
</div>
<template>${WARNING}</template>
${time.extensionsLeft > 0 ? moreTimeForm(form) : ''}
</div>`;
}

const WARNING = html`<p class="time-warning"><strong>Il vous reste moins de ${WARNING_MINUTES}\u00a0minutes.</strong></p>`;

function moreTimeSentence({ extensionsLeft }: TimeLeft): Html | string {
  if (extensionsLeft === 0)
    return html`Ce délai ne peut plus être prolongé. S’il ne suffit pas, <a href="${PATHS.forgottenPassword}">demandez un nouveau mail</a>.`;
  const still = extensionsLeft === EXTENSIONS_MAX ? '' : 'encore ';
  return `S’il vous faut plus de temps, ce délai peut ${still}être prolongé ${extensionsLeft}\u00a0fois, de ${EXTENSION_MINUTES}\u00a0minutes.`;
}

function moreTimeForm({ formToken, link }: { formToken: string; link: string }): Html {
  return html`<form method="post" action="${PATHS.moreTime}">
<input type="hidden" name="jeton" value="${formToken}">
<input type="hidden" name="lien" value="${link}">
<p class="hint">Utilisez ce bouton avant de saisir votre mot de passe\u00a0: ensuite, il faudrait le saisir à nouveau.</p>
<button class="button button-secondary" type="submit">J’ai besoin de plus de temps</button>
</form>`;
}
