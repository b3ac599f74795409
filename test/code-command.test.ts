/** `renouveau code issue` as an operator types it: a code to read aloud, or a letter in which alone it stands (norm RST-9). */
import assert from 'node:assert/strict';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { readProvisionalCode } from '../src/rules/provisional-code.ts';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { plainWords, readable } from './readable.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary.ts';

const CAMILLE = { numero: '2 84 05 88 321 025 32', dateDeNaissance: '12/05/1984' };
const PAUL = { numero: '1 85 07 75 056 001 48', dateDeNaissance: '01/07/1985' };
const DAYS = /jusqu'au (\d\d)\/(\d\d)\/(\d{4}) à/;

describe('renouveau code issue', () => {
  let database: TestDatabase;
  let folder: string;
  before(async () => {
    database = await openTestDatabase('PostgreSQL');
    folder = await temporaryFolder('renouveau-code-test-');
    const address = { adresseMail: 'camille@exemple.fr', adresseValidee: true };
    await run(['accounts', 'add'], { ...CAMILLE, ...address });
    await run(['accounts', 'add'], PAUL);
  });
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  const run = (words: string[], person: object) =>
    runCommand(words, JSON.stringify(person), { DATABASE_URL: database.url });
  const waitingAlerts = async () => {
    const { rows } = await sql<{ count: string }>`
      select count(*) as count from pgboss.job where name = 'alert-mail' and state = 'created'`.execute(
      database.db,
    );
    return Number(rows[0]?.count);
  };
  const daysUntil = (text: string) => {
    const [, day, month, year] = DAYS.exec(text) ?? [];
    return Math.round((Date.UTC(Number(year), Number(month) - 1, Number(day), 12) - Date.now()) / 86_400_000);
  };

  test('RST-9: it says the code once, with a word for each letter, and until when; the owner’s mail waits', async () => {
    const { out, fault, status } = await run(['code', 'issue'], CAMILLE);
    assert.deepEqual([status, fault], [0, '']);
    const [first = '', ...others] = out.split('\n').map(plainWords);
    const code = readProvisionalCode(first.replace('Code provisoire :', ''));
    assert.ok(code !== undefined, first);
    assert.equal(others[0]?.split(', ').length, 4);
    assert.equal(daysUntil(plainWords(out)), 7);
    assert.match(out, /Le titulaire en est prévenu par mail/);
    assert.equal(await waitingAlerts(), 1);
    const dumped = await sql`select * from provisional_codes`.execute(database.db);
    assert.equal(JSON.stringify(dumped.rows).includes(code), false);
  });

  test('--json: the same as one document; who has no verified address is not told', async () => {
    const { out, status } = await run(['code', 'issue', '--json'], PAUL);
    const { code, epele, expireLe, titulairePrevenu } = JSON.parse(out);
    assert.ok(readProvisionalCode(code) !== undefined);
    assert.deepEqual([status, epele.length, titulairePrevenu], [0, 4, false]);
    assert.ok(new Date(expireLe) > new Date(Date.now()));
    assert.equal(await waitingAlerts(), 1);
  });

  test('--letter: the code stands in the letter alone, for its owner alone; a file that is there is left as it is', async () => {
    const path = join(folder, 'lettre.html');
    const { out, status } = await run(['code', 'issue', '--letter', path], PAUL);
    assert.equal(status, 0);
    assert.match(plainWords(out), new RegExp(`^Lettre écrite dans ${path} : ouvrez-la`));
    assert.equal(daysUntil(plainWords(out)), 14);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const letter = await readFile(path, 'utf8');
    const groups = [...letter.matchAll(/<th scope="row">(.{4})<\/th>/g)].map(([, group = '']) => group);
    assert.ok(readProvisionalCode(groups.join(' ')) !== undefined);
    assert.equal(out.includes(groups[0] ?? ''), false);
    assert.match(
      readable(letter),
      /Ouvrez cette adresse dans un navigateur : https:\/\/compte\.exemple\.fr\/connexion/,
    );
    assert.doesNotMatch(letter, /1850775056001|1 85 07|01\/07\/1985/);

    const again = await run(['code', 'issue', '--letter', path, '--json'], PAUL);
    assert.equal(again.status, 1);
    assert.match(again.fault, /existe déjà/);
    assert.equal(await readFile(path, 'utf8'), letter);
  });

  test('1: no account of this number and date of birth, and no empty letter left behind', async () => {
    const path = join(folder, 'personne.html');
    const wrongDate = { ...PAUL, dateDeNaissance: '02/07/1985' };
    const { out, fault, status } = await run(['code', 'issue', '--letter', path], wrongDate);
    assert.deepEqual([out, status], ['', 1]);
    assert.match(fault, /^Aucun compte n’a ce numéro et cette date de naissance/);
    await assert.rejects(stat(path));
    const unreadable = await run(['code', 'issue'], { numero: '1' });
    assert.equal(unreadable.status, 2);
  });
});
