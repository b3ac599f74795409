/**
 * What stands around the journey: the register of insured people, addresses that wait for their owner's proof or were left,
 * provisional codes, « Ce n'était pas moi », what happened on an account, and sessions that are told apart.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createRegister(db);
  await createAddresses(db);
  await createCodes(db);
  await createDisavowals(db);
  await createActivity(db);
  await tellSessionsApart(db);
  await tellMailsApart(db);
}

async function createRegister(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('insured_people')
    .addColumn('ref', 'uuid', column => column.primaryKey())
    .addColumn('nir_index', 'bytea', column => column.notNull().unique())
    .addColumn('person_sealed', 'bytea', column => column.notNull())
    .execute();
  await sql`create index insured_people_by_seal_key on insured_people (substring(person_sealed from 1 for 4))`.execute(
    db,
  );
}

async function createAddresses(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('verified_addresses').addColumn('held_until', 'timestamptz').execute();
  await db.schema
    .createTable('other_addresses')
    .addColumn('account_ref', 'uuid', column => column.notNull())
    .addColumn('role', 'text', column => column.notNull())
    .addColumn('address_sealed', 'bytea', column => column.notNull())
    .addColumn('since', 'timestamptz', column => column.notNull())
    .addPrimaryKeyConstraint('other_addresses_pkey', ['account_ref', 'role'])
    .execute();
  await db.schema
    .createTable('address_links')
    .addColumn('ref', 'uuid', column => column.primaryKey())
    .addColumn('account_ref', 'uuid', column => column.notNull())
    .addColumn('address_index', 'bytea', column => column.notNull())
    .addColumn('secret_hash', 'bytea', column => column.notNull().unique())
    .addColumn('made_at', 'timestamptz', column => column.notNull())
    .addColumn('expires_at', 'timestamptz', column => column.notNull())
    .addColumn('tries', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('ending', 'text')
    .addColumn('ended_at', 'timestamptz')
    .execute();
  await db.schema.createIndex('address_links_of_account').on('address_links').column('account_ref').execute();
}

async function createCodes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('provisional_codes')
    .addColumn('account_ref', 'uuid', column => column.primaryKey())
    .addColumn('code_index', 'bytea', column => column.notNull())
    .addColumn('issued_at', 'timestamptz', column => column.notNull())
    .addColumn('expires_at', 'timestamptz', column => column.notNull())
    .addColumn('issued_by', 'text', column => column.notNull())
    .addColumn('ended_at', 'timestamptz')
    .execute();
}

async function createDisavowals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('disavowals')
    .addColumn('ref', 'uuid', column => column.primaryKey())
    .addColumn('account_ref', 'uuid', column => column.notNull())
    .addColumn('mail_ref', 'uuid', column => column.notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('link_ref', 'uuid')
    .addColumn('about_at', 'timestamptz', column => column.notNull())
    .addColumn('secret_hash', 'bytea', column => column.notNull().unique())
    .addColumn('expires_at', 'timestamptz', column => column.notNull())
    .addColumn('tries', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('ending', 'text')
    .addColumn('ended_at', 'timestamptz')
    .addColumn('ended_by_index', 'bytea')
    .execute();
  await db.schema.createIndex('disavowals_of_account').on('disavowals').column('account_ref').execute();
}

async function createActivity(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account_activity')
    .addColumn('ref', 'uuid', column => column.primaryKey())
    .addColumn('account_ref', 'uuid', column => column.notNull())
    .addColumn('at', 'timestamptz', column => column.notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('device', 'text')
    .execute();
  await db.schema
    .createIndex('account_activity_of_account')
    .on('account_activity')
    .columns(['account_ref', 'at'])
    .execute();
}

/** Rows that an older process still writes get what a session had until now. */
async function tellSessionsApart(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('sessions')
    .addColumn('ref', 'uuid', column => column.notNull().defaultTo(sql`gen_random_uuid()`))
    .addColumn('scope', 'text', column => column.notNull().defaultTo('account'))
    .addColumn('device', 'text', column => column.notNull().defaultTo('other'))
    .addColumn('seen_at', 'timestamptz')
    .execute();
}

/** A mail without a request says what it tells, so that who was killed afterwards does not send it twice. */
async function tellMailsApart(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('mails').addColumn('tells', 'text').execute();
}
