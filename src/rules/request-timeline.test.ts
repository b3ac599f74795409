/** The life of a request in lines: each event once, in order, with its reason; nothing that has not happened. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type LinkHistory, type RequestHistory, requestTimeline, writtenLine } from './request-timeline.ts';

const START = new Date('2022-12-26T13:33:00Z');
const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

const SENT: LinkHistory = {
  madeAt: at(0),
  handOver: 'accepted',
  serverAnswer: '250 2.0.0',
  handedOverAt: at(1),
  openedAt: undefined,
  expiresAt: at(31),
  ending: undefined,
  endedAt: undefined,
};

const request = (...links: LinkHistory[]): RequestHistory => ({ askedAt: START, finding: 'match', links });
const events = (history: RequestHistory, now: Date) => requestTimeline(history, now).map(line => line.event);

describe('the timeline of a request', () => {
  test('without mail says why', () => {
    const [, line] = requestTimeline({ askedAt: START, finding: 'noVerifiedAddress', links: [] }, at(1));
    assert.match(line?.sentence ?? '', /pas d’adresse mail/);
    assert.deepEqual(events({ askedAt: START, finding: 'noMatch', links: [] }, at(1)), ['asked', 'noMail']);
  });

  test('before the mail leaves, and while it leaves, it waits', () => {
    assert.deepEqual(events(request(), at(1)), ['asked', 'waiting']);
    const leaving = { ...SENT, handOver: undefined, handedOverAt: undefined, serverAnswer: undefined };
    assert.deepEqual(events(request(leaving), at(1)), ['asked', 'waiting']);
  });

  test('deferred, then handed over, opened and used, in the order of the clock', () => {
    const deferred: LinkHistory = {
      ...SENT,
      handOver: 'deferred',
      serverAnswer: '451 4.7.1',
      handedOverAt: undefined,
      ending: 'refused',
      endedAt: at(0),
    };
    const used: LinkHistory = {
      ...SENT,
      madeAt: at(2),
      handedOverAt: at(2),
      openedAt: at(3),
      ending: 'used',
      endedAt: at(5),
    };
    const lines = requestTimeline(request(used, deferred), at(60));
    assert.deepEqual(
      lines.map(line => line.event),
      ['asked', 'deferred', 'handedOver', 'opened', 'used'],
    );
    assert.match(
      lines[1]?.sentence ?? '',
      /Mail retardé\. Le fournisseur fait patienter.*\(réponse\s: 451 4\.7\.1\)/,
    );
  });

  test('refused and unsure are told as such', () => {
    const refused: LinkHistory = {
      ...SENT,
      handOver: 'refused',
      serverAnswer: '550 5.1.1',
      ending: 'refused',
      endedAt: at(0),
    };
    assert.deepEqual(events(request(refused), at(60)), ['asked', 'refused']);
    const unsure: LinkHistory = { ...SENT, handOver: 'unsure', serverAnswer: 'ECONNECTION' };
    assert.deepEqual(events(request(unsure), at(1)), ['asked', 'unsure']);
  });

  test('expired at the boundary, not before; replaced and overtaken are not called expired', () => {
    assert.deepEqual(events(request(SENT), new Date(at(31).getTime() - 1)), ['asked', 'handedOver']);
    assert.deepEqual(events(request(SENT), at(31)), ['asked', 'handedOver', 'expired']);
    for (const ending of ['replaced', 'passwordChanged'] as const) {
      assert.deepEqual(events(request({ ...SENT, ending, endedAt: at(9) }), at(60)), [
        'asked',
        'handedOver',
        ending,
      ]);
    }
  });

  test('is written with the date and hour of Paris', () => {
    const [line] = requestTimeline(request(), START);
    assert.ok(line !== undefined);
    assert.equal(writtenLine(line), '26/12/2022 à 14h33  Demande reçue.');
  });
});
