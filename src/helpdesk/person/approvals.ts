/** What this agent asked another to agree to, in the case: whether it was answered, and the code to take once it was agreed to. */
import { html } from 'hono/html';
import type { Approval } from '../../database/agent-approvals.ts';
import { type ApprovedDeed, approvalState } from '../../rules/four-eyes.ts';
import { parisHour } from '../../rules/paris-time.ts';
import type { Html } from '../../web/page.ts';
import { HELPDESK_PATHS } from '../plan.ts';

const NAMES: Record<ApprovedDeed, string> = {
  code: 'Code provisoire',
  address: 'Nouvelle adresse mail',
};

/** One that still waits, or that was agreed to and not taken: nothing more is asked for meanwhile. */
export function isOpen(approvals: readonly Approval[], deed: ApprovedDeed): boolean {
  return approvals.some(one => one.deed === deed && ['waiting', 'agreed'].includes(approvalState(one)));
}

/** @param take the form by which an agreed code is taken */
export function approvalLines(
  approvals: readonly Approval[],
  { caseRef, take }: { caseRef: string; take: Html },
): Html {
  const latest = (['code', 'address'] as const).flatMap(
    deed => approvals.find(one => one.deed === deed) ?? [],
  );
  return html`${latest.map(
    one => html`<div class="notice notice-information" role="status"><p>${sentence(one)}</p>
${approvalState(one) === 'waiting' ? html`<p><a href="${HELPDESK_PATHS.cases}/${caseRef}">Recharger le dossier</a></p>` : ''}</div>
${one.deed === 'code' && approvalState(one) === 'agreed' ? take : ''}`,
  )}`;
}

function sentence(approval: Approval): Html {
  const { deed, askedAt, expiresAt, answeredAt = askedAt } = approval;
  const hour = (at: Date) => html`<span class="instant">${parisHour(at)}</span>`;
  const state = approvalState(approval);
  switch (state) {
    case 'waiting':
      return html`${NAMES[deed]}\u00a0: demandé à ${hour(askedAt)}. Un autre agent doit accepter avant ${hour(expiresAt)}. Gardez la personne en ligne.`;
    case 'agreed':
      return html`${NAMES[deed]}\u00a0: accepté à ${hour(answeredAt)}. Affichez-le avant ${hour(expiresAt)}\u00a0: il ne s’affiche qu’une fois.`;
    case 'refused':
      return html`${NAMES[deed]}\u00a0: refusé à ${hour(answeredAt)} par un autre agent. Rien n’a été fait.`;
    case 'done':
      return deed === 'code'
        ? html`${NAMES[deed]}\u00a0: accepté à ${hour(answeredAt)}, et affiché.`
        : html`${NAMES[deed]}\u00a0: accepté à ${hour(answeredAt)}. Un mail est parti à cette adresse. La personne doit y cliquer et donner sa date de naissance.`;
    default:
      return state satisfies never;
  }
}
