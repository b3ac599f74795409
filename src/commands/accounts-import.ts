/**
 * `renouveau accounts import`: takes over the accounts of a former system, in CSV or NDJSON, by stream. Works beside a running
 * server, may be stopped in any way and started again. People are told to the operator by line numbers, never by name.
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { IMPORT_BATCH, importAccounts } from '../actions/import-accounts.ts';
import type { NumberedReject } from '../actions/write-import-batch.ts';
import type { Config } from '../config.ts';
import { isConnectionLost } from '../database/lost-connection.ts';
import { migrate } from '../database/migrate.ts';
import { openForCommand } from '../database/open.ts';
import { calendarDayInParis } from '../rules/date-of-birth.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { IMPORT_USAGE } from './accounts-usage.ts';
import { createMeter } from './import-meter.ts';
import { REJECTS_SHOWN_MAX, tell, UNUSABLE } from './import-report.ts';
import { type ImportFormat, readRows } from './import-rows.ts';
import { say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';

type Asked = { path: string; format: ImportFormat; rejects: string | undefined; json: boolean };

export async function importCommand(words: readonly string[]): Promise<void> {
  if (words.includes('--help') || words.includes('-h')) return say(IMPORT_USAGE);
  const asked = readAsked(words);
  if (asked.state === 'faulty') return sayFault(asked.sentence, UNUSABLE);
  const config = readSettings('production');
  if (config === undefined) return sayFault('Rien n’a été importé.', UNUSABLE);
  const files = await openFiles(asked.asked);
  if (files.state === 'faulty') return sayFault(files.sentence, UNUSABLE);
  try {
    await run(config, asked.asked, files);
  } finally {
    await files.rejects?.close();
  }
}

type AskedReading = { state: 'read'; asked: Asked } | { state: 'faulty'; sentence: string };

function readAsked(words: readonly string[]): AskedReading {
  const faulty = (sentence: string): AskedReading => ({ state: 'faulty', sentence });
  const options = {
    format: { type: 'string' },
    rejects: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const { rejects, json } = values;
    const [path = '-', ...more] = positionals;
    const format = values.format ?? formatOf(path);
    if (more.length > 0) return faulty(`Un seul fichier à la fois.\n\n${IMPORT_USAGE}`);
    if (format !== 'csv' && format !== 'ndjson') {
      return faulty(`Dites le format du fichier\u00a0: --format csv ou --format ndjson.\n\n${IMPORT_USAGE}`);
    }
    if (rejects !== undefined && resolve(rejects) === resolve(path)) {
      return faulty('Les rejets ne peuvent pas s’écrire dans le fichier à importer.');
    }
    return { state: 'read', asked: { path, format, rejects, json } };
  } catch {
    return faulty(IMPORT_USAGE);
  }
}

function formatOf(path: string): string | undefined {
  if (/\.csv$/i.test(path)) return 'csv';
  return /\.(ndjson|jsonl)$/i.test(path) ? 'ndjson' : undefined;
}

type Files =
  | { state: 'opened'; stream: Readable; bytes: number | undefined; rejects: FileHandle | undefined }
  | { state: 'faulty'; sentence: string };

async function openFiles({ path, rejects }: Asked): Promise<Files> {
  const size = path === '-' ? 'stdin' : await stat(path).catch(() => undefined);
  if (size === undefined || (size !== 'stdin' && !size.isFile())) {
    return { state: 'faulty', sentence: `Le fichier ${path} ne se lit pas.` };
  }
  const opened = rejects === undefined ? undefined : await open(rejects, 'w', 0o600).catch(() => 'refused');
  if (typeof opened === 'string') {
    return { state: 'faulty', sentence: `Le fichier ${rejects} ne s’écrit pas.` };
  }
  if (size === 'stdin') return { state: 'opened', stream: process.stdin, bytes: undefined, rejects: opened };
  return { state: 'opened', stream: createReadStream(path), bytes: size.size, rejects: opened };
}

async function run(
  config: Config,
  asked: Asked,
  { stream, bytes, rejects }: Extract<Files, { state: 'opened' }>,
): Promise<void> {
  const stopping = stopWhenAsked();
  const database = await openForCommand(config.database);
  const secrets = createSecrets(config.secretKeys, realWorld);
  const today = calendarDayInParis(realWorld.now());
  const rows = readRows(untilStopped(stream, stopping.signal), {
    format: asked.format,
    today,
    batchRows: IMPORT_BATCH,
  });
  const meter = createMeter({ totalBytes: bytes, isSilent: asked.json });
  const shown: NumberedReject[] = [];
  try {
    await migrate(database.db);
    const ended = await importAccounts({ db: database.db, secrets, world: realWorld }, rows, {
      signal: stopping.signal,
      async onBatch(rejected, report, read) {
        shown.push(...rejected.slice(0, REJECTS_SHOWN_MAX - shown.length));
        await rejects?.appendFile(rejected.map(writtenReject).join(''));
        meter.show(report, read);
      },
    });
    meter.end();
    tell(ended, asked, shown);
  } catch (error) {
    meter.end();
    if (!isConnectionLost(error)) throw error;
    sayFault('La base ne répond pas. Rien n’a été importé.', UNUSABLE);
  } finally {
    stopping.forget();
    stream.destroy();
    await database.close();
  }
}

/** Once: a terminal and npm may both pass the same Ctrl+C on. The batch at hand takes a moment. */
function stopWhenAsked(): { signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return { signal: controller.signal, forget: () => process.off('SIGINT', stop).off('SIGTERM', stop) };
}

/** A pipe may bring nothing for hours: the wait for it ends too. */
async function* untilStopped(stream: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    yield* addAbortSignal(signal, stream);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function writtenReject({ line, field, reason }: NumberedReject): string {
  return `${JSON.stringify({ ligne: line, champ: field ?? null, raison: reason })}\n`;
}
