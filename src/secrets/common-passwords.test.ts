/** The list of common passwords of étape 5 is there, large enough, and compares whole (PWD-5, PWD-6). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dictionary } from '@zxcvbn-ts/language-common';
import { brokenRules } from '../rules/password-rules.ts';
import { isCommonPassword } from './common-passwords.ts';

const REQUIRED_ENTRIES = 3000;

const about = {
  nir: '2550814168025',
  dateOfBirth: { year: 0, month: 0, day: 0 },
  isCommon: (password: string) => isCommonPassword(password, []),
};

/** With its first letter in upper case, as the policy wants one; other cases of the entry are refused alike. */
function capitalised(entry: string): string {
  return entry.replace(/[a-z]/, letter => letter.toUpperCase());
}

test('PWD-5: over 3000 entries of the list satisfy the documented policy and are refused for being common', () => {
  const refused = dictionary['passwords-common'].filter(entry => {
    const ids = brokenRules('documented', capitalised(entry), about).map(rule => rule.id);
    return ids.length === 1 && ids[0] === 'not-common';
  });
  assert.ok(new Set(refused).size >= REQUIRED_ENTRIES, `${refused.length} entries`);
});

for (const password of ['Trustno1', 'PASSWORD1', 'p@ssw0rd', 'Azerty123', 'Azerty123!', 'Motdepasse1']) {
  test(`PWD-5: « ${password} » is refused`, () => {
    assert.equal(isCommonPassword(password, []), true);
  });
}

test('PWD-5: a common password inside a long passphrase is no fault', () => {
  assert.equal(isCommonPassword('Trustno1 chante sous la pluie', []), false);
  assert.equal(isCommonPassword('bateau-vert-motdepasse1-lampe', []), false);
});
