/** The commands `keys rotate` and `keys check`, as an operator types them; and a rotation that is killed half-way. */
import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { inventPerson } from '../../bench/people.ts';
import { testConfig } from '../../test/bench.ts';
import { openTestDatabase, type TestDatabase } from '../../test/engines.ts';
import {
  FORMER_KEY,
  fingerprintOf,
  NEW_KEY,
  purgeJournal,
  withRing,
  writtenRing,
} from '../../test/key-rings.ts';
import { isWaitedFor } from '../../test/waiting.ts';
import { addAccount } from '../actions/add-account.ts';
import { surveyKeys } from '../actions/reseal-survey.ts';
import type { ActionTools } from '../actions/tools.ts';
import { createLog } from '../log.ts';
import { createTools } from '../server.ts';
import { realWorld } from '../world.ts';

const CLI = join(import.meta.dirname, '../cli.ts');
const PEOPLE = 1000;

describe('STO-6: renouveau keys (PostgreSQL)', () => {
  let database: TestDatabase;
  let tools: ActionTools;
  before(async () => {
    database = await openTestDatabase('PostgreSQL');
    const parts = { database, world: realWorld };
    const made = await createTools(testConfig(), createLog({ write: () => {} }), parts);
    tools = withRing(made, NEW_KEY, FORMER_KEY);
    const former = withRing(made, FORMER_KEY);
    for (let rank = 0; rank < PEOPLE; rank += 1) {
      const { nir, dateOfBirth, mailAddress } = inventPerson(rank);
      const person = { nir, dateOfBirth, mailAddress, addressVerified: true };
      await addAccount(former, { ...person, password: rank === 0 ? 'AncienMotDePasse1' : null });
    }
  });
  after(async () => {
    await tools.jobs.stop();
    await database.close();
  });

  function start(words: string[], ring: string): ChildProcessByStdio<null, Readable, Readable> {
    const env = {
      ...process.env,
      PUBLIC_BASE_URL: 'https://compte.exemple.fr',
      SECRET_KEYS: ring,
      SMTP_URL: 'smtps://relais.exemple.fr',
      TRUSTED_PROXIES: 'aucun',
      MAIL_FROM_ADDRESS: 'ne-pas-repondre@exemple.fr',
      DATABASE_URL: database.url,
    };
    const argv = ['--disable-warning=ExperimentalWarning', CLI, 'keys', ...words];
    return spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async function run(words: string[], ring = writtenRing(NEW_KEY, FORMER_KEY)) {
    const child = start(words, ring);
    const closed = once(child, 'close');
    const [out, fault, [status]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    for (const key of [NEW_KEY, FORMER_KEY])
      for (const form of [key.toString('base64'), key.toString('hex'), key.toString('latin1')])
        assert.ok(!`${out}${fault}`.includes(form), 'a key is never written');
    return { out, fault, status };
  }

  const sealedBy = async () => (await surveyKeys(tools)).keys.map(({ needs }) => needs.sealedAccounts);

  test('without a verb, it says what there is', async () => {
    const { fault, status } = await run([]);
    assert.match(fault, /keys rotate[\s\S]+keys check/);
    assert.equal(status, 2);
  });

  test('check, before: the former key cannot be removed, and why', async () => {
    const { out, status } = await run(['check']);
    assert.equal(status, 0);
    assert.match(out, new RegExp(`^Comptes\\s: ${PEOPLE}\\.`));
    assert.match(out, /ne peut pas être retirée\s: lancez «\srenouveau keys rotate\s»\s; des mots de passe/);
  });

  test('check --count: how many stand under each key, and under one that is not there, without opening any', async () => {
    const { out, status } = await run(['check', '--count', '--json']);
    const counted = JSON.parse(out);
    assert.deepEqual(
      counted.keys.map((key: { sealedAccounts: number }) => key.sealedAccounts),
      [0, PEOPLE],
    );
    assert.deepEqual(counted.withoutKey, { sealedAccounts: 0, passwords: 0, journalEntries: 0 });
    assert.equal(status, 0);
    const lost = await run(['check', '--count'], writtenRing(NEW_KEY));
    assert.match(lost.out, /en cours\s: comptes scellés 0, mots de passe 0, lignes du journal 0\./);
    assert.match(lost.fault, new RegExp(`^Comptes dont la clé manque à SECRET_KEYS\\s: ${PEOPLE}\\.\n`));
    assert.match(lost.fault, /Mots de passe dont la clé manque à SECRET_KEYS\s: 1\./);
    assert.equal(lost.status, 1);
  });

  test('rotate, killed (SIGKILL) half-way: what is done is whole, and the next one ends it', async () => {
    const heldRef = sql<{ ref: string }>`select ref from accounts order by ref desc limit 1`;
    const ref = (await heldRef.execute(tools.db)).rows[0]?.ref ?? '';
    await tools.db.transaction().execute(async trx => {
      await sql`select ref from accounts where ref = ${ref} for update`.execute(trx);
      const child = start(['rotate'], writtenRing(NEW_KEY, FORMER_KEY));
      while ((await sealedBy())[0] !== PEOPLE - 1);
      child.kill('SIGKILL');
      await once(child, 'close');
    });
    assert.deepEqual(await sealedBy(), [PEOPLE - 1, 1]);
    const { out, fault, status } = await run(['rotate']);
    assert.match(
      out,
      new RegExp(`^Comptes\\s: ${PEOPLE}\\. Scellés maintenant avec la clé [0-9a-f]{8}\\s: 1\\.`),
    );
    assert.equal(fault, '', 'no progress where nobody looks');
    assert.equal(status, 0);
    assert.deepEqual(await sealedBy(), [PEOPLE, 0]);
  });

  test('check, once a password was chosen anew and the journal purged: the former key can be removed', async () => {
    const account = await tools.accounts.findByNir(tools.db, inventPerson(0).nir);
    assert.ok(account !== undefined);
    const hashed = await tools.secrets.passwordHasher.hash('Nouveau+Mdp=42');
    assert.ok(hashed.state === 'hashed');
    await tools.accounts.writePassword(tools.db, account.ref, hashed.hash, realWorld.now());
    assert.match((await run(['check'])).out, /ne peut pas être retirée\s: le journal ne se vérifie pas/);
    await purgeJournal(tools);
    const { out } = await run(['check']);
    assert.ok(out.includes(`La clé ${fingerprintOf(tools, FORMER_KEY)} peut être retirée`), out);
    const survey = JSON.parse((await run(['check', '--json'])).out);
    assert.deepEqual(
      survey.keys.map((key: { canBeRemoved: boolean }) => key.canBeRemoved),
      [false, true],
    );
  });

  test('with the former key alone afterwards, each account is named, and it ends with 1', async () => {
    const { out, fault, status } = await run(['rotate', '--json'], writtenRing(FORMER_KEY));
    assert.equal(JSON.parse(out).unreadable.length, PEOPLE);
    assert.match(fault, /Le compte [0-9a-f-]{36} ne s’ouvre avec aucune clé/);
    assert.equal(status, 1);
  });

  test('130: rotate, stopped by Ctrl+C, ends the batch at hand and says how to go on', async () => {
    const heldRef = sql<{ ref: string }>`select ref from accounts order by ref limit 1`;
    const ref = (await heldRef.execute(tools.db)).rows[0]?.ref ?? '';
    const child = await tools.db.transaction().execute(async trx => {
      await sql`select ref from accounts where ref = ${ref} for update`.execute(trx);
      const started = start(['rotate'], writtenRing(FORMER_KEY, NEW_KEY));
      while (!(await isWaitedFor(trx)));
      started.kill('SIGINT');
      return started;
    });
    const closed = once(child, 'close');
    const [out, fault, [status]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    assert.match(out, /^Comptes\s: 1000\. Scellés maintenant avec la clé [0-9a-f]{8}\s: 1000\.\n$/);
    assert.equal(fault, 'Interrompu. Pour continuer, relancez la même commande.\n');
    assert.equal(status, 130);
  });
});
