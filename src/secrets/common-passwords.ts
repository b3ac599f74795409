/**
 * « Ne pas faire partie des mots de passe les plus utilisés » (étape 5; PWD-5, PWD-6): the list itself, which comes from
 * a package and is read in memory at start. No password and no digest of one ever leaves the server to be compared.
 * The French words are in `rules/common-passwords.ts`, the sentence in `rules/password-rules.ts`.
 */

import { dictionary } from '@zxcvbn-ts/language-common';
import { isFrenchCommonPassword } from '../rules/common-passwords.ts';

const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  dictionary['passwords-common'].map(password => password.toLowerCase()),
);

/**
 * Whether a password, compared whole and whatever its cases, is among the commonly used ones.
 *
 * @param ownWords the body's, of its brand
 */
export function isCommonPassword(password: string, ownWords: readonly string[]): boolean {
  return COMMON_PASSWORDS.has(password.toLowerCase()) || isFrenchCommonPassword(password, ownWords);
}
