/**
 * Étape 3bis, case 2: three requests in 60 minutes, then a block of 60 minutes, known number or not (journey,
 * « Numbers »; norms LIM-1, LIM-2, LIM-3, LIM-8).
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { DOCUMENT_MOMENT } from '../../test/fixed-world.ts';
import { ask, look, member, nirFrom, secretIn, somebody } from '../../test/renewal.ts';
import type { DemoPerson } from '../demo/people.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { keyOf, type Nir } from '../rules/nir.ts';

const MAIL_SENT = { outcome: 'mailSent' };
const inParis = (hour: string) => new Date(`2022-12-26T${hour}:00.000+01:00`);

onBothEngines('étape 3bis, case 2', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  beforeEach(() => bench.world.set(DOCUMENT_MOMENT));
  after(() => bench.close());

  /** Three accepted requests, two minutes apart: at 14h33, 14h35 and 14h37. */
  async function askThreeTimes(person: DemoPerson): Promise<void> {
    for (let i = 0; i < 3; i += 1) {
      if (i > 0) bench.world.advance({ minutes: 2 });
      assert.deepEqual(await ask(bench, person), MAIL_SENT);
    }
    bench.world.advance({ minutes: 2 });
  }

  test('LIM-1: three requests pass, the fourth, at 14h39, is blocked until 15h39', async () => {
    const person = await member(bench);
    await askThreeTimes(person);
    assert.equal((await bench.deliver()).length, 3);
    assert.deepEqual(await ask(bench, person), { outcome: 'requestsBlocked', until: inParis('15:39') });
    assert.equal((await bench.deliver()).length, 0);
  });

  test('LIM-2: an unknown number is blocked like a known one, until the same hour', async () => {
    const unknown = somebody();
    await askThreeTimes(unknown);
    assert.deepEqual(await ask(bench, unknown), { outcome: 'requestsBlocked', until: inParis('15:39') });
  });

  test('LIM-2: so are an account without verified address, a wrong date and another address', async () => {
    const unverified = await member(bench, { addressVerified: false });
    const wrongDate = { ...(await member(bench)), dateOfBirth: { year: 1958, month: 4, day: 23 } };
    const otherAddress = { ...(await member(bench)), mailAddress: 'un.autre@exemple.fr' as MailAddress };
    for (const person of [unverified, wrongDate, otherAddress]) {
      bench.world.set(DOCUMENT_MOMENT);
      for (let i = 0; i < 3; i += 1) {
        await ask(bench, person);
        bench.world.advance({ minutes: 2 });
      }
      assert.deepEqual(await ask(bench, person), { outcome: 'requestsBlocked', until: inParis('15:39') });
    }
    assert.equal((await bench.deliver()).length, 0);
  });

  test('LIM-1: further tries do not lengthen the block, and it ends at its very hour', async () => {
    const person = await member(bench);
    await askThreeTimes(person);
    const blocked = { outcome: 'requestsBlocked', until: inParis('15:39') };
    assert.deepEqual(await ask(bench, person), blocked);
    bench.world.advance({ minutes: 30 });
    assert.deepEqual(await ask(bench, person), blocked);
    bench.world.advance({ minutes: 29, seconds: 59, ms: 999 });
    assert.deepEqual(await ask(bench, person), blocked);
    bench.world.advance({ ms: 1 });
    assert.deepEqual(await ask(bench, person), MAIL_SENT);
  });

  test('LIM-1: after a block all three requests are there again', async () => {
    const person = await member(bench);
    await askThreeTimes(person);
    await ask(bench, person);
    bench.world.set(inParis('15:39').toISOString());
    await askThreeTimes(person);
    assert.deepEqual(await ask(bench, person), { outcome: 'requestsBlocked', until: inParis('16:45') });
  });

  test('LIM-1: a request of 60 minutes ago no longer counts; one of 59:59.999 still does', async () => {
    const [late, early] = [await member(bench), await member(bench)];
    for (const person of [late, early]) {
      bench.world.set(DOCUMENT_MOMENT);
      await askThreeTimes(person);
    }
    bench.world.set('2022-12-26T14:32:59.999Z');
    assert.equal((await ask(bench, early)).outcome, 'requestsBlocked');
    bench.world.advance({ ms: 1 });
    assert.deepEqual(await ask(bench, late), MAIL_SENT);
  });

  test('LIM-3: four spellings of one number are four requests of one person', async () => {
    const key = keyOf('285082A990999' as Nir);
    const spellings = [
      `2 85 08 2A 990 999 ${key}`,
      `285082a990999${key}`,
      '２８５０８２A９９０９９９',
      '2-85.08\u00a02a.990.999',
    ];
    const person = await member(bench, { nir: nirFrom(spellings[0] ?? '') });
    for (const spelling of spellings.slice(0, 3)) {
      assert.deepEqual(await ask(bench, person, { nir: nirFrom(spelling) }), MAIL_SENT);
      bench.world.advance({ minutes: 2 });
    }
    const fourth = await ask(bench, person, { nir: nirFrom(spellings[3] ?? '') });
    assert.equal(fourth.outcome, 'requestsBlocked');
  });

  test('LIM-2: the count is of number and date together: another date has its own', async () => {
    const person = await member(bench);
    await askThreeTimes(person);
    const otherDate = { year: 1957, month: 4, day: 24 };
    assert.deepEqual(await ask(bench, person, { dateOfBirth: otherDate }), MAIL_SENT);
    assert.equal((await ask(bench, person)).outcome, 'requestsBlocked');
  });

  test('LIM-8, ATK-31: a block leaves a link already sent alive', async () => {
    const person = await member(bench);
    await askThreeTimes(person);
    const mails = (await bench.deliver()).filter(mail => mail.recipients[0] === person.mailAddress);
    const links = mails.map(secretIn);
    const worth = () => Promise.all(links.map(link => look(bench, link)));
    const before = await worth();
    assert.equal(before.filter(seen => seen.outcome === 'live').length, 1);
    assert.equal((await ask(bench, person)).outcome, 'requestsBlocked');
    assert.equal((await bench.deliver()).length, 0);
    assert.deepEqual(await worth(), before);
  });
});
