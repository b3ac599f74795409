/**
 * What is counted (norm LOG-8): all that the journal tells, and what it leaves out because it concerns nobody in particular:
 * a code wrongly copied, an invented link, a limit that is reached. As in the journal, no fact can hold what anybody typed.
 */
import type { AuditEvent } from './audit-events.ts';
import type { CountedBy } from './quota-table.ts';

/** copied: seen or heard, nobody can tell which. withoutCopying: the browser computed instead. */
export const CODE_WAYS = ['copied', 'withoutCopying'] as const;
export type CopyWay = (typeof CODE_WAYS)[number];
export const CODE_ENDINGS = [
  'right',
  'repeated',
  'codeMissing',
  'codeWrong',
  'codeExpired',
  'codeUsed',
] as const;

/** What a limit was on. */
export const LIMITED = [
  'request',
  'unknownLink',
  'signIn',
  'creation',
  'provisionalCode',
  'addressMail',
  'addressChange',
  'answer',
  'proof',
] as const;

/** Those of the form session and of the client are not told apart for answers and proofs. */
export type LimitReachedBy = CountedBy | 'sessionOrClient';

export type Fact =
  | AuditEvent
  | {
      event: 'codeJudged';
      detail: { way: CopyWay; ending: (typeof CODE_ENDINGS)[number] };
    }
  | { event: 'unknownLinkOpened'; detail: Record<string, never> }
  | { event: 'limitReached'; detail: { limited: (typeof LIMITED)[number]; by: LimitReachedBy } }
  /** The mail server has the mail of étape 4. */
  | { event: 'renewalMailLeft'; detail: { askedAt: Date; at: Date } }
  /** Étape 6. */
  | { event: 'renewed'; detail: { askedAt: Date; at: Date } };
