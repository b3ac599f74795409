/**
 * Étape 2, « Recopiez les caractères de l'image ou de l'extrait sonore »: the picture, the document's arrow and
 * microphone, and a way for who can neither read nor listen (norms A11Y-1 to A11Y-6). Without script the arrow submits
 * the form, the sound is a player and a link, and the last resort is the phone. What works with a script alone is made
 * by it: a text browser, which knows neither scripts nor `hidden`, shows no dead button.
 */
import { html, raw } from 'hono/html';
import { minutes } from '../../rules/paris-time.ts';
import { field, notice } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { type CodeForm, codePathsOf } from './code-binding.ts';

/** The code to copy: a picture to read, or a right answer or proof kept while another field is mended. */
export type CodeView =
  | { code: 'toCopy'; token: string; isNew?: boolean }
  | { code: 'kept'; token: string; proof: string };

/** Its size and its lines are written here too, for who has no styles. */
const icon = (shapes: string) =>
  raw(
    `<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" aria-hidden="true" focusable="false">${shapes}</svg>`,
  );

/** The document's « flèche ». */
const ARROW = icon('<path d="M20 12a8 8 0 1 1-2.6-5.9M20 3v5h-5"/>');
/** The document's « microphone ». */
const MICROPHONE = icon(
  '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M6 11a6 6 0 0 0 12 0M12 17v4M8 21h8"/>',
);

export function codeFieldset(
  site: Site,
  code: CodeView,
  { form, fault }: { form: CodeForm; fault: string | undefined },
): Html {
  if (code.code === 'kept') {
    return html`<input type="hidden" name="code-jeton" value="${code.token}">
<input type="hidden" name="preuve" value="${code.proof}">
${notice('Le code est vérifié\u00a0: vous n’avez plus à vous en occuper.')}`;
  }
  const paths = codePathsOf(form);
  const address = `${paths.code}/${code.token}`;
  return html`${enterKey(form)}<fieldset class="code" id="code-a-recopier" data-new-code="${paths.code}">
<legend>Recopiez les caractères de l’image ou de l’extrait sonore</legend>
<input type="hidden" name="code-jeton" value="${code.token}">
<div class="code-picture">
<img src="${address}/image.png" width="220" height="80" alt="Code de sécurité\u00a0: 6 caractères à recopier. Vous pouvez aussi l’écouter.">
<div class="code-ways">
<button class="button button-secondary" type="submit" name="nouveau-code">${ARROW} Nouveau code</button>
</div>
</div>
<noscript class="code-sounds">${player('Écouter le code', `${address}/son.wav`)}${player('Écouter plus lentement', `${address}/son-lent.wav`)}</noscript>
<p role="status" class="hint" id="code-etat" data-minutes="${minutes(site.codeLifeMinutes)}">${code.isNew ? 'Nouveau code affiché. ' : ''}Code valable ${minutes(site.codeLifeMinutes)}. Vous pouvez en demander un autre\u00a0: rien de ce que vous avez saisi n’est perdu.</p>
${field({
  name: 'code',
  label: 'Caractères lus ou entendus *',
  hint: '6 caractères, en majuscules ou en minuscules. Il n’y a ni zéro ni lettre\u00a0O.',
  fault,
  autocomplete: 'off',
})}
${withoutCopying(site, paths.proof)}
</fieldset>`;
}

/**
 * The Enter key presses the first button of a form: without this copy, « Nouveau code ». With styles it is rendered, out
 * of sight, because Safari passes over what is not; without styles `hidden` keeps it away.
 */
function enterKey({ submit }: CodeForm): Html {
  return html`<button class="enter-key visually-hidden" type="submit" tabindex="-1" aria-hidden="true" hidden>${submit}</button>`;
}

/**
 * Without script: the browser's own player, which leaves the page and what was typed where they are, and a link for
 * browsers that have none. The script makes its buttons of these links.
 */
function player(name: string, address: string): Html {
  return html`<p class="link-alone"><a href="${address}" download>${MICROPHONE} ${name}</a></p><audio controls preload="none" src="${address}" aria-label="${name}"></audio>`;
}

/** Made by the script, which alone can do the work; without it, the phone. */
function withoutCopying(site: Site, proof: string): Html {
  return html`<div class="without-copying" id="sans-copier" data-challenge="${proof}" data-help="Appelez ${site.brand.office.name} au ${site.brand.phone.shown}." hidden></div>
<noscript><p class="hint">Vous ne pouvez ni lire ni écouter le code\u00a0? Appelez ${site.brand.office.name} au ${site.brand.phone.shown}.</p></noscript>`;
}
