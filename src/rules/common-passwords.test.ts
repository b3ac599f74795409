/** What the French choose, and the words of the service, are common passwords (étape 5; PWD-5, PWD-7). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFrenchCommonPassword } from './common-passwords.ts';

const OWN_WORDS = ['ameli', 'cpam'];

const COMMON = [
  ...[
    'azertyuiop',
    'Azerty123!',
    'AZERTY1234',
    'Motdepasse1',
    'M0tDeP@sse1',
    'Soleil01!',
    'Soleil!2024',
    'Doudou2026',
  ],
  ...['Marseille13', 'Chouchou123456', 'Noël2025', 'été2025!', 'Nicolas01!!', 'Nicolas@1985', 'Bonjour007'],
];

for (const password of COMMON) {
  test(`PWD-5: « ${password} » is a common French password`, () => {
    assert.equal(isFrenchCommonPassword(password, OWN_WORDS), true);
  });
}

const OF_THE_SERVICE = [
  'Ameli2026!',
  '@m€li123',
  'AMELI',
  'Assurance1',
  'M4ladie2025',
  'Secu1234',
  'Cpam75',
  'CarteVitale!',
];

for (const password of OF_THE_SERVICE) {
  test(`PWD-7: « ${password} » is made of a word of the service`, () => {
    assert.equal(isFrenchCommonPassword(password, OWN_WORDS), true);
  });
}

test('PWD-7: the words of another body are not counted, its own are', () => {
  assert.equal(isFrenchCommonPassword('Ameli2026!', ['adherent']), false);
  assert.equal(isFrenchCommonPassword('Adh3rent2026!', ['adherent']), true);
});

const HONEST = [
  'soleil-vert-lampe',
  'xSoleil01',
  'xthe0',
  'Soleil01x',
  'Soleil8351',
  'Soleil01!?*',
  'ameli-fr-cheval-7',
  '',
  '2024!',
];

for (const password of HONEST) {
  test(`PWD-5: « ${password} » is compared whole and accepted`, () => {
    assert.equal(isFrenchCommonPassword(password, OWN_WORDS), false);
  });
}
