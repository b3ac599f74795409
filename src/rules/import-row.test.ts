/** A line of an import is read as étape 2 reads what people type, and what is wrong is told without the value (LOG-2). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ACCOUNT_ROWS, readImportRow } from './import-row.ts';
import { fieldNamed, type GivenRow, readHeader } from './import-shape.ts';

const TODAY = { year: 2026, month: 3, day: 1 };
const CAMILLE: GivenRow = {
  numero: '2 84 05 88 321 025 32',
  date_de_naissance: '12/05/1984',
  adresse_mail: 'camille@exemple.fr',
  adresse_verifiee: 'oui',
};
const read = (changes: GivenRow) => readImportRow({ ...CAMILLE, ...changes }, TODAY);

describe('the header of an import', () => {
  for (const name of ['date_de_naissance', 'dateDeNaissance', 'Date de naissance', 'DATE-DE-NAISSANCE']) {
    test(`« ${name} » is the date of birth`, () =>
      assert.equal(fieldNamed(ACCOUNT_ROWS, name), 'date_de_naissance'));
  }
  for (const name of ['adresse_verifiee', 'adresseValidee', 'Adresse vérifiée']) {
    test(`« ${name} » says whether the address is verified`, () =>
      assert.equal(fieldNamed(ACCOUNT_ROWS, name), 'adresse_verifiee'));
  }

  test('columns come in any order, the two that nobody can do without are enough', () => {
    const header = readHeader(ACCOUNT_ROWS, ['Date de naissance', 'Numéro']);
    assert.deepEqual(header, { read: 'header', fields: ['date_de_naissance', 'numero'] });
  });

  for (const { names, what } of [
    { names: ['numero'], what: /Il manque la colonne «\sdate_de_naissance\s»\.$/ },
    { names: ['numero', 'date_de_naissance', 'mot_de_passe'], what: /La colonne 3 n’est pas connue\.$/ },
    { names: ['numero', 'numéro', 'date_de_naissance'], what: /La colonne 2 est en double\.$/ },
    { names: ['2840588321025', '12/05/1984'], what: /La colonne 1 n’est pas connue\.$/ },
    { names: [], what: /Il manque la colonne «\snumero\s»\.$/ },
  ]) {
    test(`LOG-2: ${names.length} columns are refused by their place, never by what stands there: ${what.source}`, () => {
      const header = readHeader(ACCOUNT_ROWS, names);
      assert.ok(header.read === 'fault');
      assert.match(header.sentence, what);
      assert.doesNotMatch(header.sentence, /\d{4}/);
    });
  }
});

describe('a line of an import', () => {
  test('NIR-1, DOB-4: number, date with an unknown day, address and its verification are read', () => {
    assert.deepEqual(read({ date_de_naissance: '1984-05-00', adresse_verifiee: '2021-02-03T10:11:12Z' }), {
      read: 'row',
      row: {
        nir: '2840588321025',
        dateOfBirth: { year: 1984, month: 5, day: 0 },
        mailAddress: 'camille@exemple.fr',
        verified: { year: 2021, month: 2, day: 3 },
      },
    });
  });

  for (const { text, verified } of [
    { text: 'OUI', verified: 'before' },
    { text: 'true', verified: 'before' },
    { text: 'non', verified: undefined },
    { text: '', verified: undefined },
    { text: '03/02/2021', verified: { year: 2021, month: 2, day: 3 } },
  ]) {
    test(`« ${text} » says of an address: ${JSON.stringify(verified)}`, () => {
      const row = read({ adresse_verifiee: text });
      assert.ok(row.read === 'row');
      assert.deepEqual(row.row.verified, verified);
    });
  }

  test('somebody may have no address; then there is none to verify', () => {
    const row = read({ adresse_mail: ' ', adresse_verifiee: 'non' });
    assert.ok(row.read === 'row');
    assert.equal(row.row.mailAddress, null);
    const odd = read({ adresse_mail: '' });
    assert.ok(odd.read === 'reject');
    assert.deepEqual([odd.field, odd.reason], ['adresse_verifiee', 'il n’y a pas d’adresse mail à vérifier']);
  });

  for (const { changes, field, reason } of [
    { changes: { numero: '28405883210253' }, field: 'numero', reason: /^il a 14 caractères/ },
    { changes: { numero: '284058832102533' }, field: 'numero', reason: /^la clé ne correspond pas/ },
    { changes: { numero: '' }, field: 'numero', reason: /^il manque$/ },
    { changes: { date_de_naissance: '31/02/1984' }, field: 'date_de_naissance', reason: /^ce jour/ },
    { changes: { date_de_naissance: '02/03/2026' }, field: 'date_de_naissance', reason: /futur/ },
    { changes: { adresse_mail: 'camille@' }, field: 'adresse_mail', reason: /après le signe @/ },
    { changes: { adresse_verifiee: 'peut-être' }, field: 'adresse_verifiee', reason: /^ni/ },
    { changes: { adresse_verifiee: '02/03/2026' }, field: 'adresse_verifiee', reason: /^ni/ },
    { changes: { adresse_verifiee: '00/03/2021' }, field: 'adresse_verifiee', reason: /^ni/ },
  ]) {
    test(`${JSON.stringify(changes)} is rejected for its ${field}`, () => {
      const row = read(changes);
      assert.ok(row.read === 'reject');
      assert.equal(row.field, field);
      assert.match(row.reason, reason);
    });
  }

  test('LOG-2: whatever stands in a field, no reason repeats it', () => {
    const marked = fc.string({ unit: 'grapheme', maxLength: 30 }).map(text => `§${text}§`);
    const field = fc.constantFrom('numero', 'date_de_naissance', 'adresse_mail', 'adresse_verifiee');
    fc.assert(
      fc.property(field, marked, (name, text) => {
        const row = read({ [name]: text });
        assert.ok(row.read === 'reject');
        assert.doesNotMatch(row.reason, /§/);
      }),
    );
  });
});
