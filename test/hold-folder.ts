/** A process that holds a data folder as a server does, for the tests that need another one: says so, then waits. */
import { Accounts } from '../src/database/accounts.ts';
import { migrate } from '../src/database/migrate.ts';
import { openForServer } from '../src/database/open.ts';
import type { Nir } from '../src/rules/nir.ts';
import { createSecrets } from '../src/secrets/secrets.ts';
import { realWorld } from '../src/world.ts';
import { testConfig } from './bench.ts';

const [folder = '', nir = ''] = process.argv.slice(2);
const opened = await openForServer({ kind: 'folder', folder });
if (opened.state === 'opened') {
  const { db } = opened.database;
  await migrate(db);
  const accounts = new Accounts(createSecrets(testConfig().secretKeys, realWorld));
  const dateOfBirth = { year: 1957, month: 4, day: 23 };
  await accounts.add(db, { nir: nir as Nir, dateOfBirth, mailAddress: null }, null);
}
process.stdout.write(`${opened.state}\n`);
if (opened.state === 'opened') setInterval(() => {}, 1000);
