/** « Code provisoire » from étape 1 to the chosen password: typed, used up, expired, ended (norms RST-9, SES-4, ENU-7; ASVS 6.4.1). */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { withBrokenQueue } from '../../test/broken-queue.ts';
import { withBusyHasher } from '../../test/busy-hasher.ts';
import { onBothEngines } from '../../test/engines.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { chooseWith, codeOf, comeIn } from '../../test/provisional-code.ts';
import {
  enter,
  linkOf,
  look,
  member,
  NEW_PASSWORD,
  OTHER_PASSWORD,
  renew,
  somebody,
} from '../../test/renewal.ts';
import { codeGroups } from '../rules/provisional-code.ts';
import { addAccount } from './add-account.ts';
import { findSession } from './find-session.ts';
import { lookAtCodeSession } from './look-at-code-session.ts';

const WRONG = { outcome: 'wrongNumberOrPassword' };
const DAY_MINUTES = 24 * 60;

onBothEngines('the provisional code', engine => {
  let bench: Bench;
  const statements: string[] = [];
  before(async () => {
    bench = await openBench({ engine, onStatement: event => void statements.push(event.query.sql) });
  });
  beforeEach(() => bench.world.advance({ minutes: DAY_MINUTES }));
  after(() => bench.close());

  /** Somebody whom no mail can reach: neither address nor password. */
  async function outOfReach() {
    const person = { ...somebody(), mailAddress: null, addressVerified: false };
    await addAccount(bench.tools, { ...person, password: null });
    return person;
  }

  test('RST-9, issued, changed: without address or password, from the call to signing in; nobody is signed in by it', async () => {
    const person = await outOfReach();
    const token = await comeIn(bench, person, await codeOf(bench, person));
    assert.deepEqual(await chooseWith(bench, token), { outcome: 'changed' });
    const left = await findSession(bench.tools, token);
    assert.ok(left.outcome === 'signedIn' && left.scope === 'choosePassword');
    assert.equal((await lookAtCodeSession(bench.tools, token)).outcome, 'chosen');
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    assert.deepEqual(await bench.deliver(), []);
  });

  test('ASVS 6.4.1: it is read however it is typed, and the password still enters, until another is chosen', async () => {
    const person = await member(bench);
    const code = await codeOf(bench, person);
    await comeIn(bench, person, ` ${codeGroups(code).join('-').toLowerCase()} `);
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
    await chooseWith(bench, await comeIn(bench, person, code));
    assert.deepEqual(await enter(bench, person.nir, FORMER_PASSWORD), WRONG);
    await bench.deliver();
  });

  test('RST-9, codeUsed: signing in does not use it up, choosing does, and it says so to who types it again', async () => {
    const person = await outOfReach();
    const code = await codeOf(bench, person);
    await comeIn(bench, person, code);
    const token = await comeIn(bench, person, code);
    await chooseWith(bench, token);
    const endedAt = bench.world.now();
    bench.world.advance({ minutes: 5 });
    assert.deepEqual(await enter(bench, person.nir, code), { outcome: 'codeUsed', endedAt });
    assert.deepEqual(await chooseWith(bench, token, OTHER_PASSWORD), {
      outcome: 'chosen',
      chosenAt: endedAt,
    });
    assert.deepEqual(await enter(bench, person.nir, OTHER_PASSWORD), WRONG);
  });

  test('RST-9, codeExpired: 7 days told, 14 by post, to the millisecond; a half hour that was begun is left', async () => {
    for (const [way, days] of [
      ['told', 7],
      ['posted', 14],
    ] as const) {
      const person = await outOfReach();
      const code = await codeOf(bench, person, way);
      bench.world.advance({ minutes: days * DAY_MINUTES, ms: -1 });
      const token = await comeIn(bench, person, code);
      bench.world.advance({ ms: 1 });
      assert.deepEqual(await enter(bench, person.nir, code), { outcome: 'codeExpired' });
      assert.deepEqual(await chooseWith(bench, token), { outcome: 'changed' });
    }
  });

  test('ENU-7: that a code is expired or used is told to its holder only', async () => {
    const person = await outOfReach();
    const code = await codeOf(bench, person);
    const otherCode = `${code.slice(1)}${code.startsWith('3') ? '4' : '3'}`;
    await chooseWith(bench, await comeIn(bench, person, code));
    assert.deepEqual(await enter(bench, person.nir, otherCode), WRONG);
    assert.deepEqual(await enter(bench, (await outOfReach()).nir, code), WRONG);
    assert.deepEqual(await enter(bench, somebody().nir, code), WRONG);
  });

  test('SES-4: the same code in another browser ends what it opened in the first; 30 minutes in all', async () => {
    const person = await outOfReach();
    const code = await codeOf(bench, person);
    const [first, second] = [await comeIn(bench, person, code), await comeIn(bench, person, code)];
    assert.deepEqual(await findSession(bench.tools, first), { outcome: 'signedOut' });
    bench.world.advance({ minutes: 29, seconds: 59, ms: 999 });
    assert.equal((await lookAtCodeSession(bench.tools, second)).outcome, 'mayChoose');
    bench.world.advance({ ms: 1 });
    assert.deepEqual(await chooseWith(bench, second), { outcome: 'signedOut' });
    await comeIn(bench, person, code);
  });

  test('SES-4, signedOut: neither a session of the account nor an invented one chooses a password here', async () => {
    const { nir } = await member(bench);
    const entered = await enter(bench, nir, FORMER_PASSWORD);
    assert.ok(entered.outcome === 'signedIn');
    for (const token of [entered.sessionToken, 'invented', ''])
      assert.deepEqual(await chooseWith(bench, token), { outcome: 'signedOut' });
  });

  test('refused, typedDifferently, busy: the code stays as it was', async () => {
    const person = await outOfReach();
    const token = await comeIn(bench, person, await codeOf(bench, person));
    const refused = await chooseWith(bench, token, `Ab+${person.nir}`);
    assert.ok(refused.outcome === 'refused' && refused.broken.length > 0);
    assert.deepEqual(await chooseWith(bench, token, NEW_PASSWORD, OTHER_PASSWORD), {
      outcome: 'typedDifferently',
    });
    const busy = await withBusyHasher(bench, () => chooseWith(bench, token), 'choosing');
    assert.deepEqual(busy, { outcome: 'busy' });
    assert.deepEqual(await chooseWith(bench, token), { outcome: 'changed' });
  });

  test('RST-9: when the notice cannot be enqueued nothing is written, and the code stays as it was', async () => {
    const person = await member(bench);
    const token = await comeIn(bench, person, await codeOf(bench, person));
    await assert.rejects(withBrokenQueue(bench.tools.db, () => chooseWith(bench, token)));
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
    assert.deepEqual(await chooseWith(bench, token), { outcome: 'changed' });
    await bench.deliver();
  });

  test('TOK-8, RST-3: choosing ends the links of the account and its sessions; a renewal ends the code', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const open = await enter(bench, person.nir, FORMER_PASSWORD);
    assert.ok(open.outcome === 'signedIn');
    await chooseWith(bench, await comeIn(bench, person, await codeOf(bench, person)));
    assert.equal((await look(bench, link)).outcome, 'passwordChanged');
    assert.deepEqual(await findSession(bench.tools, open.sessionToken), { outcome: 'signedOut' });

    bench.world.advance({ minutes: DAY_MINUTES });
    const code = await codeOf(bench, person);
    const token = await comeIn(bench, person, code);
    await renew(bench, await linkOf(bench, person), { password: OTHER_PASSWORD });
    assert.equal((await enter(bench, person.nir, code)).outcome, 'codeUsed');
    assert.deepEqual(await findSession(bench.tools, token), { outcome: 'signedOut' });
    await bench.deliver();
  });

  test('ENU-7: known or not, with a code or without, a wrong code is tried by the same statements', async () => {
    const trace = async (nir: ReturnType<typeof somebody>['nir']) => {
      statements.length = 0;
      const ended = await enter(bench, nir, '3456-789F-HJKM-RUWY');
      return { ended, statements: [...statements] };
    };
    const withCode = await outOfReach();
    await codeOf(bench, withCode);
    const known = await trace(withCode.nir);
    assert.deepEqual(known.ended, WRONG);
    assert.ok(known.statements.some(statement => statement.includes('provisional_codes')));
    for (const { nir } of [await outOfReach(), await member(bench), somebody()])
      assert.deepEqual(await trace(nir), known);
  });
});
