/** `accounts import` as an operator types it: what it says and how it ends. */
import assert from 'node:assert/strict';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { IMPORT_HEADER as HEADER, importLines as linesOf } from '../bench/import-file.ts';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary.ts';

const lineOf = (rank: number) => linesOf(rank, rank + 1);

describe('renouveau accounts import (PostgreSQL)', () => {
  let database: TestDatabase;
  let folder: string;
  before(async () => {
    database = await openTestDatabase('PostgreSQL');
    folder = await temporaryFolder('renouveau-import-test-');
  });
  beforeEach(() => sql`delete from accounts`.execute(database.db));
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  const settings = () => ({ DATABASE_URL: database.url });
  const run = (words: string[], input: string | Buffer = '') =>
    runCommand(['accounts', 'import', ...words], input, settings());

  async function inFile(name: string, content: string | Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  test('0: a file whose name tells its format; started again, all are there already', async () => {
    const path = await inFile('assures.csv', HEADER + linesOf(0, 5));
    const first = await run([path]);
    assert.match(first.out, /^Personnes lues\s: 5\. Ajoutées\s: 5\. Déjà là\s: 0\. Rejetées\s: 0\.\n$/);
    assert.deepEqual([first.status, first.fault], [0, '']);
    const again = await run([path, '--json']);
    assert.deepEqual(JSON.parse(again.out), { fin: 'complet', lus: 5, ajoutes: 0, dejaLa: 5, rejetes: 0 });
  });

  test('1, LOG-2: rejects go to a file for its owner alone, by line, field and reason, without the data', async () => {
    const rejects = join(folder, 'rejets.ndjson');
    const bad = '28405883210253;12/05/1984;camille@exemple.fr;oui\n2840588321025;31/02/1984;;\nx;y\n';
    const path = await inFile('mixed.csv', HEADER + bad + lineOf(0));
    const { out, fault, status } = await run([path, '--rejects', rejects]);
    assert.match(out, /Ajoutées\s: 1\. .* Rejetées\s: 3\./);
    assert.equal(status, 1);
    assert.equal(fault, `Les lignes rejetées sont dans ${rejects}.\n`);
    const lines = (await readFile(rejects, 'utf8'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ ligne, champ }) => [ligne, champ]),
      [
        [2, 'numero'],
        [3, 'date_de_naissance'],
        [4, null],
      ],
    );
    assert.match(lines[0].raison, /^il a 14 caractères/);
    assert.doesNotMatch(JSON.stringify(lines), /camille|28405|février|1984/);
    assert.equal((await stat(rejects)).mode & 0o777, 0o600);
  });

  test('1: without a file for them the first rejects are said, and how many others there are', async () => {
    const { fault, status } = await run(['--format', 'csv'], HEADER + '1;2;3;4\n'.repeat(30));
    assert.equal(status, 1);
    assert.match(fault, /^ {2}ligne 2, numero\s: il est trop court/);
    assert.equal(fault.match(/ligne \d+/g)?.length, 20);
    assert.match(fault, /… et 10 autres\s: --rejects/);
  });

  for (const { name, words, input = '', fault } of [
    { name: 'a format that nobody tells', words: [], fault: /Dites le format/ },
    {
      name: 'a file that is not there',
      words: ['absent.csv'],
      fault: /\/absent\.csv ne se lit pas\s: il n’y/,
    },
    { name: 'a folder', words: ['--format', 'csv', '.'], fault: /ne se lit pas\s: il n’y/ },
    { name: 'two files', words: ['un.csv', 'deux.csv'], fault: /«\sdeux\.csv\s» est de trop/ },
    {
      name: 'an unknown option',
      words: ['--vite'],
      fault: /L’option --vite n’existe pas\.\nUsage\s: renouveau accounts import .*\[fichier\]/,
    },
    {
      name: 'rejects where nobody may write',
      words: ['--format', 'csv', '--rejects', '/dev/null/rejets'],
      fault: /ne s’écrit pas/,
    },
    {
      name: 'rejects over the file itself',
      words: ['a.csv', '--rejects', './a.csv'],
      fault: /dans le fichier à importer/,
    },
    {
      name: 'no header',
      words: ['--format', 'csv'],
      input: lineOf(0),
      fault: /La colonne 1 n’est pas connue/,
    },
    {
      name: 'latin-1',
      words: ['--format', 'csv'],
      input: Buffer.from(`${HEADER}${lineOf(0)}é`, 'latin1'),
      fault: /La ligne 3 n’est pas en UTF-8/,
    },
  ]) {
    test(`2: ${name} is told`, async () => {
      const ended = await run(words, input);
      assert.match(ended.fault, fault);
      assert.equal(ended.status, 2);
    });
  }

  test('2: a database that does not answer is told', async () => {
    const nowhere = { DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/nowhere' };
    const ended = await runCommand(['accounts', 'import', '--format', 'csv'], HEADER, nowhere);
    assert.equal(ended.fault, 'La base ne répond pas. Rien n’a été importé.\n');
    assert.equal(ended.status, 2);
  });

  test('--help says how, with examples and the statuses', async () => {
    const { out, status } = await run(['--help']);
    assert.match(out, /zcat assures\.csv\.gz \| renouveau accounts import --format csv/);
    assert.match(out, /130/);
    assert.equal(status, 0);
  });
});
