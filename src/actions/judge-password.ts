/**
 * Whether a typed password may be somebody's: the rules of the house's profile, then the second typing. One place for all pages where a
 * password is chosen (étape 5, after a provisional code).
 */
import type { Person } from '../database/accounts.ts';
import { brokenRules, type PasswordRule } from '../rules/password-rules.ts';
import { isCommonPassword } from '../secrets/common-passwords.ts';
import type { ActionTools } from './tools.ts';

export type PasswordVerdict =
  | { outcome: 'acceptable' }
  | { outcome: 'refused'; broken: readonly PasswordRule[] }
  | { outcome: 'typedDifferently' };

export function judgePassword(
  { config }: Pick<ActionTools, 'config'>,
  { nir, dateOfBirth }: Pick<Person, 'nir' | 'dateOfBirth'>,
  typed: { password: string; repeated: string },
): PasswordVerdict {
  const isCommon = (password: string) => isCommonPassword(password, config.brand.passwordWords);
  const broken = brokenRules(config.passwordProfile, typed.password, { nir, dateOfBirth, isCommon });
  if (broken.length > 0) return { outcome: 'refused', broken };
  return { outcome: typed.password === typed.repeated ? 'acceptable' : 'typedDifferently' };
}
