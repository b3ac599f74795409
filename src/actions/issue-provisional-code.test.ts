/** « Un code donné par votre Caisse »: to whom, how often, in place of which, and who is told (norms RST-9, ATK-36, LIM-9, LOG-1). */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { NEW_KEY, withRing } from '../../test/key-rings.ts';
import { chooseWith, codeOf, comeIn } from '../../test/provisional-code.ts';
import { plainWords } from '../../test/readable.ts';
import { enter, member, somebody } from '../../test/renewal.ts';
import { listActivity } from '../database/account-activity.ts';
import { writeSignInLimit } from '../database/sign-in-limits.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { PROVISIONAL_CODE_QUOTAS } from '../rules/quota-table.ts';
import { SIGN_IN_LIMIT } from '../rules/sign-in-limit.ts';
import { addAccount } from './add-account.ts';
import { SIGN_IN_LIMIT_FIELD } from './count-sign-in.ts';
import { issueProvisionalCode } from './issue-provisional-code.ts';

const WRONG = { outcome: 'wrongNumberOrPassword' };
const DAY_MINUTES = 24 * 60;

describe('giving a provisional code', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  beforeEach(() => bench.world.advance({ minutes: DAY_MINUTES }));
  after(() => bench.close());

  /** Somebody whom no mail can reach: neither address nor password. */
  async function outOfReach() {
    const person = { ...somebody(), mailAddress: null, addressVerified: false };
    await addAccount(bench.tools, { ...person, password: null });
    return person;
  }

  test('RST-9: a new code replaces the former one and ends what it opened', async () => {
    const person = await outOfReach();
    const former = await codeOf(bench, person);
    const token = await comeIn(bench, person, former);
    const code = await codeOf(bench, person);
    assert.deepEqual(await chooseWith(bench, token), { outcome: 'signedOut' });
    assert.deepEqual(await enter(bench, person.nir, former), WRONG);
    await comeIn(bench, person, code);
  });

  test('ATK-36: the verified address is told that a code was given, then that a password was chosen; another is not', async () => {
    const person = await member(bench);
    const token = await comeIn(bench, person, await codeOf(bench, person));
    const [alert, ...others] = await bench.deliver();
    assert.deepEqual([alert?.recipients, others], [[person.mailAddress], []]);
    assert.equal(plainWords(alert?.subject ?? ''), 'Votre compte ameli – un code provisoire a été remis');
    assert.match(plainWords(alert?.text ?? ''), /un code provisoire a été remis pour votre compte\./);
    await chooseWith(bench, token);
    const notices = await bench.deliver();
    assert.deepEqual(
      notices.map(mail => [mail.recipients, plainWords(mail.subject)]),
      [[[person.mailAddress], 'Votre compte ameli – votre mot de passe a été modifié']],
    );

    const unproved = await member(bench, {
      mailAddress: 'pas.prouvee@exemple.fr' as MailAddress,
      addressVerified: false,
    });
    await chooseWith(bench, await comeIn(bench, unproved, await codeOf(bench, unproved)));
    assert.deepEqual(await bench.deliver(), []);
  });

  test('LOG-1: journal and « Mon compte » tell of the code, of coming in by it and of the password', async () => {
    const person = await outOfReach();
    await chooseWith(bench, await comeIn(bench, person, await codeOf(bench, person)));
    const told = await toldAbout(bench.tools, person);
    assert.deepEqual(told.sort(), ['accountAdded', 'codeIssued', 'passwordChosen', 'signedInWithCode']);
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    assert.ok(account !== undefined);
    const activity = await listActivity(bench.tools.db, account.ref, 10);
    assert.deepEqual(activity.map(({ kind }) => kind).sort(), [
      'codeIssued',
      'passwordChosenWithCode',
      'signedInWithCode',
    ]);
  });

  test('noAccount: an unknown number and another date of birth are answered alike, and nothing is given', async () => {
    const person = await outOfReach();
    const given = { by: 'agent', way: 'told' } as const;
    const otherDate = { ...person, dateOfBirth: { ...person.dateOfBirth, day: 1 } };
    for (const asked of [somebody(), otherDate])
      assert.deepEqual(await issueProvisionalCode(bench.tools, asked, given), { outcome: 'noAccount' });
    assert.deepEqual(await toldAbout(bench.tools, person), ['accountAdded']);
  });

  test('ATK-36, tooMany: five codes a day of one account, and the last one stays good', async () => {
    const person = await outOfReach();
    let code = '';
    for (let i = 0; i < PROVISIONAL_CODE_QUOTAS.number.hitsMax; i += 1) code = await codeOf(bench, person);
    const until = new Date(bench.world.now().getTime() + DAY_MINUTES * 60_000);
    const given = { by: 'agent', way: 'told' } as const;
    assert.deepEqual(await issueProvisionalCode(bench.tools, person, given), { outcome: 'tooMany', until });
    await comeIn(bench, person, code);
    bench.world.advance({ minutes: DAY_MINUTES });
    await codeOf(bench, person);
  });

  test('LIM-9: wrong codes are counted as wrong passwords; a code that is given lifts the wait, even the longest', async () => {
    const person = await outOfReach();
    const code = await codeOf(bench, person);
    const wrong = `${code.slice(1)}${code.startsWith('3') ? '4' : '3'}`;
    for (let i = 0; i < SIGN_IN_LIMIT.triesWithoutWait; i += 1)
      assert.deepEqual(await enter(bench, person.nir, wrong), WRONG);
    assert.equal((await enter(bench, person.nir, code)).outcome, 'tooMany');
    const numberIndex = bench.tools.secrets.blindIndex.of(SIGN_IN_LIMIT_FIELD, person.nir);
    const failures = SIGN_IN_LIMIT.failuresInARowMax;
    await bench.tools.db
      .transaction()
      .execute(trx => writeSignInLimit(trx, numberIndex, { triedAt: [], failures }));
    assert.deepEqual(await enter(bench, person.nir, wrong), { outcome: 'renewalNeeded' });
    const good = await codeOf(bench, person);
    for (let round = 0; round < 2; round += 1) {
      for (let i = 1; i < SIGN_IN_LIMIT.triesWithoutWait; i += 1) await enter(bench, person.nir, wrong);
      await comeIn(bench, person, good);
    }
  });

  test('STO-6: a code given under the former key is good while that key is in the ring, and so is no other', async () => {
    const person = await outOfReach();
    const code = await codeOf(bench, person);
    const [key] = bench.tools.config.secretKeys;
    assert.ok(key !== undefined);
    const rotated = { ...bench, tools: withRing(bench.tools, NEW_KEY, key) };
    await comeIn(rotated, person, code);
    assert.deepEqual(
      await enter(rotated, person.nir, `${code.slice(0, -1)}${code.endsWith('3') ? '4' : '3'}`),
      WRONG,
    );
  });
});
