/**
 * Key rotation and what waits for its owner: links that prove an address are indexed anew; a code and « Ce n'était pas moi » cannot
 * be, and the key that they need is not let go (norms STO-6, RST-9, RST-6).
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { askForAddress, signIn } from '../../test/account.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { addressSecretOf, holder, newPerson, secretOf } from '../../test/creation.ts';
import { press, renewedMember } from '../../test/disavowing.ts';
import { FORMER_KEY, NEW_KEY, withRing, writtenRing } from '../../test/key-rings.ts';
import { codeOf, comeIn } from '../../test/provisional-code.ts';
import { member } from '../../test/renewal.ts';
import { resealAccounts } from './reseal-accounts.ts';
import { type KeyNeeds, surveyKeys } from './reseal-survey.ts';
import type { ActionTools } from './tools.ts';
import { verifyAddress } from './verify-address.ts';

const DAY_MINUTES = 24 * 60;

describe('STO-6: what waits for its owner, and a change of keys', () => {
  let bench: Bench;
  let alone: ActionTools;
  before(async () => {
    bench = await openBench({ settings: { SECRET_KEYS: writtenRing(FORMER_KEY, NEW_KEY) } });
    alone = withRing(bench.tools, NEW_KEY);
  });
  beforeEach(() => bench.deliver());
  after(() => bench.close());

  const both = () => withRing(bench.tools, NEW_KEY, FORMER_KEY);
  const needsOfFormer = async (): Promise<KeyNeeds> => {
    const [, state] = (await surveyKeys(both())).keys;
    assert.ok(state !== undefined);
    return state.needs;
  };

  test('a link that proves the account’s address, or a new one, proves it once the former key is gone', async () => {
    const created = await newPerson(bench);
    const own = await addressSecretOf(bench, created);
    const person = await member(bench);
    const { session } = await signIn(bench, person);
    await askForAddress(bench, session);
    const fresh = secretOf(await bench.deliver());
    assert.equal((await needsOfFormer()).addressLinks, 2);

    await resealAccounts(both());
    assert.equal((await needsOfFormer()).addressLinks, 0);
    for (const [secret, of] of [
      [own, created],
      [fresh, person],
    ] as const)
      assert.deepEqual(await verifyAddress(alone, holder(secret), of.dateOfBirth), {
        outcome: 'verified',
      });
  });

  test('RST-9: a code that may still be typed keeps its key, is good meanwhile, and lets it go once it is over', async () => {
    const person = await member(bench);
    const code = await codeOf(bench, person);
    await resealAccounts(both());
    assert.equal((await needsOfFormer()).provisionalCodes, 1);
    await comeIn({ ...bench, tools: both() }, person, code);
    bench.world.advance({ minutes: 7 * DAY_MINUTES });
    assert.equal((await needsOfFormer()).provisionalCodes, 0);
  });

  test('RST-6: a notice keeps its key as long as « Ce n’était pas moi » may start a renewal from it', async () => {
    const { person, notMe } = await renewedMember(bench);
    bench.world.advance({ minutes: 6 * DAY_MINUTES });
    await resealAccounts(both());
    const needs = await needsOfFormer();
    assert.deepEqual([needs.recentMails, needs.openNotices], [0, 1]);
    const pressed = await press({ ...bench, tools: both() }, notMe, { dateOfBirth: person.dateOfBirth });
    assert.equal(pressed.outcome === 'done' && pressed.ending, 'renewalStarted');
    assert.equal((await needsOfFormer()).openNotices, 0);
  });
});
