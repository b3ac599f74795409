/**
 * A new data folder comes from the ready one of `@electric-sql/pglite-prepopulatedfs`, of a version that lags behind PGlite's: it
 * is held here against what this very engine makes itself (decision 0007).
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { temporaryFolder } from '../../test/temporary.ts';
import { openEngine } from './data-folder.ts';

/** Statistics tell of the day they were made, and of the minor version. */
const CATALOGS = `select relname as name from pg_class
  where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r' and relname <> 'pg_statistic' order by 1`;

/** Each catalog, with all its rows as one text. */
async function catalogsOf(engine: PGlite): Promise<Map<string, string>> {
  const catalogs = new Map<string, string>();
  for (const { name } of (await engine.query<{ name: string }>(CATALOGS)).rows) {
    const { rows } = await engine.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
    catalogs.set(name, rows.map(({ row }) => row).join('\n'));
  }
  return catalogs;
}

describe('a new data folder', () => {
  let folder: string;
  before(async () => {
    folder = await temporaryFolder('renouveau-new-folder-');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('it has what this engine would make itself: each row of each catalog, encoding and locale among them', async t => {
    const ready = await openEngine(folder);
    t.after(() => ready.close());
    const made = await PGlite.create();
    t.after(() => made.close());
    const [given, own] = [await catalogsOf(ready), await catalogsOf(made)];
    assert.match(given.get('pg_database') ?? '', /postgres/);
    assert.deepEqual([...given.keys()], [...own.keys()]);
    assert.deepEqual(
      [...given.keys()].filter(name => given.get(name) !== own.get(name)),
      [],
    );
  });

  test('who was killed while it was made begins again', async () => {
    const other = join(folder, 'other');
    const unfinished = join(other, 'pgdata.unfinished');
    mkdirSync(join(unfinished, 'base'), { recursive: true });
    writeFileSync(join(unfinished, 'PG_VERSION'), '18\n');
    const engine = await openEngine(other);
    assert.equal((await engine.query('select 1')).rows.length, 1);
    await engine.close();
    assert.ok(!existsSync(unfinished));
  });
});
