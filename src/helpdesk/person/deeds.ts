/** What an agent may do for a caller who was verified: a button each, and what it changed, in a sentence to read aloud. */
import { html } from 'hono/html';
import type { CloseSessionsForCallerOutcome } from '../../actions/close-sessions-for-caller.ts';
import type { CorrectAddressOutcome } from '../../actions/correct-address.ts';
import type { GiveCodeOutcome } from '../../actions/give-code.ts';
import type { LiftBlockOutcome } from '../../actions/lift-block.ts';
import type { SendAgainOutcome } from '../../actions/send-again.ts';
import type { TakeApprovedCodeOutcome } from '../../actions/take-approved-code.ts';
import { mayDo } from '../../rules/agent-role.ts';
import { needsTwo } from '../../rules/four-eyes.ts';
import { parisHour, parisMoment } from '../../rules/paris-time.ts';
import { codeGroups, spellOut } from '../../rules/provisional-code.ts';
import { faultOf, field, notice } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import { HELPDESK_PATHS } from '../plan.ts';
import { approvalLines, isOpen } from './approvals.ts';
import type { PersonView } from './page.ts';

export const DEEDS = {
  reveal: 'en-clair',
  liftBlock: 'lever-le-blocage',
  sendAgain: 'renvoyer',
  giveCode: 'code-provisoire',
  takeCode: 'code-accepte',
  closeSessions: 'fermer-les-connexions',
  correctAddress: 'adresse',
} as const;

export const ADDRESS_FIELD = 'nouvelle-adresse';

export function caseForm(
  view: { agentCase: { ref: string }; formToken: string },
  deed: string,
  inner: Html,
): Html {
  return html`<form method="post" action="${HELPDESK_PATHS.cases}/${view.agentCase.ref}/${deed}" novalidate>
<input type="hidden" name="jeton" value="${view.formToken}">
${inner}</form>
`;
}

const button = (label: string, weight: 'first' | 'second' = 'second'): Html =>
  html`<p class="actions"><button class="button${weight === 'second' ? ' button-secondary' : ''}" type="submit">${label}</button></p>`;

/** Only what makes sense of this account, and only to whom the role allows it. */
export function deedForms(view: PersonView): Html {
  const { role } = view.atWork.agent;
  const { blockedUntil, mailCase, sessionsOpen } = view.facts;
  const reveal =
    mayDo(role, 'reveal') && !view.person.inClear
      ? caseForm(view, DEEDS.reveal, button('Afficher le numéro et l’adresse en clair'))
      : '';
  if (!mayDo(role, 'act')) return html`${reveal}`;
  return html`<div class="deeds">${[
    blockedUntil === undefined ? '' : caseForm(view, DEEDS.liftBlock, button('Lever le blocage', 'first')),
    mailCase.address === 'verified' ? caseForm(view, DEEDS.sendAgain, button('Envoyer un nouveau mail')) : '',
    isOpen(view.approvals, 'code') ? '' : caseForm(view, DEEDS.giveCode, button(codeLabel(view))),
    sessionsOpen === 0 ? '' : caseForm(view, DEEDS.closeSessions, button('Fermer toutes les connexions')),
    reveal,
  ]}</div>
${correction(view)}`;
}

/** What another agent was asked, beside the caller: that is what the person on the phone waits for. */
export function approvalForms(view: PersonView): Html {
  const take = caseForm(view, DEEDS.takeCode, button('Afficher le code accepté', 'first'));
  return approvalLines(view.approvals, { caseRef: view.agentCase.ref, take });
}

const codeLabel = ({ fourEyes }: PersonView) =>
  needsTwo(fourEyes, 'code') ? 'Demander un code provisoire (à valider)' : 'Donner un code provisoire';

function correction(view: PersonView): Html {
  const isAsked = needsTwo(view.fourEyes, 'address');
  const hasNone = view.facts.mailCase.address === 'none';
  const fault = faultOf(view.faults, ADDRESS_FIELD);
  return html`<details${fault === undefined ? '' : html` open`}><summary>${hasNone ? 'Ajouter une adresse mail' : 'Corriger l’adresse mail'}</summary>
<p>${isAsked ? 'Un autre agent doit d’abord l’accepter. ' : ''}Elle sera validée par un mail envoyé à la nouvelle adresse.${hasNone ? '' : ' L’ancienne est prévenue.'} Pendant 24\u00a0heures, aucun mail de renouvellement n’y part.</p>
${caseForm(
  view,
  DEEDS.correctAddress,
  html`${field({
    name: ADDRESS_FIELD,
    label: 'Nouvelle adresse mail',
    hint: 'Faites-la épeler, puis relisez-la.',
    fault,
    inputmode: 'email',
    autocomplete: 'off',
  })}${button(isAsked ? 'Demander cette correction (à valider)' : 'Enregistrer l’adresse')}`,
)}</details>`;
}

export function blockLifted(ended: LiftBlockOutcome): string {
  return ended.outcome === 'lifted'
    ? 'Le blocage est levé\u00a0: une nouvelle demande peut être faite.'
    : 'Il n’y a pas de blocage\u00a0: une nouvelle demande peut être faite.';
}

export function sentAgain(ended: SendAgainOutcome): string {
  return ended.outcome === 'sent'
    ? 'Un nouveau mail part à l’adresse validée du compte. Seul ce mail sera valable.'
    : 'Aucun mail ne peut partir\u00a0: le compte n’a pas d’adresse validée, ou elle vient d’être changée.';
}

export function sessionsClosed({ sessions }: CloseSessionsForCallerOutcome): string {
  return sessions === 0
    ? 'Aucune connexion n’était ouverte.'
    : `Connexions fermées\u00a0: ${sessions}. Le mot de passe n’a pas changé.`;
}

export function addressCorrected(ended: CorrectAddressOutcome): string {
  switch (ended.outcome) {
    case 'asked':
      return 'Un mail part à la nouvelle adresse. La personne doit y cliquer et donner sa date de naissance.';
    case 'sameAddress':
      return 'C’est déjà l’adresse du compte.';
    case 'toApprove':
      return toApprove(ended.until);
    default:
      return ended satisfies never;
  }
}

const toApprove = (until: Date) =>
  `Demandé : rien n’est fait avant qu’un autre agent accepte, jusqu’à ${parisHour(until)}.`;

/** Shown once, with each sign said. */
export function codeGiven(ended: GiveCodeOutcome | TakeApprovedCodeOutcome): Html {
  switch (ended.outcome) {
    case 'issued':
      return html`<section class="say" aria-labelledby="code"><h2 id="code">Code provisoire à dicter</h2>
<p class="code-given"><strong>${codeGroups(ended.code).join(' ')}</strong></p>
<ol>${spellOut(ended.code).map(line => html`<li>${line}</li>`)}</ol>
<p>Il sert une fois, jusqu’au ${parisMoment(ended.expiresAt)}. Il ne sera plus affiché. Il se saisit à la place du mot de passe.${ended.ownerTold ? ' Le titulaire est prévenu par mail.' : ''}</p></section>`;
    case 'tooMany':
      return notice(
        `Assez de codes ont été donnés pour ce compte. Réessayez après le ${parisMoment(ended.until)}.`,
        'alert',
      );
    case 'noAccount':
      return notice('Ce compte n’existe plus.', 'alert');
    case 'toApprove':
      return notice(toApprove(ended.until));
    case 'notAgreed':
      return notice('Aucun code n’est à afficher : il l’a déjà été, ou l’accord est trop ancien.', 'alert');
    default:
      return ended satisfies never;
  }
}
