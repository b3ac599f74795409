/** « À valider »: what other agents asked for, each with what is needed to judge it and nothing more: the person masked, who asks and why. */
import { html } from 'hono/html';
import type { AnswerApprovalOutcome } from '../../actions/answer-approval.ts';
import { CASE_REASONS } from '../../rules/agent-case.ts';
import { APPROVED_DEEDS } from '../../rules/four-eyes.ts';
import { maskMailAddress } from '../../rules/mail-address.ts';
import { maskNir } from '../../rules/nir.ts';
import { parisHour } from '../../rules/paris-time.ts';
import { notice } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { type AtWork, renderHelpdeskPage } from '../page.ts';
import { HELPDESK_PATHS } from '../plan.ts';
import type { ToApprove } from './list.ts';

export const ANSWERS = { agreed: 'accepter', refused: 'refuser', reveal: 'en-clair' } as const;

export type ApprovalsView = {
  atWork: AtWork;
  formToken: string;
  list: readonly ToApprove[];
  /** The one whose address is shown in clear. */
  revealed?: string | undefined;
  message?: string | undefined;
};

export function approvalsPage(site: Site, view: ApprovalsView): Html {
  return renderHelpdeskPage(site, {
    title: 'À valider',
    atWork: view.atWork,
    main: html`<div class="card">
<h1>À valider</h1>
${view.message === undefined ? '' : notice(view.message)}
<p>Un autre agent est au téléphone et attend votre réponse. Sans elle, rien n’est fait. L’appelant a dit la bonne date de naissance. En cas de doute, parlez à cet agent, ou refusez.</p>
${view.list.length === 0 ? html`<p>Rien n’attend votre réponse.</p>` : view.list.map((one, rank) => card(view, one, rank + 1))}
<p class="actions"><a class="button button-secondary" href="${HELPDESK_PATHS.approvals}">Recharger la liste</a></p>
</div>`,
  });
}

const TITLES = {
  code: 'Donner un code provisoire',
  address: 'Corriger l’adresse mail',
} as const;

function card(view: ApprovalsView, { approval, account }: ToApprove, rank: number): Html {
  const { deed, asker, reason, askedAt, expiresAt } = approval;
  return html`<section aria-labelledby="demande-${rank}"><h2 id="demande-${rank}">${rank}. ${TITLES[deed]}</h2>
<dl class="facts"><dt>Assuré</dt><dd>${maskNir(account.nir)}</dd>
<dt>Demandé par</dt><dd>${asker.name}, à <span class="instant">${parisHour(askedAt)}</span></dd>
<dt>Motif de l’appel</dt><dd>${CASE_REASONS[reason]}</dd>
${addresses(view, { approval, account })}<dt>Réponse possible</dt><dd>jusqu’à <span class="instant">${parisHour(expiresAt)}</span></dd></dl>
<div class="deeds">${answerForm(view, approval.ref, ANSWERS.agreed, html`<button class="button" type="submit">Accepter<span class="visually-hidden"> la demande ${rank}</span></button>`)}
${answerForm(view, approval.ref, ANSWERS.refused, html`<button class="button button-secondary" type="submit">Refuser<span class="visually-hidden"> la demande ${rank}</span></button>`)}
${
  approval.mailAddress === undefined || view.revealed === approval.ref
    ? ''
    : answerForm(
        view,
        approval.ref,
        ANSWERS.reveal,
        html`<button class="button button-secondary" type="submit">Lire l’adresse proposée<span class="visually-hidden"> de la demande ${rank}</span></button>`,
      )
}</div></section>
`;
}

function addresses(view: ApprovalsView, { approval, account }: ToApprove): Html {
  const { mailAddress, ref } = approval;
  if (mailAddress === undefined) return html``;
  const today = account.mailAddress === null ? 'aucune' : maskMailAddress(account.mailAddress);
  const proposed = view.revealed === ref ? mailAddress : maskMailAddress(mailAddress);
  return html`<dt>Adresse du compte</dt><dd>${today}</dd>
<dt>Adresse proposée</dt><dd>${proposed}</dd>
`;
}

function answerForm({ formToken }: ApprovalsView, ref: string, answer: string, inner: Html): Html {
  return html`<form method="post" action="${HELPDESK_PATHS.approvals}/${ref}/${answer}">
<input type="hidden" name="jeton" value="${formToken}">
<p class="actions">${inner}</p></form>`;
}

/** What became of an answer. */
export function answeredSentence(ended: AnswerApprovalOutcome): string {
  switch (ended.outcome) {
    case 'agreed':
      return ended.deed === 'code'
        ? 'Accepté. L’agent qui l’a demandé peut afficher le code, une fois.'
        : 'Accepté. Un mail part à la nouvelle adresse, et l’ancienne est prévenue.';
    case 'refused':
      return `Refusé (${APPROVED_DEEDS[ended.deed]}). L’agent qui l’a demandé le voit dans son dossier.`;
    case 'answeredBefore':
      return 'Cette demande a déjà une réponse.';
    case 'own':
      return 'Votre propre demande doit être validée par un autre agent.';
    case 'gone':
      return GONE;
    default:
      return ended satisfies never;
  }
}

export const GONE = 'Cette demande n’attend plus\u00a0: trop tard, ou remplacée par une autre.';
