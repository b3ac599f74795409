/** Étape 5, « Votre mot de passe doit : »: the document's rules, one by one (norms PWD-1 to PWD-10). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  brokenRules,
  canonicalPassword,
  PASSWORD_FIELDS,
  PASSWORD_RULES,
  type PasswordContext,
  type PasswordProfile,
} from './password-rules.ts';

const SPECIALS = '?!$€@&(+_)=*%/<>,.:;';

const about: PasswordContext = {
  nir: '2850778006084',
  dateOfBirth: { year: 1985, month: 7, day: 12 },
  isCommon: password => password === 'Trustno1Trustno1',
};

function broken(profile: PasswordProfile, password: string): string[] {
  return brokenRules(profile, password, about).map(rule => rule.id);
}

function accepts(profile: PasswordProfile, password: string): void {
  assert.deepEqual(broken(profile, password), [], password);
}

test('étape 5: the rules are the document’s sentences, in its order, then the list of common passwords', () => {
  const sentences = PASSWORD_RULES.documented.map(rule =>
    rule.sentence.replace('\u00a0', ' ').replace('’', "'"),
  );
  assert.deepEqual(sentences, [
    'Comporter entre 8 et 50 caractères',
    "Contenir des caractères latins (de a jusqu'à z sans accent) minuscules et majuscules",
    'Contenir un chiffre ou un caractère spécial parmi les suivants : ? ! $ € @ & ( + _ ) = * % / < > , . : ;',
    'Ne contenir que des caractères autorisés',
    'Ne pas contenir votre n° de sécurité sociale, votre date de naissance ou une partie de celle-ci',
    'Ne pas faire partie des mots de passe les plus utilisés',
  ]);
});

test('étape 5: what needs to know the person is checked at sending, the rest while typing', () => {
  for (const rules of Object.values(PASSWORD_RULES)) {
    const atSending = rules.filter(rule => rule.checked === 'sending').map(rule => rule.id);
    assert.deepEqual(atSending, ['not-number-or-date', 'not-common']);
  }
});

test('PWD-13: every rule of a profile has its own id and its own sentence that says how to mend it', () => {
  for (const rules of Object.values(PASSWORD_RULES)) {
    assert.equal(new Set(rules.map(rule => rule.id)).size, rules.length);
    assert.equal(new Set(rules.map(rule => rule.fault)).size, rules.length);
    for (const { fault } of rules) {
      assert.match(fault, /^(?:Choisissez|Ajoutez|Retirez|Effacez) /);
      assert.doesNotMatch(fault.replace(/: \? ! .*/, ''), / [:;?!»]|'/);
    }
  }
});

const LENGTHS: readonly [number, 'accepted' | 'refused'][] = [
  [7, 'refused'],
  [8, 'accepted'],
  [50, 'accepted'],
  [51, 'refused'],
];

for (const [length, outcome] of LENGTHS) {
  test(`PWD-1: a password of ${length} characters is ${outcome}`, () => {
    const expected = outcome === 'accepted' ? [] : ['length'];
    assert.deepEqual(broken('documented', `aB1${'x'.repeat(length - 3)}`), expected);
  });
}

test('PWD-3: « € » counts for one character', () => {
  accepts('documented', 'aBcdefg€');
  assert.deepEqual(broken('documented', 'aBcdef€'), ['length']);
});

for (const special of SPECIALS) {
  test(`PWD-1: « ${special} » does for a digit, and is allowed`, () => {
    accepts('documented', `abcdEFG${special}`);
  });
}

test('PWD-1: the specials are 20', () => {
  assert.equal(new Set(SPECIALS).size, 20);
});

for (const digit of '0123456789') {
  test(`PWD-1: ${digit} is a digit`, () => accepts('documented', `abcdEFG${digit}`));
}

const NOT_ALLOWED = [...'éÉß #-\'"’`|\\[🙂１', '\u00a0', '\u212a', '\u037e', '\u0000'];

for (const character of NOT_ALLOWED) {
  test(`PWD-1: ${JSON.stringify(character)} is not allowed in the documented profile`, () => {
    assert.deepEqual(broken('documented', `abcD1efgh${character}`), ['allowed-characters']);
    assert.deepEqual(broken('documented', `${character}abcD1efgh`), ['allowed-characters']);
  });
}

const ONE_RULE_BROKEN: readonly [string, string[]][] = [
  ['abcdefg1', ['letters']],
  ['ABCDEFG1', ['letters']],
  ['12345678', ['letters']],
  ['abcdEFGH', ['digit-or-special']],
  ['abcdEFG#', ['digit-or-special', 'allowed-characters']],
  ['Trustno1Trustno1', ['not-common']],
  ['', ['length', 'letters', 'digit-or-special']],
];

for (const [password, ids] of ONE_RULE_BROKEN) {
  test(`étape 5: « ${password} » breaks ${ids.join(', ')}`, () => {
    assert.deepEqual(broken('documented', password), ids);
  });
}

test('PWD-8: the recommended profile wants 12 to 128 characters and no composition', () => {
  assert.deepEqual(broken('recommended', 'a'.repeat(11)), ['length']);
  for (const length of [12, 64, 128]) accepts('recommended', 'a'.repeat(length));
  assert.deepEqual(broken('recommended', 'a'.repeat(129)), ['length']);
  accepts('recommended', '🙂'.repeat(128));
});

test('PWD-8: the recommended profile takes any printable character', () => {
  for (const password of [
    'l’été à la plage',
    'пароль из слов',
    '👩‍🚀 sur la lune',
    ' espaces gardés ',
    'cheval#pile-agrafe',
  ]) {
    accepts('recommended', password);
  }
});

test('PWD-8: the recommended profile refuses what cannot be seen', () => {
  for (const character of [
    '\u0000',
    '\t',
    '\n',
    '\u007f',
    '\u200b',
    '\u202e',
    '\ufeff',
    '\u00ad',
    '\u2028',
    '\ud800',
  ]) {
    assert.deepEqual(broken('recommended', `phrase assez${character}longue`), ['allowed-characters']);
  }
});

test('PWD-3: é in one or two code units is the same password, counted once', () => {
  assert.equal(canonicalPassword('e\u0301te\u0301'), 'été');
  accepts('recommended', 'e\u0301'.repeat(12));
  assert.deepEqual(broken('recommended', 'e\u0301'.repeat(11)), ['length']);
  accepts('recommended', 'e\u0301'.repeat(128));
});

test('PWD-4: nothing is trimmed, cut or lowered', () => {
  const long = ` ${'aB1'.repeat(60)} `;
  assert.equal(canonicalPassword(long), long);
});

test('PWD-10: the attribute for password generators says the documented policy', () => {
  const { passwordrules, minLength, maxLength } = PASSWORD_FIELDS.documented;
  const expected =
    'minlength: 8; maxlength: 50; required: lower; required: upper; required: digit, [?!$@&(+_)=*%/<>,.:;];';
  assert.equal(passwordrules, expected);
  assert.deepEqual([minLength, maxLength], [8, 50]);
});

for (const profile of ['documented', 'recommended'] as const) {
  test(`PWD-10: the lengths of the attribute, of the field and of the sentence agree (${profile})`, () => {
    const { passwordrules, minLength, maxLength } = PASSWORD_FIELDS[profile];
    assert.match(passwordrules, new RegExp(`^minlength: ${minLength}; maxlength: ${maxLength};`));
    assert.match(
      PASSWORD_RULES[profile][0]?.sentence ?? '',
      new RegExp(`entre ${minLength} et ${maxLength} `),
    );
  });
}
