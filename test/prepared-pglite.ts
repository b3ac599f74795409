/**
 * The embedded database, migrated once and copied to a file; each test opens its own engine from that copy, which is
 * therefore kept small: a journal in short files, and no database but its own.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { startJobs } from '../src/database/jobs.ts';
import { migrate } from '../src/database/migrate.ts';
import { openEmbedded } from '../src/database/open.ts';

export async function preparePglite(folder: string): Promise<string> {
  const pglite = await PGlite.create({ initDbStartParams: ['--wal-segsize=1'] });
  const database = openEmbedded(pglite);
  await migrate(database.db);
  const jobs = await startJobs(database, error => {
    throw error;
  });
  await jobs.stop();
  await pglite.exec('update pg_database set datistemplate = false');
  for (const other of ['template0', 'template1']) await pglite.exec(`drop database ${other}`);
  await pglite.exec('checkpoint');
  const copy = join(folder, 'pglite.tar');
  const dump = await pglite.dumpDataDir('none');
  await writeFile(copy, Buffer.from(await dump.arrayBuffer()));
  await database.close();
  return copy;
}

export async function clonePglite(copy: string): Promise<PGlite> {
  return PGlite.create({ loadDataDir: new Blob([await readFile(copy)]) });
}
