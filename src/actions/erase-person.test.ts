/** Erasing one person: every row about them goes, nobody else's does, and the journal says that it was done (RGP-9, LOG-7). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertJournalIsSound, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { dumpTables, dumpWithoutClock } from '../../test/dump.ts';
import { onBothEngines } from '../../test/engines.ts';
import { ask, enter, linkOf, look, NEW_PASSWORD, renew, somebody } from '../../test/renewal.ts';
import type { AccountRef } from '../database/accounts.ts';
import { markAddressBounced } from '../database/bounced-addresses.ts';
import { writeOtherAddress } from '../database/other-addresses.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { addAccount } from './add-account.ts';
import { identityOf } from './ask-for-renewal.ts';
import { erasePerson } from './erase-person.ts';
import { exportPerson } from './export-person.ts';
import { issueProvisionalCode } from './issue-provisional-code.ts';

onBothEngines('a person is erased', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  /** Somebody with a row in every table: renewed, signed in, refused once, with a code, a new address, and one that was refused. */
  async function somebodyKnown() {
    const person = somebody();
    const added = await addAccount(bench.tools, { ...person, password: null });
    assert.ok(added.outcome === 'added');
    assert.deepEqual(await renew(bench, await linkOf(bench, person)), { outcome: 'changed' });
    await bench.deliver();
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    await issueProvisionalCode(bench.tools, person, { by: 'command', way: 'told' });
    await waitForNewAddress(added.ref, person.mailAddress);
    assert.equal((await enter(bench, person.nir, 'Un+Autre=Mdp1')).outcome, 'wrongNumberOrPassword');
    const addressIndex = bench.tools.secrets.blindIndex.of('mail-address', person.mailAddress);
    await markAddressBounced(bench.tools.db, added.ref, {
      addressIndex,
      answer: '5.1.1',
      bouncedAt: bench.world.now(),
    });
    return { ...person, ref: added.ref };
  }

  async function waitForNewAddress(accountRef: AccountRef, former: MailAddress): Promise<void> {
    const { db, jobs, secrets, world } = bench.tools;
    const pending = { accountRef, role: 'pending' } as const;
    const mailAddress = `nouvelle.${former}` as MailAddress;
    await db.transaction().execute(async trx => {
      await writeOtherAddress(trx, secrets.sealer, pending, { mailAddress, since: world.now() });
      await jobs.enqueue(trx, 'address-mail', { accountRef, askedAt: world.now().toISOString() });
    });
    assert.equal((await bench.deliver()).length, 2);
  }

  /** What the tables hold of this person but for the journal, and for the queue's memory of its jobs, which holds references. */
  async function whatIsLeftOf({ ref, nir, dateOfBirth }: Awaited<ReturnType<typeof somebodyKnown>>) {
    const { blindIndex } = bench.tools.secrets;
    const sought = [
      ref,
      blindIndex.of('nir', nir).toString('hex'),
      blindIndex.of('identity', identityOf({ nir, dateOfBirth })).toString('hex'),
    ];
    const sections = (await dumpTables(bench.tools.db)).split(/\n(?=(?:public|pgboss)\.)/);
    return sections
      .filter(section => !/^(?:public\.audit_|pgboss\.)/.test(section))
      .filter(section => sought.some(one => section.includes(one)))
      .map(section => section.split('\n')[0]);
  }

  const EVERYTHING = {
    sessions: 1,
    provisional_codes: 1,
    account_activity: 3,
    disavowals: 2,
    other_addresses: 1,
    address_links: 1,
    renewal_links: 1,
    mails: 4,
    renewal_requests: 1,
    request_limits: 1,
    sign_in_limits: 1,
    bounced_addresses: 1,
    verified_addresses: 1,
    accounts: 1,
  };

  test('wouldErase: it says what would go, and nothing is changed', async () => {
    const person = await somebodyKnown();
    const before = await dumpWithoutClock(bench.tools.db);
    assert.deepEqual(await erasePerson(bench.tools, person, 'look'), {
      outcome: 'wouldErase',
      rows: EVERYTHING,
    });
    assert.deepEqual(await dumpWithoutClock(bench.tools.db), before);
  });

  test('erased: no table but the journal holds anything of them, and a neighbour keeps all', async () => {
    const [person, neighbour] = [await somebodyKnown(), await somebodyKnown()];
    const kept = await whatIsLeftOf(neighbour);
    assert.deepEqual(await erasePerson(bench.tools, person, 'erase'), {
      outcome: 'erased',
      rows: EVERYTHING,
    });
    assert.deepEqual(await whatIsLeftOf(person), []);
    assert.deepEqual(await whatIsLeftOf(neighbour), kept);
    assert.equal((await enter(bench, neighbour.nir, NEW_PASSWORD)).outcome, 'signedIn');
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'wrongNumberOrPassword');
  });

  test('erased: the journal says what went, keeps its lines, and still verifies', async () => {
    const person = await somebodyKnown();
    await erasePerson(bench.tools, person, 'erase');
    await assertJournalIsSound(bench.tools);
    assert.ok((await toldAbout(bench.tools, person)).includes('personErased'));
    const exported = await exportPerson(bench.tools, person);
    assert.ok(exported.outcome === 'exported');
    assert.equal(exported.document.compte, null);
    assert.match(
      JSON.stringify(exported.document.journal),
      /Personne effacée\s: mails 4, comptes 1, sessions 1/,
    );
  });

  test('erased: a mail that waited does not leave, and a link that was out leads to the page of an unknown one', async () => {
    const [early, late] = [somebody(), somebody()];
    for (const person of [early, late]) await addAccount(bench.tools, { ...person, password: null });
    const secret = await linkOf(bench, early);
    await ask(bench, late);
    for (const person of [early, late])
      assert.equal((await erasePerson(bench.tools, person, 'erase')).outcome, 'erased');
    assert.deepEqual(await bench.deliver(), []);
    assert.deepEqual(await look(bench, secret), { outcome: 'unknown' });
  });

  test('nothingKept: with another date of birth, the owner of the number keeps all, the tries to sign in too', async () => {
    const owner = await somebodyKnown();
    const stranger = { ...owner, dateOfBirth: { year: 1971, month: 2, day: 3 } };
    const kept = await dumpWithoutClock(bench.tools.db);
    for (const intent of ['look', 'erase'] as const)
      assert.deepEqual(await erasePerson(bench.tools, stranger, intent), { outcome: 'nothingKept' });
    assert.deepEqual(await dumpWithoutClock(bench.tools.db), kept);
  });
});
