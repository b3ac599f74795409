/**
 * What a stolen database is worth: no secret of a link in any table or job (norms TOK-1, TOK-2, TOK-14), and nobody's
 * number, date of birth or address in clear (norms RGP-2, RGP-3, LIM-2).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { dumpTables, found } from '../../test/dump.ts';
import { onBothEngines } from '../../test/engines.ts';
import { ask, enter, linkOf, member, NEW_PASSWORD, renew, secretIn, somebody } from '../../test/renewal.ts';
import type { DemoPerson } from '../demo/people.ts';
import { writtenDate, writtenNir } from '../demo/people.ts';
import { keyOf } from '../rules/nir.ts';

function clearWritingsOf(person: DemoPerson): string[] {
  const { year, month, day } = person.dateOfBirth;
  const two = (part: number) => String(part).padStart(2, '0');
  const dates = [
    writtenDate(person.dateOfBirth),
    `${year}-${two(month)}-${two(day)}`,
    `${year}-${month}-${day}`,
    `${two(day)}${two(month)}${year}`,
    JSON.stringify(person.dateOfBirth),
  ];
  const written = writtenNir(person.nir);
  const numbers = [person.nir, person.nir + keyOf(person.nir), written, written.replaceAll(' ', '')];
  const address = String(person.mailAddress);
  return [...numbers, ...dates, address, address.toUpperCase(), address.split('@')[0] ?? ''];
}

onBothEngines('a stolen database', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  test('the search itself finds what is there, in clear, in hexadecimal and in base64', () => {
    const hidden = 'un texte assez long';
    const bytes = Buffer.from(hidden);
    for (const text of [
      `avant ${hidden} après`,
      `\\x00${bytes.toString('hex').toUpperCase()}ff`,
      Buffer.from(`{"a":"${hidden}"}`).toString('base64'),
      Buffer.from(`{"ab":"${hidden}"}`).toString('base64'),
      Buffer.from(`{"abc":"${hidden}"}`).toString('base64url'),
    ])
      assert.notDeepEqual(found(text, [hidden]), [], text);
  });

  test('TOK-2, TOK-14: no table and no job holds the secret of a link, nor its 32 bytes, before or after its use', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const forms = [link, link.slice(0, -1), Buffer.from(link.slice(0, -1), 'base64url')];
    assert.equal(Buffer.from(link.slice(0, -1), 'base64url').length, 32);
    assert.deepEqual(found(await dumpTables(bench.tools.db), forms), []);
    await renew(bench, link);
    await bench.deliver();
    const dump = await dumpTables(bench.tools.db);
    assert.match(dump, /renewal_links\n\(/);
    assert.deepEqual(found(dump, forms), []);
    assert.deepEqual(found(bench.log.join('\n'), forms), []);
  });

  test('RGP-2, RGP-3: neither members nor strangers who asked are in any table or log in clear', async () => {
    const [person, stranger] = [await member(bench), somebody()];
    await ask(bench, person);
    const link = secretIn((await bench.deliver()).at(-1));
    assert.deepEqual(await renew(bench, link), { outcome: 'changed' });
    await enter(bench, person.nir, NEW_PASSWORD);
    await ask(bench, stranger);
    const dump = await dumpTables(bench.tools.db);
    assert.match(dump, /public\.accounts\n\(/);
    for (const text of [dump, bench.log.join('\n')]) {
      assert.deepEqual(found(text, clearWritingsOf(person)), []);
      assert.deepEqual(found(text, clearWritingsOf(stranger)), []);
      assert.deepEqual(found(text, [NEW_PASSWORD]), []);
    }
  });

  test('SES-1: no table holds the token of a session', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    await renew(bench, link);
    const signedIn = await enter(bench, person.nir, NEW_PASSWORD);
    assert.ok(signedIn.outcome === 'signedIn');
    const { sessionToken } = signedIn;
    const dump = await dumpTables(bench.tools.db);
    assert.match(dump, /public\.sessions\n\(/);
    assert.deepEqual(found(dump, [sessionToken, Buffer.from(sessionToken, 'base64url')]), []);
  });
});
