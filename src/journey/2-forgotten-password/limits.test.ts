/**
 * Étapes 2, 3 and 5 over HTTP, when one of the limits beside the document's own is reached: 429, until when, nothing lost,
 * and the same bytes whoever has that number (norms LIM-4, LIM-11, ENU-1, ATK-8).
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { visitorFrom } from '../../../test/client.ts';
import { DOCUMENT_MOMENT } from '../../../test/fixed-world.ts';
import { writtenDate } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { linkOf, member, somebody } from '../../../test/renewal.ts';
import { hiddenFields, type Seen, type Visitor } from '../../../test/visitor.ts';
import type { DemoPerson } from '../../demo/people.ts';
import { makeLinkSecret } from '../../secrets/link-secret.ts';

const FORM = '/mot-de-passe-oublie';
const DAY_MS = 24 * 60 * 60_000;
const NEW_PASSWORD = '/nouveau-mot-de-passe';
const SAID =
  /Trop de demandes ont été faites\. Réessayez à partir de 15h33 \(heure de Paris\) : ce que vous avez saisi est conservé\./;

describe('étapes 2, 3 and 5 over HTTP, at the limits', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  beforeEach(() => {
    round += 1;
    bench.world.set(new Date(Date.parse(DOCUMENT_MOMENT) + round * DAY_MS).toISOString());
  });
  after(() => bench.close());

  let round = 0;
  /** Addresses of one network of 64 bits, another one for each test. */
  const visitorNo = (host: number) => visitorFrom(bench, `2001:db8:${round}:1::${(host + 1).toString(16)}`);

  async function ask(visitor: Visitor, person: DemoPerson): Promise<Seen> {
    await visitor.get(FORM);
    return visitor.submit({
      numero: person.nir,
      'date-de-naissance': writtenDate(person.dateOfBirth),
      'adresse-mail': String(person.mailAddress),
      code: visitor.code(),
    });
  }

  /** From ever new addresses of the network, so that it is its quota that is reached. */
  async function useUpClient(): Promise<void> {
    for (let host = 0; host < 60; host += 1)
      assert.equal((await ask(visitorNo(host), somebody())).headers.get('Location'), `${FORM}/mail-envoye`);
  }

  test('LIM-4, LIM-11, ATK-8: 60 requests from ever new addresses of one /64; the next is told until when, all filled in', async () => {
    await useUpClient();
    const person = await member(bench);
    const refused = await ask(visitorNo(0xabcd), person);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('Retry-After'), '3600');
    assert.match(readable(refused.body), SAID);
    for (const typed of [person.nir, writtenDate(person.dateOfBirth), person.mailAddress])
      assert.match(refused.body, new RegExp(`value="${typed}"`));
    assert.deepEqual(
      (await bench.deliver()).filter(mail => mail.recipients[0] === person.mailAddress),
      [],
    );
    const elsewhere = await ask(visitorFrom(bench, '203.0.113.9'), person);
    assert.equal(elsewhere.headers.get('Location'), `${FORM}/mail-envoye`);
  });

  test('ENU-1: at the limit, known, unknown or without address, the same bytes', async () => {
    await useUpClient();
    const people = [await member(bench), somebody(), await member(bench, { addressVerified: false })];
    const answers = [];
    for (const person of people) {
      const seen = await ask(visitorNo(70), person);
      const { jeton = '', 'code-jeton': code = '' } = hiddenFields(seen.body);
      const typed = [person.nir, writtenDate(person.dateOfBirth), String(person.mailAddress)];
      const body = [jeton, code, ...typed].reduce((text, part) => text.replaceAll(part, '…'), seen.body);
      answers.push({ status: seen.status, retry: seen.headers.get('Retry-After'), body });
    }
    assert.equal(answers[0]?.status, 429);
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
  });

  test('LIM-11: the button of étape 3 is told until when, and its page stays', async () => {
    const visitor = visitorNo(71);
    await visitor.follow(await ask(visitor, await member(bench)));
    for (let host = 0; host < 59; host += 1) await ask(visitorNo(host), somebody());
    bench.world.advance({ seconds: 90 });
    const pressed = await visitor.submit({});
    assert.equal(pressed.status, 429);
    assert.equal(pressed.headers.get('Retry-After'), String(3600 - 90));
    assert.match(
      readable(pressed.body),
      /Votre demande de 14h33 est bien enregistrée\. Attendez jusqu'à 15h33/,
    );
    await bench.deliver();
  });

  test('LIM-11: links tried at random end in 429, a good link from the same address does not', async () => {
    const link = await linkOf(bench, await member(bench));
    const open = async (visitor: Visitor, secret: string) =>
      visitor.follow(await visitor.get(`/renouveler/${secret}`));
    const statuses: number[] = [];
    for (let host = 0; host < 200; host += 1)
      statuses.push((await open(visitorNo(host), makeLinkSecret(bench.world))).status);
    assert.deepEqual(statuses.slice(0, 50), Array<number>(50).fill(404));
    assert.deepEqual(statuses.slice(50), Array<number>(150).fill(429));
    const refused = await open(visitorNo(1), makeLinkSecret(bench.world));
    assert.equal(refused.headers.get('Retry-After'), '3600');
    assert.match(readable(refused.body), /Réessayez à partir de 15h33 \(heure de Paris\)/);
    assert.equal((await open(visitorNo(2), link)).status, 200);
    assert.equal((await open(visitorFrom(bench, '203.0.113.7'), link)).status, 200);
  });

  test('a form that is posted to étape 5 without its token tries links no faster', async () => {
    const statuses = [];
    for (let i = 0; i < 55; i += 1) {
      const visitor = visitorNo(i);
      await visitor.get(FORM);
      visitor.cookies.set('renouvellement', makeLinkSecret(bench.world));
      statuses.push((await visitor.post(NEW_PASSWORD, {})).status);
    }
    assert.equal(statuses.indexOf(429), 50);
  });
});
