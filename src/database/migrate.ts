/** Brings the tables up to date: forward only, each migration once, safe to repeat. */
import { type Migration, Migrator } from 'kysely/migration';
import * as theJourney from './migrations/001-the-journey.ts';
import * as quotas from './migrations/002-quotas.ts';
import * as delivery from './migrations/003-delivery.ts';
import * as mails from './migrations/004-mails.ts';
import * as limits from './migrations/005-limits.ts';
import * as audit from './migrations/006-audit.ts';
import * as moreTime from './migrations/007-more-time.ts';
import * as accountsAtScale from './migrations/008-accounts-at-scale.ts';
import * as theAccount from './migrations/009-the-account.ts';
import * as helpdesk from './migrations/010-helpdesk.ts';
import * as secondAgent from './migrations/011-second-agent.ts';
import type { Db } from './tables.ts';

const MIGRATIONS: Record<string, Migration> = {
  '001-the-journey': theJourney,
  '002-quotas': quotas,
  '003-delivery': delivery,
  '004-mails': mails,
  '005-limits': limits,
  '006-audit': audit,
  '007-more-time': moreTime,
  '008-accounts-at-scale': accountsAtScale,
  '009-the-account': theAccount,
  '010-helpdesk': helpdesk,
  '011-second-agent': secondAgent,
};

const migratorOf = (db: Db) => new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });

/** The names of the migrations that were run now. Throws when one fails: its own changes are undone. */
export async function migrate(db: Db): Promise<string[]> {
  const { error, results } = await migratorOf(db).migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map(result => result.migrationName);
}

/** Whether nothing is left for `migrate` to do. Changes nothing. */
export async function isMigrated(db: Db): Promise<boolean> {
  const migrations = await migratorOf(db).getMigrations();
  return migrations.every(migration => migration.executedAt !== undefined);
}
