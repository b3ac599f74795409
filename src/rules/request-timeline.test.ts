/** The life of a request in lines: each event once, in order, with its reason; nothing that has not happened. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type LinkHistory,
  type MailHistory,
  type RequestHistory,
  requestTimeline,
  writtenLine,
} from './request-timeline.ts';

const START = new Date('2022-12-26T13:33:00Z');
const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

const SENT: MailHistory = {
  kind: 'renewal',
  madeAt: at(0),
  handOver: 'accepted',
  serverAnswer: '250 2.0.0',
  settledAt: at(1),
  report: undefined,
  reportAnswer: undefined,
  reportedAt: undefined,
};
const LINK: LinkHistory = {
  madeAt: at(0),
  openedAt: undefined,
  openedDeadAt: undefined,
  extensions: 0,
  extendedAt: undefined,
  expiresAt: at(31),
  ending: undefined,
  endedAt: undefined,
};

function request(changes: Partial<RequestHistory> = {}): RequestHistory {
  return { askedAt: START, finding: 'match', givenUpAt: undefined, mails: [], links: [], ...changes };
}
const events = (history: RequestHistory, now: Date) => requestTimeline(history, now).map(line => line.event);
const sentences = (history: RequestHistory) => requestTimeline(history, at(60)).map(line => line.sentence);

describe('the timeline of a request', () => {
  test('without mail says why', () => {
    const [, line] = requestTimeline(request({ finding: 'noVerifiedAddress' }), at(1));
    assert.match(line?.sentence ?? '', /pas d’adresse mail/);
    assert.deepEqual(events(request({ finding: 'noMatch' }), at(1)), ['asked', 'noMail']);
  });

  test('before the mail leaves, and while it leaves, it waits', () => {
    assert.deepEqual(events(request(), at(1)), ['asked', 'waiting']);
    const leaving = { ...SENT, handOver: undefined, settledAt: undefined, serverAnswer: undefined };
    assert.deepEqual(events(request({ mails: [leaving], links: [LINK] }), at(1)), ['asked', 'waiting']);
  });

  test('deferred, then handed over, opened, used and notified, in the order of the clock', () => {
    const deferred: MailHistory = {
      ...SENT,
      handOver: 'deferred',
      serverAnswer: '451 4.7.1',
      settledAt: at(0),
    };
    const history = request({
      mails: [{ ...SENT, kind: 'notice', settledAt: at(6) }, { ...SENT, settledAt: at(2) }, deferred],
      links: [
        { ...LINK, openedAt: at(3), ending: 'used', endedAt: at(5) },
        { ...LINK, ending: 'refused', endedAt: at(0) },
      ],
    });
    assert.deepEqual(events(history, at(60)), [
      'asked',
      'deferred',
      'handedOver',
      'opened',
      'used',
      'handedOver',
    ]);
    assert.match(
      sentences(history)[1] ?? '',
      /Mail retardé\. Le fournisseur fait patienter.*\(réponse\s: 451 4\.7\.1\)/,
    );
    assert.match(sentences(history)[5] ?? '', /^Mail de notification \(mot de passe modifié\) parti\./);
  });

  test('refused and unsure are told as such', () => {
    const refused: MailHistory = { ...SENT, handOver: 'refused', serverAnswer: '550 5.1.1' };
    const dead: LinkHistory = { ...LINK, ending: 'refused', endedAt: at(1) };
    assert.deepEqual(events(request({ mails: [refused], links: [dead] }), at(60)), ['asked', 'refused']);
    const unsure: MailHistory = { ...SENT, handOver: 'unsure', serverAnswer: 'ECONNECTION' };
    assert.deepEqual(events(request({ mails: [unsure], links: [LINK] }), at(2)), ['asked', 'unsure']);
  });

  test('what came back about a mail that had left is told with its reason', () => {
    const bounced: MailHistory = { ...SENT, report: 'failed', reportAnswer: '550 5.1.1', reportedAt: at(4) };
    const history = request({ mails: [bounced], links: [LINK] });
    assert.deepEqual(events(history, at(5)), ['asked', 'handedOver', 'failed']);
    assert.match(sentences(history)[2] ?? '', /^Mail revenu.*Cette adresse n’existe pas/);
  });

  test('a request whose mail could not leave in time is given up, and says what to do', () => {
    const deferred: MailHistory = { ...SENT, handOver: 'deferred', serverAnswer: 'ETIMEDOUT' };
    const history = request({ givenUpAt: at(31), mails: [deferred] });
    assert.deepEqual(events(history, at(60)), ['asked', 'deferred', 'givenUp']);
    assert.match(sentences(history)[2] ?? '', /nouvelle demande/);
  });

  test('expired at the boundary, not before; replaced and overtaken are not called expired', () => {
    const sent = { mails: [SENT], links: [LINK] };
    assert.deepEqual(events(request(sent), new Date(at(31).getTime() - 1)), ['asked', 'handedOver']);
    assert.deepEqual(events(request(sent), at(31)), ['asked', 'handedOver', 'expired']);
    for (const ending of ['replaced', 'passwordChanged', 'addressChanged'] as const) {
      const links = [{ ...LINK, ending, endedAt: at(9) }];
      assert.deepEqual(events(request({ mails: [SENT], links }), at(60)), ['asked', 'handedOver', ending]);
    }
  });

  test('TOK-6: a link that was opened when it was worth nothing any more says when, and why it was', () => {
    const replaced = { ...LINK, ending: 'replaced', endedAt: at(9), openedDeadAt: at(12) } as const;
    const history = request({ mails: [SENT], links: [replaced] });
    assert.deepEqual(events(history, at(60)), ['asked', 'handedOver', 'replaced', 'openedDead']);
    assert.match(sentences(history)[3] ?? '', /^Lien ouvert après avoir été remplacé.*ou par un antivirus/);
    const expired = request({ mails: [SENT], links: [{ ...LINK, openedDeadAt: at(40) }] });
    assert.match(sentences(expired).at(-1) ?? '', /^Lien ouvert après avoir expiré/);
  });

  test('C-4: a link that was put off says how often, when last, and until when', () => {
    const links = [{ ...LINK, extensions: 2, extendedAt: at(20), expiresAt: at(51) }];
    const history = request({ mails: [SENT], links });
    assert.deepEqual(events(history, at(50)), ['asked', 'handedOver', 'extended']);
    assert.deepEqual(events(history, at(51)), ['asked', 'handedOver', 'extended', 'expired']);
    assert.equal(sentences(history)[2], 'Lien prolongé (en tout 2 fois), jusqu’au 26/12/2022 à 15h24.');
  });

  test('is written with the date and hour of Paris', () => {
    const [line] = requestTimeline(request(), START);
    assert.ok(line !== undefined);
    assert.equal(writtenLine(line), '26/12/2022 à 14h33  Demande reçue.');
  });
});
