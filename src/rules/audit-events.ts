/**
 * What the journal tells (norm LOG-1): each event and the little that is said of it. A detail holds references of our own
 * rows, figures, and words of closed lists: nothing that anybody typed can stand there (norms LOG-2, RGP-3). Events that
 * concern nobody in particular, as a code wrongly copied or an invented link, are counted elsewhere and not told here.
 * What one person could repeat without end is told once: a block, not each press while it lasts.
 */
import type { CaseDeed, CaseReason } from './agent-case.ts';
import type { AgentRole } from './agent-role.ts';
import type { DeliveryAnswer } from './delivery-answers.ts';
import type { ApprovalAnswer, ApprovedDeed } from './four-eyes.ts';
import type { PasswordRule } from './password-rules.ts';
import type { CountedBy } from './quota-table.ts';
import type { RequestFinding } from './renewal-answer.ts';
import type { MailKind, ReportEnding } from './request-timeline.ts';

type Nothing = Record<string, never>;

/** ISO 8601, UTC: of our own clock. */
type Instant = string;

/** Why a link that we know was worth nothing any more. */
export type DeadLink =
  | 'expired'
  | 'usedHere'
  | 'used'
  | 'replaced'
  | 'passwordChanged'
  | 'addressChanged'
  | 'disavowed';

/** Which limit turned somebody away: that of étape 3bis, case 2, by number and date, or one of the others. */
export type AuditedLimit = 'person' | CountedBy;

/** The operator's commands that show or change something. */
export type AuditedCommand =
  | 'accounts show'
  | 'accounts export'
  | 'requests show'
  | 'audit show'
  | 'register show';

/** Who gives a provisional code. */
export type CodeIssuer = 'command' | 'agent';

export type PurgedTable =
  | 'code_answers'
  | 'quotas'
  | 'request_limits'
  | 'sign_in_limits'
  | 'sessions'
  | 'provisional_codes'
  | 'account_activity'
  | 'other_addresses'
  | 'agent_sessions'
  | 'agent_approvals'
  | 'agent_cases'
  | 'mails'
  | 'renewal_links'
  | 'address_links'
  | 'renewal_requests'
  | 'disavowals'
  | 'audit_entries';

/** Where a person stands, besides the journal. */
export type ErasedTable =
  | Exclude<PurgedTable, 'audit_entries' | 'agent_sessions' | 'code_answers' | 'quotas'>
  | 'accounts'
  | 'verified_addresses'
  | 'bounced_addresses';

export type AuditEvent =
  | { event: 'requestAccepted'; detail: { finding: RequestFinding } }
  | { event: 'requestRepeated'; detail: { askedAt: Instant } }
  | { event: 'requestBlocked'; detail: { limit: AuditedLimit; until: Instant } }
  | {
      event: 'mailHandedOver' | 'mailDeferred' | 'mailRefused' | 'mailUnsure';
      detail: { kind: MailKind; mail: string; answer: DeliveryAnswer };
    }
  | { event: 'mailGivenUp'; detail: { kind: MailKind; request: string } }
  | { event: 'reportNoted'; detail: { ending: ReportEnding; mail: string; answer: DeliveryAnswer } }
  | { event: 'linkOpened'; detail: { link: string } }
  | { event: 'linkExtended'; detail: { link: string; extension: number } }
  | { event: 'linkRefused'; detail: { link: string; why: DeadLink } }
  | { event: 'passwordRefused'; detail: { link: string; rules: readonly PasswordRule['id'][] } }
  | { event: 'passwordChanged'; detail: { link: string; sessionsEnded: number } }
  | { event: 'signedIn' | 'signInFailed' | 'signedOut'; detail: Nothing }
  | { event: 'signInThrottled'; detail: { until: Instant | 'renewal' } }
  | { event: 'accountAdded'; detail: { addressVerified: boolean } }
  | { event: 'accountCreated'; detail: Nothing }
  | { event: 'accountNotCreated'; detail: { why: 'unknown' | 'otherData' | 'taken' } }
  | { event: 'addressChangeAsked' | 'addressVerified' | 'addressChanged'; detail: Nothing }
  | { event: 'addressChangeCancelled' | 'ownPasswordRefused'; detail: Nothing }
  | { event: 'codeIssued'; detail: { by: CodeIssuer; days: number } }
  | { event: 'signedInWithCode'; detail: Nothing }
  | { event: 'passwordChosen'; detail: { from: 'account' | 'code'; sessionsEnded: number } }
  | { event: 'sessionsClosed'; detail: { sessions: number } }
  | { event: 'linkDisavowed'; detail: { link: string } }
  | { event: 'changeDisavowed'; detail: { sessionsEnded: number } }
  | { event: 'agentSignedIn'; detail: { role: AgentRole | 'none' } }
  | { event: 'agentSignedOut'; detail: Nothing }
  | { event: 'caseOpened'; detail: { agent: string; by: 'number' | 'address'; reason: CaseReason } }
  | { event: 'insuredCaseOpened'; detail: { agent: string; by: 'number' | 'address'; reason: CaseReason } }
  | {
      event: 'caseNotFound';
      detail: { agent: string; by: 'number' | 'address' | 'sharedAddress'; reason: CaseReason };
    }
  | { event: 'callerVerified' | 'callerNotVerified' | 'personRevealed'; detail: { agent: string } }
  | { event: 'caseDeed'; detail: { agent: string; deed: CaseDeed } }
  | { event: 'approvalAsked' | 'approvalRevealed'; detail: { agent: string; deed: ApprovedDeed } }
  | {
      event: 'approvalAnswered';
      detail: { agent: string; asker: string; deed: ApprovedDeed; answer: ApprovalAnswer };
    }
  | { event: 'journalRead'; detail: { agent: string; how: 'shown' | 'exported' | 'verified' } }
  | { event: 'blockLifted'; detail: { agent: string; until: Instant } }
  | { event: 'personErased'; detail: Partial<Record<ErasedTable, number>> }
  | { event: 'accountsImported'; detail: { accounts: number } }
  | { event: 'registerImported'; detail: { people: number } }
  | { event: 'keysRotated'; detail: { rows: number } }
  | { event: 'purged'; detail: Partial<Record<PurgedTable, number>> }
  | { event: 'commandRun'; detail: { command: AuditedCommand } };

export type AuditEventName = AuditEvent['event'];
