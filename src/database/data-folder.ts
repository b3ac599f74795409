/**
 * The embedded engine over its data folder, and how a new folder is made: from the ready one that PGlite's makers publish, since
 * to make one (initdb, in WebAssembly) is most of a first start (docs/performance.md, « Start »). The engine refuses a folder of
 * another catalog version, so a package that fell too far behind cannot be taken unseen (decision 0007).
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';

/** The caller holds the folder's lock. */
export async function openEngine(folder: string): Promise<PGlite> {
  const data = join(folder, 'pgdata');
  if (!existsSync(join(data, 'PG_VERSION'))) await makeDataFolder(data);
  return PGlite.create(data);
}

/** Under another name until it is whole: who is killed meanwhile begins again. */
async function makeDataFolder(data: string): Promise<void> {
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const { dataDir } = await import('@electric-sql/pglite-prepopulatedfs');
  const packed = await (await dataDir()).arrayBuffer();
  unpack(await promisify(gunzip)(packed), unfinished);
  renameSync(unfinished, data);
}

/** The tar format (POSIX, « ustar »): blocks of 512 bytes, a header of fixed places and then the content. */
const TAR = { block: 512, name: [0, 100], size: [124, 136], type: [156, 157] } as const;

/** Files and folders only, each folder before what is in it, as `initdb` leaves them. */
function unpack(tar: Buffer, folder: string): void {
  const read = (at: number, [from, to]: readonly [number, number]) =>
    tar.toString('latin1', at + from, at + to).split('\0', 1)[0] ?? '';
  mkdirSync(folder, { mode: 0o700 });
  for (let at = 0; read(at, TAR.name) !== ''; ) {
    const path = join(folder, read(at, TAR.name));
    const size = Number.parseInt(read(at, TAR.size), 8);
    const content = at + TAR.block;
    if (read(at, TAR.type) === '5') mkdirSync(path);
    else writeFileSync(path, tar.subarray(content, content + size));
    at = content + Math.ceil(size / TAR.block) * TAR.block;
  }
}
