/** The body's papers speak of what is there: each table once, each duration as it is (norms RGP-1, RGP-4). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { DISAVOWAL_LIFE_DAYS } from '../src/rules/disavowal.ts';
import { cutoffsAt } from '../src/rules/retention.ts';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { ROOT } from './sources.ts';

const PAPERS = readFileSync(join(ROOT, 'docs/operations/data-protection.md'), 'utf8');
const DAY_MS = 86_400_000;

/** The rows of the register: the tables of each, what they hold, how, and how long. */
const ROWS = PAPERS.split('\n')
  .filter(line => /^\| `\w+`/.test(line))
  .map(line => line.split('|').map(cell => cell.trim()));
const tablesIn = (cell = '') => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
const durationOf = (table: string) => ROWS.find(([, cell]) => tablesIn(cell).includes(table))?.[4];

describe('RGP-1: docs/operations/data-protection.md', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase('PGlite');
  });
  after(() => database.close());

  test('the register names every table of the database, once', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'`.execute(
      database.db,
    );
    const named = ROWS.flatMap(([, cell]) => tablesIn(cell));
    assert.deepEqual(named.sort(), rows.map(({ name }) => name).sort());
  });

  test('its durations are those of the rules', () => {
    const now = new Date(1000 * DAY_MS);
    const numbers = { requestsDays: 30, auditDays: 365, codeLifeSeconds: 300, repeatSeconds: 90 };
    const { addressesGiven } = cutoffsAt(now, numbers);
    const days = (now.getTime() - addressesGiven.getTime()) / DAY_MS;
    assert.equal(durationOf('other_addresses'), `${days} jours`);
    assert.equal(durationOf('disavowals'), `${DISAVOWAL_LIFE_DAYS} jours`);
    assert.equal(durationOf('audit_entries'), '`KEEP_AUDIT_DAYS`');
    assert.equal(durationOf('renewal_requests'), '`KEEP_REQUESTS_DAYS`');
  });
});
