/** `accounts export` and `accounts erase` as an operator types them, for a person who asks (norm RGP-9). */
import assert from 'node:assert/strict';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary.ts';

const CAMILLE = { numero: '2 84 05 88 321 025 32', dateDeNaissance: '12/05/1984' };

describe('renouveau accounts export, accounts erase', () => {
  let database: TestDatabase;
  let folder: string;
  before(async () => {
    database = await openTestDatabase('PostgreSQL');
    folder = await temporaryFolder('renouveau-export-test-');
    await run(['add'], { ...CAMILLE, adresseMail: 'camille@exemple.fr', adresseValidee: true });
  });
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  const run = ([verb = '', ...words]: string[], person: object) =>
    runCommand(['accounts', verb, ...words], JSON.stringify(person), { DATABASE_URL: database.url });

  test('RGP-9: it is JSON to read, on standard output', async () => {
    const { out, fault, status } = await run(['export'], CAMILLE);
    assert.deepEqual([status, fault], [0, '']);
    const { compte, demandes, journal } = JSON.parse(out);
    assert.equal(compte.numero, '284058832102532');
    assert.equal(compte.adresseMail, 'camille@exemple.fr');
    assert.deepEqual(demandes, []);
    assert.match(journal[0].phrase, /^Compte ajouté/);
    assert.match(out, /^\{\n {2}"etabliLe"/);
  });

  test('RGP-9: or in a new file, for its owner alone; a file that is there is left as it is', async () => {
    const path = join(folder, 'camille.json');
    const { out, status } = await run(['export', '--output', path], CAMILLE);
    assert.equal(out, `Écrit dans ${path}.\n`);
    assert.equal(status, 0);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const written = await readFile(path, 'utf8');
    assert.equal(JSON.parse(written).compte.numero, '284058832102532');
    const again = await run(['export', '--output', path], CAMILLE);
    assert.match(again.fault, /existe déjà/);
    assert.equal(again.status, 1);
    assert.equal(await readFile(path, 'utf8'), written);
  });

  test('RGP-9: with another date of birth, nothing is said of whose number it is', async () => {
    const { out, fault, status } = await run(['export'], { ...CAMILLE, dateDeNaissance: '13/05/1984' });
    assert.equal(out, '');
    assert.match(fault, /^Rien n’est gardé/);
    assert.equal(status, 1);
  });

  test('RGP-9: erase says what it would erase, then erases it with --yes, then has nothing to erase', async () => {
    const rows = { verified_addresses: 1, accounts: 1 };
    const looked = await run(['erase'], CAMILLE);
    assert.match(looked.out, /^Serait effacé\s: adresses validées 1, comptes 1\.\nRien n’est changé\./);
    const told = await run(['erase', '--json'], CAMILLE);
    assert.deepEqual(JSON.parse(told.out), { efface: false, lignes: rows });
    const erased = await run(['erase', '--yes', '--json'], CAMILLE);
    assert.deepEqual(JSON.parse(erased.out), { efface: true, lignes: rows });
    const again = await run(['erase', '--yes'], CAMILLE);
    assert.deepEqual([again.status, again.out], [1, '']);
    assert.match(again.fault, /^Rien n’est gardé/);
    assert.deepEqual([looked.status, told.status, erased.status], [0, 0, 0]);
  });
});
