/** Recording an account: added once for a number, with or without password and address (norms NIR-8, RGP-2). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { enter, linkOf, NEW_PASSWORD, renew, somebody } from '../../test/renewal.ts';
import { addAccount } from './add-account.ts';

onBothEngines('an account is recorded', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  const recorded = (nir: ReturnType<typeof somebody>['nir']) =>
    bench.tools.accounts.findByNir(bench.tools.db, nir);

  test('added: it is found by its number, as it was given', async () => {
    const { nir, dateOfBirth, mailAddress } = somebody();
    const given = { nir, dateOfBirth, mailAddress };
    const added = await addAccount(bench.tools, { ...given, addressVerified: true, password: 'Un+Mdp=1234' });
    assert.ok(added.outcome === 'added');
    const account = await recorded(nir);
    assert.deepEqual(
      { ...account, passwordHash: undefined },
      {
        ...given,
        ref: added.ref,
        addressVerified: true,
        addressHeldUntil: null,
        passwordHash: undefined,
      },
    );
    assert.equal((await enter(bench, nir, 'Un+Mdp=1234')).outcome, 'signedIn');
  });

  test('added: without password, it has none until étape 6 gives it one', async () => {
    const person = somebody();
    await addAccount(bench.tools, { ...person, password: null });
    assert.equal((await recorded(person.nir))?.passwordHash, undefined);
    assert.deepEqual(await renew(bench, await linkOf(bench, person)), { outcome: 'changed' });
    const entered = await enter(bench, person.nir, NEW_PASSWORD);
    assert.equal(entered.outcome, 'signedIn');
    await bench.deliver();
  });

  test('added: an address that is not verified, or not there, is recorded as such', async () => {
    const [unverified, addressless] = [somebody({ addressVerified: false }), somebody({ mailAddress: null })];
    for (const person of [unverified, addressless]) {
      await addAccount(bench.tools, { ...person, password: null });
      assert.equal((await recorded(person.nir))?.addressVerified, false);
    }
    assert.equal((await recorded(addressless.nir))?.mailAddress, null);
  });

  test('taken: the number already has an account, and that account is not touched', async () => {
    const person = somebody();
    await addAccount(bench.tools, { ...person, password: null });
    const before = await recorded(person.nir);
    const again = { ...somebody(), nir: person.nir, password: 'Un+Mdp=1234' };
    assert.deepEqual(await addAccount(bench.tools, again), { outcome: 'taken' });
    assert.deepEqual(await recorded(person.nir), before);
  });

  test('taken: of ten at once for one number, one is added', async () => {
    const person = somebody();
    const endings = await Promise.all(
      Array.from({ length: 10 }, () => addAccount(bench.tools, { ...person, password: null })),
    );
    assert.equal(endings.filter(ending => ending.outcome === 'added').length, 1);
    assert.equal(endings.filter(ending => ending.outcome === 'taken').length, 9);
  });
});
