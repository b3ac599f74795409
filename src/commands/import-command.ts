/**
 * Commands that take many people over from a file, in CSV or NDJSON, by stream: `accounts import` and `register import`. They work
 * beside a running server, may be stopped in any way and started again. People are told to the operator by line numbers,
 * never by name.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import {
  IMPORT_BATCH,
  type ImportOutcome,
  type ImportSource,
  type ImportTools,
  type ImportWatch,
  type NumberedReject,
} from '../actions/import-people.ts';
import type { Config } from '../config.ts';
import { isConnectionLost } from '../database/lost-connection.ts';
import { migrate } from '../database/migrate.ts';
import { openForCommand } from '../database/open.ts';
import { calendarDayInParis } from '../rules/date-of-birth.ts';
import type { ImportShape } from '../rules/import-shape.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { command, JSON_OPTION } from './command.ts';
import { REJECTS_SHOWN_MAX, tell } from './import-report.ts';
import { type ImportFormat, readRows } from './import-rows.ts';
import { createMeter } from './meter.ts';
import { BAD_USAGE, INTERRUPTED, sayFault } from './output.ts';
import { readSettings } from './settings.ts';
import { stopWhenAsked } from './stopping.ts';

const FORMATS = ['csv', 'ndjson'] as const;

type Asked = { path: string; format: ImportFormat; rejects: string | undefined; json: boolean };

export type ImportKind<Given> = {
  says: string;
  shape: ImportShape<Given>;
  /** Each column with what stands in it. */
  columns: readonly string[];
  /** What becomes of who is there already. */
  more: readonly string[];
  examples: readonly string[];
  importAll(tools: ImportTools, source: ImportSource<Given>, watch: ImportWatch): Promise<ImportOutcome>;
};

export function importCommandOf<Given>(kind: ImportKind<Given>) {
  return command({
    says: kind.says,
    operand: 'fichier',
    options: {
      format: {
        takes: FORMATS.join('|'),
        oneOf: FORMATS,
        says: 'inutile si le nom finit par .csv, .ndjson ou .jsonl',
      },
      rejects: {
        takes: 'fichier',
        says: 'y écrit les lignes rejetées\u00a0: numéro de ligne, champ, raison, sans les données',
      },
      ...JSON_OPTION,
    },
    more: [
      'Le fichier est en UTF-8, une personne par ligne. En CSV, séparé par «\u00a0;\u00a0», «\u00a0,\u00a0» ou des tabulations, la première',
      'ligne nomme les colonnes\u00a0; en NDJSON, chaque ligne est un objet de mêmes champs\u00a0:',
      ...kind.columns,
      '',
      ...kind.more,
    ],
    examples: kind.examples,
    statuses: {
      0: 'tout est entré',
      1: 'des lignes sont rejetées, les autres sont entrées',
      [BAD_USAGE]:
        'la commande, le fichier ou les réglages ne conviennent pas, ou la base ne répond pas ou plus',
      [INTERRUPTED]: 'interrompue\u00a0: ce qui est entré est dit',
    },
    async run({ format: given, rejects, json }, path = '-') {
      const format = given ?? formatOf(path);
      if (format === undefined) {
        return sayFault('Dites le format du fichier\u00a0: --format csv ou --format ndjson.', BAD_USAGE);
      }
      if (rejects !== undefined && resolve(rejects) === resolve(path)) {
        return sayFault('Les rejets ne peuvent pas s’écrire dans le fichier à importer.', BAD_USAGE);
      }
      const config = readSettings('production');
      if (config === undefined) return;
      const asked = { path, format, rejects, json };
      const files = await openFiles(asked);
      if (files.state === 'faulty') return sayFault(files.sentence, BAD_USAGE);
      try {
        await run(config, kind, { asked, files });
      } finally {
        await files.rejects?.close();
      }
    },
  });
}

function formatOf(path: string): ImportFormat | undefined {
  if (/\.csv$/i.test(path)) return 'csv';
  return /\.(ndjson|jsonl)$/i.test(path) ? 'ndjson' : undefined;
}

type Files =
  | { state: 'opened'; stream: Readable; bytes: number | undefined; rejects: FileHandle | undefined }
  | { state: 'faulty'; sentence: string };

async function openFiles({ path, rejects }: Asked): Promise<Files> {
  const file = path === '-' ? undefined : await open(path).catch(() => undefined);
  const size = await file?.stat();
  if (path !== '-' && !size?.isFile()) {
    await file?.close();
    const sentence = `Le fichier ${resolve(path)} ne se lit pas\u00a0: il n’y est pas, ou cet utilisateur n’y a pas droit.`;
    return { state: 'faulty', sentence };
  }
  const opened = rejects === undefined ? undefined : await open(rejects, 'w', 0o600).catch(() => 'refused');
  if (typeof opened === 'string') {
    await file?.close();
    return { state: 'faulty', sentence: `Le fichier ${resolve(rejects ?? '')} ne s’écrit pas.` };
  }
  const stream = file?.createReadStream() ?? process.stdin;
  return { state: 'opened', stream, bytes: size?.size, rejects: opened };
}

async function run<Given>(
  config: Config,
  { shape, importAll }: ImportKind<Given>,
  { asked, files }: { asked: Asked; files: Extract<Files, { state: 'opened' }> },
): Promise<void> {
  const { stream, bytes, rejects } = files;
  const stopping = stopWhenAsked();
  const database = await openForCommand(config.database);
  const secrets = createSecrets(config.secretKeys, realWorld);
  const today = calendarDayInParis(realWorld.now());
  const rows = readRows(untilStopped(stream, stopping.signal), {
    shape,
    format: asked.format,
    today,
    batchRows: IMPORT_BATCH,
  });
  const meter = createMeter({ things: 'personnes', isSilent: asked.json });
  const shown: NumberedReject[] = [];
  try {
    await migrate(database.db);
    const ended = await importAll({ db: database.db, secrets, world: realWorld }, rows, {
      signal: stopping.signal,
      async onBatch(rejected, report, read) {
        shown.push(...rejected.slice(0, REJECTS_SHOWN_MAX - shown.length));
        await rejects?.appendFile(rejected.map(writtenReject).join(''));
        meter.show(report.read, bytes && Math.min(1, read / bytes));
      },
    });
    meter.end();
    tell(ended, asked, shown);
  } catch (error) {
    meter.end();
    if (!isConnectionLost(error)) throw error;
    sayFault('La base ne répond pas. Rien n’a été importé.', BAD_USAGE);
  } finally {
    stopping.forget();
    stream.destroy();
    await database.close();
  }
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
