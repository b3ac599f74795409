/**
 * A process that only works: mails (étapes 4 and 6) and the hourly purge, beside any number of others on one PostgreSQL. It is
 * made of the same tools as the web (`server.ts`), and stops as the web does.
 */
import type { ActionTools } from './actions/tools.ts';
import type { Config } from './config.ts';
import { openForServer } from './database/open.ts';
import type { Log } from './log.ts';
import { openObservatory } from './observability/observatory.ts';
import { createTools, endTools } from './server.ts';
import { beginWork } from './worker.ts';
import { realWorld } from './world.ts';

export type StartedWorker = { state: 'started'; tools: ActionTools; stop(): Promise<void> };

export type WorkerOutcome =
  | StartedWorker
  /** The embedded database has one process, which serves and works. */
  | { state: 'needsPostgres' }
  /** That of METRICS_LISTEN. */
  | { state: 'portTaken'; port: number };

export async function startWorker(config: Config, log: Log): Promise<WorkerOutcome> {
  if (config.database.kind === 'folder') return { state: 'needsPostgres' };
  const opened = await openForServer(config.database, 'renouveau work');
  if (opened.state === 'heldByAnother') throw new Error('PostgreSQL is held by nobody');
  const { database } = opened;
  const tools = await createTools(config, log, { world: realWorld, database });
  const observatory = await openObservatory(tools);
  if (observatory.state === 'portTaken') {
    await endTools(tools, database);
    return observatory;
  }
  await beginWork(tools);
  observatory.enter('running');
  return {
    state: 'started',
    tools,
    stop: async () => {
      observatory.enter('stopping');
      await observatory.close();
      await endTools(tools, database);
    },
  };
}
