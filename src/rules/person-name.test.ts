/** « Créez votre compte »: names as they are typed, against names as the register has them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { personNameFaultSentence, type RegisteredNames, readPersonName, sameNames } from './person-name.ts';

const registered = (birthName: string, usualName: string | null, givenNames: string): RegisteredNames => ({
  birthName,
  usualName,
  givenNames,
});

const MARTIN = registered('MARTIN', null, 'MARIE JEANNE');
const DURAND = registered('MARTIN', 'DURAND', 'Marie');
const TOUR = registered('de La Tour', null, 'François');
const ANDRE = registered('D’André-Lefèbvre', null, 'Jean-Pierre, Marie');

type Row = { who: RegisteredNames; name: string; givenName: string; same: boolean };
const row = (who: RegisteredNames, name: string, givenName: string, same = true): Row => ({
  who,
  name,
  givenName,
  same,
});

const ROWS: Row[] = [
  row(MARTIN, 'Martin', 'Marie'),
  row(MARTIN, '  martin ', 'MARIE'),
  row(MARTIN, 'Martin', 'Marie-Jeanne'),
  row(MARTIN, 'Martin', 'Jeanne', false),
  row(MARTIN, 'Martine', 'Marie', false),
  row(MARTIN, 'Marti', 'Marie', false),
  row(MARTIN, 'Martin', 'Mari', false),
  row(MARTIN, 'Marie', 'Martin', false),
  row(DURAND, 'Martin', 'Marie'),
  row(DURAND, 'Durand', 'Marie'),
  row(DURAND, 'Martin-Durand', 'Marie'),
  row(DURAND, 'Durand Martin', 'Marie'),
  row(DURAND, 'Durand Durand', 'Marie', false),
  row(TOUR, 'DE LA TOUR', 'Francois'),
  row(TOUR, 'Delatour', 'françois'),
  row(TOUR, 'La Tour', 'FRANÇOIS'),
  row(TOUR, 'Tour', 'François'),
  row(TOUR, 'de la', 'François', false),
  row(registered('Tour', null, 'François'), 'de la Tour', 'François'),
  row(registered('Le Goff', null, 'Anne'), 'Goff', 'Anne', false),
  row(ANDRE, "d'andre lefebvre", 'Jean'),
  row(ANDRE, 'André Lefèbvre', 'jean pierre'),
  row(ANDRE, 'DANDRE LEFEBVRE', 'Jean Pierre Marie'),
  row(ANDRE, 'd’André', 'Jean', false),
  row(registered('Lœuf', null, 'Æneas'), 'LOEUF', 'Aeneas'),
  row(registered('Strauß', null, 'Jérôme'), 'Strauss', 'Jerome'),
  row(registered('İnan', null, 'Işıl'), 'inan', 'isil'),
  row(registered('Tour', null, 'Ève'), 'Tour', 'E', false),
  row(registered('-', null, '.'), '-', '.', false),
  row(registered('De', null, 'Yi'), 'De', 'Yi'),
];

describe('« Créez votre compte », the names', () => {
  for (const { who, name, givenName, same } of ROWS) {
    const whom = [who.birthName, who.usualName, who.givenNames].filter(Boolean).join(' / ');
    test(`${name} ${givenName} ${same ? 'is' : 'is not'} ${whom}`, () => {
      assert.equal(sameNames(who, { name, givenName }), same);
    });
  }

  const letters = fc.constantFrom(...'abcdefghéèêçñüzABCXYZ');
  const word = fc.string({ unit: letters, minLength: 1, maxLength: 8 });
  const words = fc.array(word, { minLength: 1, maxLength: 4 });
  const bent = (parts: readonly string[], joint: string) =>
    parts.join(joint).normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();

  test('however accents, capitals, hyphens, apostrophes and spaces are typed, it is the same name', () => {
    const joints = fc.constantFrom(' ', '-', "'", '’', '  ', ' - ', '');
    fc.assert(
      fc.property(words, words, joints, (name, given, joint) => {
        const who = registered(name.join(' '), null, given.join(' '));
        assert.ok(sameNames(who, { name: bent(name, joint), givenName: bent(given, joint) }));
        assert.ok(sameNames(who, { name: name.join(joint), givenName: given[0] as string }));
      }),
    );
  });

  test('a letter more is another name, and no letter at all is nobody', () => {
    fc.assert(
      fc.property(words, words, (name, given) => {
        const who = registered(name.join(' '), null, given.join(' '));
        assert.ok(!sameNames(who, { name: `q${name.join(' ')}`, givenName: given.join(' ') }));
        assert.ok(!sameNames(who, { name: name.join(' '), givenName: `${given.join(' ')}q` }));
        assert.ok(!sameNames(who, { name: '’-.', givenName: given.join(' ') }));
        assert.ok(!sameNames(who, { name: name.join(' '), givenName: ' ' }));
      }),
    );
  });

  test('a name is read with its spaces put in order; nothing, no letter or too much is told', () => {
    assert.deepEqual(readPersonName('  Jean   Pierre '), { read: 'name', name: 'Jean Pierre' });
    assert.deepEqual(readPersonName('李'), { read: 'name', name: '李' });
    const faults = {
      '': 'empty',
      ' \t': 'empty',
      '-- 12': 'noLetter',
      ['a'.repeat(101)]: 'tooLong',
    } as const;
    for (const [text, kind] of Object.entries(faults)) {
      assert.deepEqual(readPersonName(text), { read: 'fault', fault: { kind } });
      for (const which of ['name', 'givenName'] as const) {
        assert.match(personNameFaultSentence(which, { kind }), /^(Saisissez|Votre) .*\.$/);
      }
    }
    assert.equal(readPersonName('a'.repeat(100)).read, 'name');
  });
});
