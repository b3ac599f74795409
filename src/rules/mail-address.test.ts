/** The mail address of étape 2 and its mask of étape 3 (norms ATK-12, ATK-13, ATK-24). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import {
  canonicalMailAddress,
  type MailAddress,
  type MailAddressFault,
  mailAddressFaultSentence,
  maskMailAddress,
  readMailAddress,
  sameMailAddress,
} from './mail-address.ts';

function addressOf(text: string): MailAddress {
  const reading = readMailAddress(text);
  if (reading.read === 'fault') assert.fail(`${text} is refused: ${reading.fault.kind}`);
  return reading.address;
}

function faultOf(text: string): MailAddressFault {
  const reading = readMailAddress(text);
  if (reading.read === 'address') assert.fail(`${text} is read as ${reading.address}`);
  return reading.fault;
}

const LABEL_63 = 'a'.repeat(63);
const LONGEST = `${'l'.repeat(64)}@${[LABEL_63, LABEL_63, 'd'.repeat(58), 'fr'].join('.')}`;

const ADDRESSES = [
  ...['prenom.nom@exemple.fr', 'Prenom.Nom@Exemple.FR', "o'neil@exemple.fr", 'a+tag@exemple.fr', 'a@b.co'],
  ...[
    "!#$%&'*+/=?^_{}~-@exemple.fr",
    'x@xn--bcher-kva.example',
    'x@exemple.xn--p1ai',
    'x@mail-1.sous.exemple.fr',
  ],
  ...['0@1.fr', `${'l'.repeat(64)}@exemple.fr`, `x@${LABEL_63}.fr`, LONGEST],
];

for (const text of ADDRESSES) {
  test(`ATK-24: « ${text.slice(0, 40)} » is read as it is spelt`, () => {
    assert.equal(addressOf(text), text);
  });
}

test('étape 2: spaces round an address are removed', () => {
  assert.equal(addressOf(' \u00a0prenom.nom@exemple.fr\t\n'), 'prenom.nom@exemple.fr');
});

const FAULTS: readonly [string, MailAddressFault][] = [
  ['', { kind: 'empty' }],
  [' \u00a0', { kind: 'empty' }],
  ['prenom.nom', { kind: 'noAtSign' }],
  ['a@b@exemple.fr', { kind: 'severalAtSigns' }],
  ['"a@b.fr"@exemple.fr', { kind: 'severalAtSigns' }],
  ['@exemple.fr', { kind: 'nothingBeforeAtSign' }],
  ['prenom@', { kind: 'nothingAfterAtSign' }],
  ['prenom nom@exemple.fr', { kind: 'spaceInside' }],
  ['a@exemple.fr, b@exemple.fr', { kind: 'spaceInside' }],
  ['a@exemple.fr\r\nBcc:b@exemple.fr', { kind: 'spaceInside' }],
  ['"a"@exemple.fr', { kind: 'badCharacter', character: '"' }],
  ['a(b)@exemple.fr', { kind: 'badCharacter', character: '(' }],
  ['<a@exemple.fr>', { kind: 'badCharacter', character: '<' }],
  ['groupe:a@exemple.fr;', { kind: 'badCharacter', character: ':' }],
  ['a|b@exemple.fr', { kind: 'badCharacter', character: '|' }],
  ['a`b@exemple.fr', { kind: 'badCharacter', character: '`' }],
  ['a\\b@exemple.fr', { kind: 'badCharacter', character: '\\' }],
  ['prénom@exemple.fr', { kind: 'badCharacter', character: 'é' }],
  ['mıke@exemple.fr', { kind: 'badCharacter', character: 'ı' }],
  ['mi\u212ae@exemple.fr', { kind: 'badCharacter', character: '\u212a' }],
  ['a\u200b@exemple.fr', { kind: 'badCharacter', character: '\u200b' }],
  ['a\u0000@exemple.fr', { kind: 'badCharacter', character: '\u0000' }],
  ['a@exemple,fr', { kind: 'badCharacter', character: ',' }],
  ['a@[192.0.2.1]', { kind: 'badCharacter', character: '[' }],
  ['a@exemple.fr(note)', { kind: 'badCharacter', character: '(' }],
  ['a@exemple_1.fr', { kind: 'badCharacter', character: '_' }],
  ['a@société.fr', { kind: 'nonAsciiDomain', character: 'é' }],
  ['a@ехemple.fr', { kind: 'nonAsciiDomain', character: 'е' }],
  ['.a@exemple.fr', { kind: 'misplacedDot' }],
  ['a.@exemple.fr', { kind: 'misplacedDot' }],
  ['a..b@exemple.fr', { kind: 'misplacedDot' }],
  ['a@exemple.fr.', { kind: 'misplacedDot' }],
  ['a@.exemple.fr', { kind: 'misplacedDot' }],
  ['a@exemple..fr', { kind: 'misplacedDot' }],
  ['a@exemple', { kind: 'noDotInDomain' }],
  ['a@192.0.2.1', { kind: 'badDomain' }],
  ['a@exemple.f', { kind: 'badDomain' }],
  ['a@-exemple.fr', { kind: 'badDomain' }],
  ['a@exemple-.fr', { kind: 'badDomain' }],
  ['a@exemple.fr-', { kind: 'badDomain' }],
  [`a@a${LABEL_63}.fr`, { kind: 'badDomain' }],
  [`l${'l'.repeat(64)}@exemple.fr`, { kind: 'tooLong' }],
  [`${LONGEST}r`, { kind: 'tooLong' }],
  [' '.repeat(1001), { kind: 'tooLong' }],
];

for (const [text, fault] of FAULTS) {
  test(`ATK-24: ${JSON.stringify(text.slice(0, 40))} is refused: ${fault.kind}`, () => {
    assert.deepEqual(faultOf(text), fault);
  });
}

test('étape 2: every fault has its own sentence, with French typography', () => {
  const sentences = new Map(FAULTS.map(([, fault]) => [fault.kind, mailAddressFaultSentence(fault)]));
  for (const [, fault] of FAULTS) {
    const sentence = mailAddressFaultSentence(fault);
    assert.match(sentence, /^\p{Lu}.*(?:\.|prenom\.nom@exemple\.fr)$/u);
    assert.doesNotMatch(sentence, / [:;?!»]|« |'|\p{Cc}|\p{Cf}/u);
  }
  assert.equal(sentences.size, 12);
  assert.equal(new Set(sentences.values()).size, 12);
});

test('étape 2: an empty field is answered by an example', () => {
  const sentence = 'Saisissez votre adresse mail, par exemple\u00a0: prenom.nom@exemple.fr';
  assert.equal(mailAddressFaultSentence({ kind: 'empty' }), sentence);
});

test('ATK-12: upper and lower ASCII letters are one address', () => {
  assert.ok(sameMailAddress(addressOf('Prenom.Nom@EXEMPLE.fr'), addressOf('prenom.nom@exemple.FR')));
  assert.equal(canonicalMailAddress(addressOf("O'Neil+A@Exemple.FR")), "o'neil+a@exemple.fr");
});

test('ATK-12: comparing never uses Unicode case mapping, even for an address stored before these rules', () => {
  const stored = 'mi\u212ae@exemple.fr' as MailAddress;
  assert.ok(!sameMailAddress(stored, addressOf('mike@exemple.fr')));
  assert.ok(!sameMailAddress('m\u0130ke@exemple.fr' as MailAddress, 'mi\u0307ke@exemple.fr' as MailAddress));
});

for (const [one, other] of [
  ['a.b@exemple.fr', 'ab@exemple.fr'],
  ['a+tag@exemple.fr', 'a@exemple.fr'],
  ['a@gmail.com', 'a@googlemail.com'],
  ['a{@exemple.fr', 'a}@exemple.fr'],
] as const) {
  test(`ATK-13: ${one} and ${other} are two addresses`, () => {
    assert.ok(!sameMailAddress(addressOf(one), addressOf(other)));
  });
}

test('étape 3: the mask shows two first letters and the last label, and always three stars', () => {
  assert.equal(maskMailAddress(addressOf('toto@toto.com')), 't***@t***.com');
  assert.equal(maskMailAddress(addressOf('a@b.co')), 'a***@b***.co');
  assert.equal(maskMailAddress(addressOf('prenom.nom@mail.exemple.gouv.fr')), 'p***@m***.fr');
});

const label = fc.stringMatching(/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,20}[a-zA-Z0-9])?$/);
const anyAddress = fc
  .tuple(
    fc.stringMatching(/^[\w!#$%&'*+/=?^{}~-]{1,20}(?:\.\w{1,20})?$/),
    label,
    fc.constantFrom('fr', 'com', 'Info'),
  )
  .map(([local, domain, last]) => `${local}@${domain}.${last}`);

test('étape 3: nothing of an address but two letters and its last label is in the mask', () => {
  fc.assert(
    fc.property(anyAddress, text => {
      const mask = maskMailAddress(addressOf(text));
      assert.match(mask, /^[^@]\*{3}@[a-zA-Z0-9]\*{3}\.(?:fr|com|Info)$/);
    }),
  );
});

test('ATK-24: whatever is typed, an address that is read has one @ and only the characters of the norm', () => {
  const noise = anyText({ maxLength: 6 });
  fc.assert(
    fc.property(anyAddress, fc.nat(60), noise, (text, place, inserted) => {
      const reading = readMailAddress(text.slice(0, place) + inserted + text.slice(place));
      if (reading.read === 'fault') return assert.ok(mailAddressFaultSentence(reading.fault).length > 0);
      return assert.match(
        reading.address,
        /^[A-Za-z0-9.!#$%&'*+/=?^_{}~-]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z][A-Za-z0-9-]+$/,
      );
    }),
    { numRuns: 2000 },
  );
});
