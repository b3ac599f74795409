/**
 * « Créez votre compte »: what was typed is compared with the register of insured people, then who sees what. Not in SQL, so
 * that the statements are the same for everybody. Who has an account is told so only with a name and a date of
 * birth that are right (norms ENU-1, ENU-4, ENU-9).
 */
import { type DateOfBirth, sameDateOfBirth } from './date-of-birth.ts';
import { type RegisteredNames, sameNames, type TypedNames } from './person-name.ts';
import type { AnswerPolicy } from './renewal-answer.ts';

/** free: this person is in the register and has no account. */
export type CreationFinding = 'free' | 'taken' | 'otherData' | 'unknown';

/** The page that follows: `noted` is the same for everybody. */
export type CreationPage = 'created' | 'taken' | 'noMatch' | 'noted';

type Registered = RegisteredNames & { dateOfBirth: DateOfBirth };
type Typed = TypedNames & { dateOfBirth: DateOfBirth };

/** All comparisons are always made. */
export function findCreation(
  registered: Registered | undefined,
  hasAccount: boolean,
  typed: Typed,
): CreationFinding {
  const compared = registered ?? NOBODY;
  const isName = sameNames(compared, typed);
  const isDate = sameDateOfBirth(compared.dateOfBirth, typed.dateOfBirth);
  if (registered === undefined) return 'unknown';
  if (!isName || !isDate) return 'otherData';
  return hasAccount ? 'taken' : 'free';
}

const NOBODY: Registered = {
  birthName: 'Personne',
  usualName: null,
  givenNames: 'Nul',
  dateOfBirth: { year: 1900, month: 1, day: 1 },
};

const PAGES: Record<CreationFinding, CreationPage> = {
  free: 'created',
  taken: 'taken',
  otherData: 'noMatch',
  unknown: 'noMatch',
};

export function whatCreationSays(finding: CreationFinding, policy: AnswerPolicy): CreationPage {
  return policy === 'neutral' ? 'noted' : PAGES[finding];
}
