/** The first tables: accounts, and the journey from étape 2 to étape 6. Personal values are sealed from here on. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createAccounts(db);
  await createRenewals(db);
  await createLimits(db);
  await createSessions(db);
}

async function createAccounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('ref', 'uuid', column => column.primaryKey())
    .addColumn('nir_index', 'bytea', column => column.notNull().unique())
    .addColumn('person_sealed', 'bytea', column => column.notNull())
    .addColumn('password_hash', 'text')
    .addColumn('password_changed_at', 'timestamptz')
    .execute();
  await db.schema
    .createTable('verified_addresses')
    .addColumn('account_ref', 'uuid', column => column.primaryKey())
    .addColumn('address_index', 'bytea', column => column.notNull())
    .addColumn('verified_at', 'timestamptz', column => column.notNull())
    .execute();
}

async function createRenewals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('renewal_requests')
    .addColumn('ref', 'uuid', column => column.primaryKey())
    .addColumn('identity_index', 'bytea', column => column.notNull())
    .addColumn('account_ref', 'uuid')
    .addColumn('finding', 'text', column => column.notNull())
    .addColumn('asked_at', 'timestamptz', column => column.notNull())
    .execute();
  await db.schema
    .createTable('renewal_links')
    .addColumn('ref', 'uuid', column => column.primaryKey())
    .addColumn('request_ref', 'uuid', column => column.notNull())
    .addColumn('account_ref', 'uuid', column => column.notNull())
    .addColumn('secret_hash', 'bytea', column => column.notNull().unique())
    .addColumn('made_at', 'timestamptz', column => column.notNull())
    .addColumn('handed_over_at', 'timestamptz')
    .addColumn('expires_at', 'timestamptz', column => column.notNull())
    .addColumn('ending', 'text')
    .addColumn('ended_at', 'timestamptz')
    .addColumn('used_by_index', 'bytea')
    .execute();
  await db.schema
    .createIndex('renewal_links_of_account')
    .on('renewal_links')
    .columns(['account_ref', 'made_at'])
    .execute();
}

async function createLimits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('request_limits')
    .addColumn('identity_index', 'bytea', column => column.primaryKey())
    .addColumn('asked_at', sql`timestamptz[]`, column => column.notNull().defaultTo(sql`'{}'`))
    .addColumn('blocked_until', 'timestamptz')
    .addColumn('last_request_index', 'bytea')
    .execute();
  await db.schema
    .createTable('code_answers')
    .addColumn('challenge_id', 'text', column => column.primaryKey())
    .addColumn('is_right', 'boolean', column => column.notNull())
    .addColumn('answered_at', 'timestamptz', column => column.notNull())
    .addColumn('spent_at', 'timestamptz')
    .addColumn('request_index', 'bytea')
    .addColumn('ending', 'text')
    .execute();
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('token_hash', 'bytea', column => column.primaryKey())
    .addColumn('account_ref', 'uuid', column => column.notNull())
    .addColumn('opened_at', 'timestamptz', column => column.notNull())
    .addColumn('expires_at', 'timestamptz', column => column.notNull())
    .execute();
  await db.schema.createIndex('sessions_of_account').on('sessions').column('account_ref').execute();
}
