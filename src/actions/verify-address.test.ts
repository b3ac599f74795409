/** « Valider mon adresse mail »: each ending, the owner's proof, and that a renewal by mail is possible from then on. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { addressSecretOf, holder, newPerson, secretOf, WRONG_DATE } from '../../test/creation.ts';
import { ask, newcomer } from '../../test/renewal.ts';
import type { AccountRef } from '../database/accounts.ts';
import { OWNER_TRIES_MAX } from '../rules/owner-proof.ts';
import { UNKNOWN_LINK_QUOTAS } from '../rules/quota-table.ts';
import { askAddressMail } from './ask-address-mail.ts';
import { lookAtAddressLink } from './look-at-address-link.ts';
import { verifyAddress } from './verify-address.ts';

const DAY_MINUTES = 24 * 60;

describe('« Valider mon adresse mail »', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  beforeEach(() => bench.deliver());
  after(() => bench.close());

  async function created() {
    const person = await newPerson(bench);
    const secret = await addressSecretOf(bench, person);
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    if (account === undefined) throw new Error('the account is not there');
    return { person, secret, ref: account.ref };
  }

  const look = async (secret: string | undefined) =>
    (await lookAtAddressLink(bench.tools, holder(secret))).outcome;
  const isVerified = async (ref: AccountRef) =>
    (await bench.tools.accounts.findByRef(bench.tools.db, ref))?.addressVerified;

  test('verified: with the date of birth; a renewal by mail is possible from then on', async () => {
    const { person, secret, ref } = await created();
    assert.deepEqual(await ask(bench, person), { outcome: 'mailImpossible' });
    const ended = await verifyAddress(bench.tools, holder(secret), person.dateOfBirth);
    assert.deepEqual(ended, { outcome: 'verified' });
    assert.equal(await isVerified(ref), true);
    bench.world.advance({ minutes: 2 });
    assert.deepEqual(await ask(bench, person), { outcome: 'mailSent' });
    assert.equal((await bench.deliver()).length, 1);
  });

  test('alreadyVerified: safe to open and to press twice, by whoever', async () => {
    const { person, secret } = await created();
    await verifyAddress(bench.tools, holder(secret), person.dateOfBirth);
    assert.equal(await look(secret), 'alreadyVerified');
    for (const date of [undefined, WRONG_DATE]) {
      assert.deepEqual(await verifyAddress(bench.tools, holder(secret), date), {
        outcome: 'alreadyVerified',
      });
    }
  });

  test('verified without a date: in a browser that is signed in to that very account, and in no other (ATK-22)', async () => {
    const [one, other] = [await created(), await created()];
    const asOther = { ...holder(one.secret), signedInTo: other.ref };
    assert.deepEqual(await verifyAddress(bench.tools, asOther, undefined), { outcome: 'dateMissing' });
    assert.deepEqual(await lookAtAddressLink(bench.tools, asOther), { outcome: 'live', asksDate: true });
    const asOwner = { ...holder(one.secret), signedInTo: one.ref };
    assert.deepEqual(await lookAtAddressLink(bench.tools, asOwner), { outcome: 'live', asksDate: false });
    assert.deepEqual(await verifyAddress(bench.tools, asOwner, undefined), { outcome: 'verified' });
    assert.equal(await isVerified(other.ref), false);
  });

  test('dateMissing, SCAN-2: pressing the button without a date changes nothing, however often', async () => {
    const { person, secret, ref } = await created();
    for (let presses = 0; presses < 3 * OWNER_TRIES_MAX; presses += 1) {
      assert.deepEqual(await verifyAddress(bench.tools, holder(secret), undefined), {
        outcome: 'dateMissing',
      });
    }
    assert.equal(await isVerified(ref), false);
    const ended = await verifyAddress(bench.tools, holder(secret), person.dateOfBirth);
    assert.deepEqual(ended, { outcome: 'verified' });
  });

  test('wrongDate, triesExhausted: five wrong dates end the link, and the right one comes too late', async () => {
    const { person, secret, ref } = await created();
    for (let triesLeft = OWNER_TRIES_MAX - 1; triesLeft > 0; triesLeft -= 1) {
      const ended = await verifyAddress(bench.tools, holder(secret), WRONG_DATE);
      assert.deepEqual(ended, { outcome: 'wrongDate', triesLeft });
    }
    for (const date of [WRONG_DATE, person.dateOfBirth]) {
      const ended = await verifyAddress(bench.tools, holder(secret), date);
      assert.deepEqual(ended, { outcome: 'triesExhausted' });
    }
    assert.equal(await look(secret), 'triesExhausted');
    assert.equal(await isVerified(ref), false);
    bench.world.advance({ seconds: 1 });
    await askAddressMail(bench.tools, ref);
    const next = secretOf(await bench.deliver());
    assert.deepEqual(await verifyAddress(bench.tools, holder(next), person.dateOfBirth), {
      outcome: 'verified',
    });
  });

  test('wrongDate: of many wrong dates at once no more than five are looked at', async () => {
    const { secret } = await created();
    const ended = await Promise.all(
      Array.from({ length: 12 }, () => verifyAddress(bench.tools, holder(secret), WRONG_DATE)),
    );
    const wrong = ended.filter(({ outcome }) => outcome === 'wrongDate').length;
    assert.equal(wrong, OWNER_TRIES_MAX - 1);
  });

  test('expired: a day after its mail left, to the second', async () => {
    const { person, secret } = await created();
    bench.world.advance({ minutes: DAY_MINUTES, seconds: -1 });
    assert.equal(await look(secret), 'live');
    bench.world.advance({ seconds: 1 });
    assert.equal(await look(secret), 'expired');
    const ended = await verifyAddress(bench.tools, holder(secret), person.dateOfBirth);
    assert.deepEqual(ended, { outcome: 'expired' });
  });

  test('replaced: only the latest mail counts, TOK-6', async () => {
    const { person, secret, ref } = await created();
    bench.world.advance({ seconds: 1 });
    assert.deepEqual(await askAddressMail(bench.tools, ref), { outcome: 'asked' });
    assert.equal(await look(secret), 'live');
    const next = secretOf(await bench.deliver());
    assert.equal(await look(secret), 'replaced');
    assert.deepEqual(await verifyAddress(bench.tools, holder(secret), person.dateOfBirth), {
      outcome: 'replaced',
    });
    assert.equal(await look(next), 'live');
  });

  test('none, unknown, tooMany: a link that no mail of ours carried is counted with those of étape 4', async () => {
    assert.equal(await look(undefined), 'none');
    assert.equal(await look('illisible'), 'unknown');
    const { clientAddress } = newcomer();
    const { secret } = await created();
    const invented = { ...holder(`${'A'.repeat(43)}Z`), clientAddress };
    for (let tries = 0; tries < UNKNOWN_LINK_QUOTAS.client.hitsMax; tries += 1) {
      assert.equal((await lookAtAddressLink(bench.tools, invented)).outcome, 'unknown');
    }
    assert.equal((await lookAtAddressLink(bench.tools, invented)).outcome, 'tooMany');
    const known = { ...holder(secret), clientAddress };
    assert.equal((await lookAtAddressLink(bench.tools, known)).outcome, 'live');
  });
});
