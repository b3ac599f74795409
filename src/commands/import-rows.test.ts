/** The files of an import as other systems write them: marks, line breaks, quotes, and what cannot be read. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ImportBatch } from '../actions/import-people.ts';
import { ACCOUNT_ROWS, type ImportedAccount } from '../rules/import-row.ts';
import { LINE_BYTES_MAX } from './import-lines.ts';
import { type ImportFormat, readRows } from './import-rows.ts';

const TODAY = { year: 2026, month: 3, day: 1 };
const HEADER = 'numero;date_de_naissance;adresse_mail;adresse_verifiee';
const lineOf = (rank: number) => `2840588${320 + rank}025;12/05/1984;personne.${rank}@exemple.fr;oui`;

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

type Options = { format?: ImportFormat; size?: number; batchRows?: number };

async function readAll(content: string | Buffer, options: Options = {}) {
  const { format = 'csv', size = 65_536, batchRows = 1000 } = options;
  const batches: ImportBatch<ImportedAccount>[] = [];
  for await (const piece of readRows(cut(Buffer.from(content), size), {
    shape: ACCOUNT_ROWS,
    format,
    today: TODAY,
    batchRows,
  })) {
    if (piece.state === 'unreadable') return { batches, rows: rowsOf(batches), fault: piece.sentence };
    batches.push(piece);
  }
  return { batches, rows: rowsOf(batches), fault: undefined };
}

const rowsOf = (batches: ImportBatch<ImportedAccount>[]) => ({
  read: batches.flatMap(batch => batch.rows.map(row => `${row.line} ${row.person.mailAddress}`)),
  rejects: batches.flatMap(batch => batch.rejects.map(({ line, reason }) => `${line} ${reason}`)),
});

describe('a file in CSV', () => {
  test('the mark of UTF-8, CRLF, empty lines and spaces around fields change nothing; lines keep their numbers', async () => {
    const content = `\ufeff${HEADER}\r\n${lineOf(0)}\r\n\r\n  \r\n${lineOf(1).replaceAll(';', ' ; ')}`;
    const { rows } = await readAll(content);
    assert.deepEqual(rows, { read: ['2 personne.0@exemple.fr', '5 personne.1@exemple.fr'], rejects: [] });
  });

  for (const separator of [';', ',', '\t']) {
    test(`fields may be separated by ${JSON.stringify(separator)}, and quoted`, async () => {
      const content = `${HEADER}\n"2840588321025";"12/05/1984";"a@exemple.fr";"oui"\n`;
      const { rows } = await readAll(content.replaceAll(';', separator));
      assert.deepEqual(rows, { read: ['2 a@exemple.fr'], rejects: [] });
    });
  }

  test('quotes that do not read spoil their own line only, even when never closed', async () => {
    const content = [HEADER, lineOf(0), '"2840588321025;12/05/1984;a@exemple.fr;oui', lineOf(1), 'a"b;"c'];
    const { rows } = await readAll([...content, lineOf(2)].join('\n'));
    assert.deepEqual(rows, {
      read: [0, 1, 2].map(rank => `${[2, 4, 6][rank]} personne.${rank}@exemple.fr`),
      rejects: [3, 5].map(line => `${line} les guillemets de la ligne ne se lisent pas`),
    });
  });

  test('two lines that quotes would join into one are two rejects, not one person', async () => {
    const content = [HEADER, '2840588321025;12/05/1984;"a@exemple.fr', '";oui', lineOf(0)].join('\n');
    const { rows } = await readAll(content);
    assert.deepEqual(rows.read, ['4 personne.0@exemple.fr']);
    assert.deepEqual(
      rows.rejects.map(reject => reject.split(' ')[0]),
      ['2', '3'],
    );
  });

  test('a line with too few or too many fields is rejected', async () => {
    const { rows } = await readAll([HEADER, '1;2;3', '1;2;3;4;5'].join('\n'));
    assert.deepEqual(
      rows.rejects,
      [2, 3].map(line => `${line} la ligne n’a pas autant de champs que la première`),
    );
  });

  for (const { name, content, fault } of [
    { name: 'empty', content: '', fault: /^Le fichier est vide\.$/ },
    { name: 'without its header', content: lineOf(0), fault: /La colonne 1 n’est pas connue/ },
    { name: 'of another kind', content: '%PDF-1.7\n', fault: /La colonne 1 n’est pas connue/ },
  ]) {
    test(`a file ${name} is told`, async () => assert.match((await readAll(content)).fault ?? '', fault));
  }
});

describe('a file in NDJSON', () => {
  test('the names of accounts add are known, and null and true are words', async () => {
    const full = { numero: '2840588321025', dateDeNaissance: '12/05/1984', adresseMail: 'a@exemple.fr' };
    const lines = [
      { ...full, adresseValidee: true },
      { ...full, adresseMail: null },
    ].map(one => JSON.stringify(one));
    const { batches, rows } = await readAll(lines.join('\n'), { format: 'ndjson' });
    assert.deepEqual(rows, { read: ['1 a@exemple.fr', '2 null'], rejects: [] });
    assert.deepEqual(batches[0]?.rows[0]?.person.verified, 'before');
  });

  test('what is not an object of texts is rejected', async () => {
    const lines = ['{"numero":', '[]', 'null', '{"nom":"x"}', '{"numero":2840588321025}', '{"numero":{}}'];
    const { rows } = await readAll(lines.join('\n'), { format: 'ndjson' });
    const reasons = [...Array(3).fill('la ligne n’est pas un objet JSON'), 'un champ n’est pas connu'];
    assert.deepEqual(
      rows.rejects,
      [...reasons, 'un champ n’est pas un texte', 'un champ n’est pas un texte'].map(
        (reason, rank) => `${rank + 1} ${reason}`,
      ),
    );
  });
});

describe('what cannot be borne', () => {
  test('a line over the limit is rejected, one at the limit and those after it are read', async () => {
    const padded = (line: string, length: number) => line.padEnd(length, ' ');
    const content = [HEADER, padded(lineOf(0), LINE_BYTES_MAX), padded(lineOf(1), LINE_BYTES_MAX + 1)];
    for (const size of [1000, 65_536]) {
      const { rows } = await readAll([...content, lineOf(2)].join('\n'), { size });
      assert.deepEqual(rows, {
        read: ['2 personne.0@exemple.fr', '4 personne.2@exemple.fr'],
        rejects: ['3 la ligne est trop longue'],
      });
    }
  });

  test('a line cut inside a character because it is too long is too long, and nothing else', async () => {
    const { rows, fault } = await readAll(`${HEADER}\n${'é'.repeat(LINE_BYTES_MAX)}\n${lineOf(0)}`, {
      size: 999,
    });
    assert.equal(fault, undefined);
    assert.deepEqual(rows, { read: ['3 personne.0@exemple.fr'], rejects: ['2 la ligne est trop longue'] });
  });

  test('a file in latin-1 or UTF-16 is told by its first such line, with what to do', async () => {
    const latin = Buffer.from(`${HEADER}\n${lineOf(0)}\n${lineOf(1)}é\n`, 'latin1');
    assert.match((await readAll(latin)).fault ?? '', /^La ligne 3 n’est pas en UTF-8\. .*iconv/);
    const wide = Buffer.from(`\ufeff${HEADER}\n`, 'utf16le');
    assert.match((await readAll(wide)).fault ?? '', /^La ligne 1 n’est pas en UTF-8\./);
  });

  test('however the file is cut on its way, the people are the same, in batches that are full but the last', async () => {
    const lines = Array.from({ length: 25 }, (_, rank) => lineOf(rank));
    const content = `${HEADER}\r\n${lines.join('\r\n')}`;
    const whole = (await readAll(content)).rows;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async size => {
        const { batches, rows } = await readAll(content, { size, batchRows: 10 });
        assert.deepEqual(rows, whole);
        assert.deepEqual(
          batches.map(batch => batch.rows.length),
          [10, 10, 5],
        );
      }),
      { numRuns: 30 },
    );
  });
});
