/** What agents did in the console, as the journal reads it out. An agent is a mark, the same in all that this agent did. */
import { CASE_DEEDS, CASE_REASONS } from './agent-case.ts';
import { roleName } from './agent-role.ts';
import type { AuditEvent } from './audit-events.ts';
import { APPROVED_DEEDS } from './four-eyes.ts';
import { parisMoment } from './paris-time.ts';

export type OfCases = Extract<AuditEvent, { detail: { agent: string } }>;
type OfAgents = OfCases | Extract<AuditEvent, { event: `agent${string}` }>;

const READ = { shown: 'lu', exported: 'exporté', verified: 'vérifié' } as const;
const ASKED_BY = {
  number: 'par le numéro',
  address: 'par l’adresse mail',
  sharedAddress: 'par une adresse mail que plusieurs comptes ont',
} as const;

const ANSWERED = { agreed: 'acceptée', refused: 'refusée' } as const;

export function agentSentence(told: OfAgents): string {
  switch (told.event) {
    case 'agentSignedIn':
      return told.detail.role === 'none'
        ? 'Console\u00a0: identité connue, mais sans rôle, entrée refusée.'
        : `Console\u00a0: entrée (${roleName(told.detail.role)}).`;
    case 'agentSignedOut':
      return 'Console\u00a0: sortie.';
    default:
      return caseSentence(told);
  }
}

function caseSentence(told: OfCases): string {
  const who = `Console, agent ${told.detail.agent}\u00a0:`;
  switch (told.event) {
    case 'caseOpened':
      return `${who} dossier ouvert ${ASKED_BY[told.detail.by]}, motif «\u00a0${CASE_REASONS[told.detail.reason]}\u00a0».`;
    case 'insuredCaseOpened':
      return `${who} assuré sans compte, dossier ouvert ${ASKED_BY[told.detail.by]}, motif «\u00a0${CASE_REASONS[told.detail.reason]}\u00a0».`;
    case 'caseNotFound':
      return `${who} personne cherchée ${ASKED_BY[told.detail.by]} et non trouvée, motif «\u00a0${CASE_REASONS[told.detail.reason]}\u00a0».`;
    case 'callerVerified':
      return `${who} date de naissance dite par l’appelant, exacte.`;
    case 'callerNotVerified':
      return `${who} date de naissance dite par l’appelant, fausse.`;
    case 'personRevealed':
      return `${who} numéro et adresse mail affichés en clair.`;
    case 'caseDeed':
      return `${who} ${CASE_DEEDS[told.detail.deed]}.`;
    case 'approvalAsked':
      return `${who} ${APPROVED_DEEDS[told.detail.deed]}, demande faite à un second agent.`;
    case 'approvalRevealed':
      return `${who} adresse proposée affichée en clair, avant de répondre.`;
    case 'approvalAnswered':
      return `${who} ${APPROVED_DEEDS[told.detail.deed]}, demande de l’agent ${told.detail.asker} ${ANSWERED[told.detail.answer]}.`;
    case 'journalRead':
      return `${who} journal ${READ[told.detail.how]}.`;
    case 'blockLifted':
      return `${who} blocage levé (il allait jusqu’au ${parisMoment(new Date(told.detail.until))}).`;
    default:
      return told satisfies never;
  }
}
