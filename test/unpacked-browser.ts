/**
 * The browser, from its npm package, unpacked once per version into a folder of its own, with the few libraries that
 * a bare machine may lack beside it.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const PACKAGE_MAIN = createRequire(import.meta.url).resolve('@sparticuz/chromium');
const UNPACK = `
  import { inflate } from ${JSON.stringify(PACKAGE_MAIN)};
  for (const part of ['chromium', 'fonts.tar', 'swiftshader.tar', 'al2023.tar']) {
    await inflate(process.argv[1] + '/' + part + '.br');
  }`;

/** The folder that holds the browser. */
export async function unpackBrowser(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(dirname(PACKAGE_MAIN), '..', 'package.json'), 'utf8'));
  const folder = join(tmpdir(), `renouveau-chromium-${manifest.version}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}-${process.pid}`;
  await mkdir(fresh);
  const bin = join(dirname(PACKAGE_MAIN), '..', 'bin');
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', UNPACK, bin], {
    env: { ...process.env, TMPDIR: fresh },
  });
  await writeFile(join(fresh, 'fonts', 'fonts.conf'), fontSettings(folder));
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }));
  return folder;
}

/** The package's own settings name folders of another system; without any font of the system, web fonts fail at first. */
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts', 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`;
}
