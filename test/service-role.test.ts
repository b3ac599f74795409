/**
 * Two roles on PostgreSQL, with the statements of docs/operations.md: one owns the tables and runs `renouveau migrate`; the
 * service has the other one, which can create nothing and cannot rewrite the journal (norms STO-6, LOG-7).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openPostgres } from '../src/database/open.ts';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { type ManyProcesses, openManyProcesses } from './many-processes.ts';
import { runCommand } from './run-command.ts';
import { ROOT } from './sources.ts';

const OWNER = 'renouveau';
const SERVICE = 'renouveau_service';
const PASSWORD = 'un-mot-de-passe';

const DOCUMENT = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
const GRANTS = /```sql\n(create role renouveau_service[\s\S]*?)```/.exec(DOCUMENT)?.[1] ?? '';

describe('LOG-7: the service with a role that may only read and write (PostgreSQL)', () => {
  let service: ManyProcesses;
  let database: TestDatabase;
  let ownerUrl: string;
  let serviceUrl: string;
  const migrate = (url: string) => runCommand(['migrate'], '', { DATABASE_URL: url });

  const urlOf = (role: string) => {
    const url = new URL(database.url ?? '');
    url.username = role;
    url.password = PASSWORD;
    return url.href;
  };

  async function prepare(opened: TestDatabase): Promise<Record<string, string>> {
    database = opened;
    await sql`drop schema pgboss cascade`.execute(database.db);
    await sql`drop schema public cascade`.execute(database.db);
    await sql.raw(`create role ${OWNER} login password '${PASSWORD}'`).execute(database.db);
    await sql`create schema public authorization ${sql.id(OWNER)}`.execute(database.db);
    const name = new URL(database.url ?? '').pathname.slice(1);
    await sql`grant create on database ${sql.id(name)} to ${sql.id(OWNER)}`.execute(database.db);
    [ownerUrl, serviceUrl] = [urlOf(OWNER), urlOf(SERVICE)];
    const made = await migrate(ownerUrl);
    assert.deepEqual([made.status, made.fault], [0, '']);
    assert.match(made.out, /001-the-journey.*pgboss-\d+/);
    await runAsOperator(GRANTS.replace('…', PASSWORD));
    return { DATABASE_URL: serviceUrl };
  }

  /** As psql would: by a role that may create roles, in the database of the service. */
  async function runAsOperator(statements: string): Promise<void> {
    for (const one of statements.split(';').filter(text => text.trim() !== ''))
      await sql.raw(one).execute(database.db);
  }

  before(async () => {
    assert.match(GRANTS, /^create role/);
    service = await openManyProcesses({ web: 1, workers: 1 }, prepare);
  });
  after(async () => {
    const other = await openTestDatabase('PostgreSQL');
    await service.close();
    await sql.raw(`drop role ${SERVICE}`).execute(other.db);
    await sql.raw(`drop role ${OWNER}`).execute(other.db);
    await other.close();
  });

  test('étapes 2 to 6: the whole journey, with its mails', async () => {
    const person = await service.newcomer();
    const visitor = service.visitor();
    await service.askForMail(visitor, person);
    await service.renewByMail(visitor, person);
  });

  test('the commands work: verify, check, purge, and a migrate with nothing to do', async () => {
    for (const words of [['audit', 'verify'], ['keys', 'check'], ['purge'], ['migrate']]) {
      const { status, fault } = await runCommand(words, '', { DATABASE_URL: serviceUrl });
      assert.deepEqual([status, fault], [0, ''], words.join(' '));
    }
  });

  test('it creates nothing, and does not change what the journal tells', async () => {
    const { db, close } = openPostgres(serviceUrl);
    const refused = [
      'create table public.mine (one integer)',
      'create table pgboss.mine (one integer)',
      "update audit_entries set event = 'signedIn'",
      'truncate audit_entries',
      'alter table audit_entries disable trigger all',
      'delete from kysely_migration',
      'drop table accounts',
    ];
    try {
      for (const one of refused) await assert.rejects(sql.raw(one).execute(db), { code: '42501' }, one);
    } finally {
      await close();
    }
  });

  test('tables that are late: it says who has to bring them up to date, and once that is done it starts', async () => {
    await sql`delete from kysely_migration where name like '008%'`.execute(database.db);
    await sql`drop index accounts_by_seal_key`.execute(database.db);
    const late = await runCommand(['serve'], '', { DATABASE_URL: serviceUrl, PORT: '0' });
    assert.equal(late.status, 2);
    assert.match(late.fault, /lancez «\srenouveau migrate\s» avec le rôle à qui elles appartiennent/);
    assert.match((await migrate(ownerUrl)).out, /008-accounts-at-scale\.$/m);
    assert.equal((await runCommand(['keys', 'check'], '', { DATABASE_URL: serviceUrl })).status, 0);
  });
});
