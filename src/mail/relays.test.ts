/** Several mail servers: the next one takes what the first cannot, and never what the first may have taken (ML-12, ML-14). */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { createFixedWorld } from '../../test/fixed-world.ts';
import { type MailSink, type Misbehaviour, openMailSink } from '../../test/mail-sink.ts';
import { freePort } from '../../test/temporary.ts';
import { createRelays, type Relays } from './relays.ts';
import { createSmtpTransport } from './transport.ts';

const MAIL = {
  raw: Buffer.from('From: a@exemple.fr\r\nTo: b@exemple.fr\r\n\r\nBonjour\r\n'),
  envelope: { from: 'a@exemple.fr', to: ['b@exemple.fr'] },
};
const IMPATIENCE = { connectMs: 500, answerMs: 500 };

describe('two mail servers', () => {
  const sinks: MailSink[] = [];
  let relays: Relays | undefined;
  before(async () => {
    sinks.push(await openMailSink(), await openMailSink());
  });
  afterEach(() => {
    relays?.close();
    for (const sink of sinks) sink.behave('none');
  });
  after(() => Promise.all(sinks.map(sink => sink.close())));

  const [first, second] = [() => sinks[0] as MailSink, () => sinks[1] as MailSink];
  function open(urls: string[], world = createFixedWorld()): Relays {
    relays = createRelays(
      urls.map(url => createSmtpTransport(url, 'optional', IMPATIENCE)),
      world,
    );
    return relays;
  }
  /** How many mails each of the two has had more, after `work`. */
  async function taken(work: () => Promise<unknown>): Promise<[number, number]> {
    const before = sinks.map(sink => sink.mails.length);
    await work();
    const [one = 0, other = 0] = sinks.map((sink, i) => sink.mails.length - (before[i] ?? 0));
    return [one, other];
  }

  test('the first takes all, while it works', async () => {
    const { handOver } = open([first().url, second().url]);
    assert.deepEqual(await taken(() => Promise.all([handOver(MAIL), handOver(MAIL)])), [2, 0]);
  });

  for (const how of ['hangAtGreeting', 'close'] satisfies Misbehaviour[]) {
    test(`the second takes over when the first does ${how}`, async () => {
      first().behave(how);
      const { handOver } = open([first().url, second().url]);
      assert.deepEqual(await taken(() => handOver(MAIL)), [0, 1]);
    });
  }

  test('the second takes over when nobody is where the first should be', async () => {
    const { handOver } = open([`smtp://127.0.0.1:${await freePort()}`, second().url]);
    const ending = await handOver(MAIL);
    assert.equal(ending.ended, 'accepted');
  });

  for (const how of ['greylist', 'refuseRecipient', 'defer', 'refuse'] satisfies Misbehaviour[]) {
    test(`${how} is about the mail: the second is not asked`, async () => {
      first().behave(how);
      const { handOver } = open([first().url, second().url]);
      assert.deepEqual(await taken(() => handOver(MAIL)), [0, 0]);
    });
  }

  for (const how of ['cutAfterData', 'hangAfterData', 'cutInData'] satisfies Misbehaviour[]) {
    test(`${how}: it may have left, so the second never gets it too`, async () => {
      first().behave(how);
      const { handOver } = open([first().url, second().url]);
      let ended = '';
      const [, other] = await taken(async () => {
        ended = (await handOver(MAIL)).ended;
      });
      assert.deepEqual([ended, other], ['unsure', 0]);
    });
  }

  test('a server that failed rests for a minute, then is the first again', async () => {
    const world = createFixedWorld();
    const { handOver } = open([first().url, second().url], world);
    first().behave('close');
    await handOver(MAIL);
    first().behave('none');
    world.advance({ seconds: 59 });
    assert.deepEqual(await taken(() => handOver(MAIL)), [0, 1]);
    world.advance({ seconds: 1 });
    assert.deepEqual(await taken(() => handOver(MAIL)), [1, 0]);
  });

  test('when all fail, the last answer is told, and those that rest are tried all the same', async () => {
    const { handOver } = open([first().url, second().url]);
    for (const sink of sinks) sink.behave('close');
    assert.deepEqual(await handOver(MAIL), { ended: 'deferred', answer: '421' });
    second().behave('none');
    assert.deepEqual(await taken(() => handOver(MAIL)), [0, 1]);
  });
});
