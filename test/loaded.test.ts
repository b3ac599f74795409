/**
 * What a process holds in memory: pages on PostgreSQL are served without the embedded engine, what reads reports, what speaks
 * SMTP, what examines mail servers (docs/performance.md, « Load »). Seen from outside, in the real process.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openTestDatabase } from './engines.ts';
import { commandArguments } from './run-command.ts';
import { freePort, temporaryFolder } from './temporary.ts';

/** Written by the process as it ends: the files, ours and of packages, that it read. */
const WITNESS = `
import { registerHooks } from 'node:module';
import { writeFileSync } from 'node:fs';
const read = [];
registerHooks({ load(url, context, next) { read.push(url); return next(url, context); } });
process.on('exit', () => writeFileSync(process.env.WITNESS_FILE, JSON.stringify(read)));
`;

const NOT_FOR_PAGES = [
  /node_modules\/@electric-sql\//,
  /node_modules\/mailparser\//,
  /node_modules\/mailauth\//,
  /node_modules\/nodemailer\//,
  /node_modules\/csv-parse\//,
  /src\/doctor\//,
  /src\/demo\//,
  /src\/worker\.ts$/,
];

test('pages on PostgreSQL are served without what they do not need', async () => {
  const read = await readByPages();
  assert.ok(read.some(url => url.endsWith('/src/app.ts')));
  const needless = read.filter(url => NOT_FOR_PAGES.some(pattern => pattern.test(url)));
  assert.deepEqual(needless, []);
});

async function readByPages(): Promise<string[]> {
  const { url, close } = await openTestDatabase('PostgreSQL');
  const folder = await temporaryFolder('renouveau-loaded-');
  const file = join(folder, 'read.json');
  try {
    const settings = { DATABASE_URL: url, PORT: String(await freePort()), WITNESS_FILE: file };
    const { argv, env } = commandArguments(['serve'], settings);
    const hook = `data:text/javascript,${encodeURIComponent(WITNESS)}`;
    const child = spawn(process.execPath, ['--import', hook, ...argv], { env });
    const ended = once(child, 'exit');
    child.stdout.setEncoding('utf8').on('data', (said: string) => {
      if (said.includes('Renouveau répond')) child.kill();
    });
    await ended;
    return JSON.parse(await readFile(file, 'utf8'));
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}
