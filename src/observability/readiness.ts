/**
 * Whether this process can do its work, and if not why, in words for whoever is woken up: the database answers, its tables
 * are up to date, the queues are there, and the process is neither starting nor stopping.
 */
import { isMigrated } from '../database/migrate.ts';
import { readQueueDepths } from '../database/queue-depths.ts';
import type { Db } from '../database/tables.ts';
import type { World } from '../world.ts';
import { remembered } from './remembered.ts';

export type Phase = 'starting' | 'running' | 'stopping';

/** `raisons` is empty when ready. */
export type Readiness = { pret: boolean; raisons: string[] };

const KEEP_MS = 1000;
const QUEUES = 2;

const OF_PHASE: Record<Phase, readonly string[]> = {
  starting: ['Le service démarre\u00a0: la file des mails n’est pas encore prise en charge.'],
  running: [],
  stopping: ['Le service s’arrête.'],
};
const TABLES_LATE =
  'Les tables ne sont pas à jour\u00a0: lancez la commande migrate de cette version, ou redémarrez.';
const QUEUES_ABSENT = 'La file des mails n’est pas prête\u00a0: les tables de pg-boss manquent.';
const DATABASE_SILENT = 'La base de données ne répond pas, ou pas à temps.';

export function createReadiness(db: Db, world: World): (phase: Phase) => Promise<Readiness> {
  const askDatabase = remembered(world, KEEP_MS, async () => {
    if (!(await isMigrated(db))) return [TABLES_LATE];
    const depths = await readQueueDepths(db);
    return depths.length < QUEUES ? [QUEUES_ABSENT] : [];
  });
  return async phase => {
    const ofDatabase = await askDatabase().catch(() => [DATABASE_SILENT]);
    const raisons = [...OF_PHASE[phase], ...ofDatabase];
    return { pret: raisons.length === 0, raisons };
  };
}
