/**
 * The journal: entries that can only be added, in sixteen chains, and one row a chain that says where it ends and where
 * the purge has made it begin. The triggers refuse everybody who does not say that he is the purge.
 */
import { type Kysely, sql } from 'kysely';

const CHAINS = 16;

export async function up(db: Kysely<unknown>): Promise<void> {
  await createEntries(db);
  await createChains(db);
  await refuseChanges(db);
}

async function createEntries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_entries')
    .addColumn('chain', 'integer', column =>
      column.notNull().check(sql`chain between 0 and ${sql.lit(CHAINS - 1)}`),
    )
    .addColumn('seq', 'integer', column => column.notNull())
    .addColumn('at', sql`timestamptz(3)`, column => column.notNull())
    .addColumn('event', 'text', column => column.notNull())
    .addColumn('subject_index', 'bytea', column => column.notNull())
    .addColumn('detail', 'jsonb', column => column.notNull())
    .addColumn('key_fingerprint', 'bytea', column => column.notNull())
    .addColumn('previous_hash', 'bytea', column => column.notNull())
    .addColumn('hash', 'bytea', column => column.notNull())
    .addPrimaryKeyConstraint('audit_entries_pkey', ['chain', 'seq'])
    .execute();
  await db.schema
    .createIndex('audit_entries_of_subject')
    .on('audit_entries')
    .columns(['subject_index', 'at'])
    .execute();
}

async function createChains(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_chains')
    .addColumn('chain', 'integer', column => column.primaryKey())
    .addColumn('last_seq', 'integer', column => column.notNull())
    .addColumn('last_hash', 'bytea', column => column.notNull())
    .addColumn('start_seq', 'integer', column => column.notNull())
    .addColumn('start_hash', 'bytea', column => column.notNull())
    .addColumn('start_fingerprint', 'bytea')
    .addColumn('start_mac', 'bytea')
    .execute();
  const root = sql`decode(repeat('00', 32), 'hex')`;
  await sql`
    insert into audit_chains (chain, last_seq, last_hash, start_seq, start_hash)
    select chain, 0, ${root}, 0, ${root} from generate_series(0, ${sql.lit(CHAINS - 1)}) as chain`.execute(
    db,
  );
}

async function refuseChanges(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function audit_refuse_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and tg_level = 'ROW' and current_setting('renouveau.audit_purge', true) = 'on' then
        return old;
      end if;
      raise exception '% is append-only: % refused', tg_table_name, tg_op;
    end $$`.execute(db);
  await sql`
    create trigger audit_entries_append_only before update or delete on audit_entries
    for each row execute function audit_refuse_change()`.execute(db);
  for (const table of ['audit_entries', 'audit_chains']) {
    const name = sql.id(`${table}_no_truncate`);
    await sql`
      create trigger ${name} before truncate on ${sql.table(table)}
      for each statement execute function audit_refuse_change()`.execute(db);
  }
  await sql`
    create trigger audit_chains_no_delete before delete on audit_chains
    for each statement execute function audit_refuse_change()`.execute(db);
}
