/** « Je n'ai rien reçu »: the calls, each with the reason that is told first and what stands in its sentence (the document's last page). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { at, call, link, mail, NOW, request } from '../../test/mail-cases.ts';
import { type MailCase, whyNotReceived } from './mail-not-received.ts';
import type { MailReason } from './mail-reason-sentences.ts';
import type { RequestHistory } from './request-timeline.ts';

const noMail = (finding: RequestHistory['finding']) => [request({ finding, mails: [], links: [] })];
const REFUSED = mail({ handOver: 'refused', serverAnswer: '550 5.1.1' });

const REPLACED = link({ ending: 'replaced', endedAt: at(20), openedDeadAt: at(25) });

const CALLS: readonly [says: string, MailCase, MailReason, RegExp][] = [
  ['nothing was ever asked', call({ requests: [] }), 'noRequest', /aucune demande/],
  ['no address, nothing asked', call({ requests: [], address: 'none' }), 'noAddress', /n’a pas d’adresse/],
  ['no address', call({ requests: noMail('noVerifiedAddress'), address: 'none' }), 'noAddress', /n’a pas/],
  [
    'never validated',
    call({ requests: noMail('noVerifiedAddress'), address: 'unverified' }),
    'notVerified',
    /jamais été validée/,
  ],
  [
    'changed yesterday',
    call({ requests: noMail('noVerifiedAddress'), address: 'held' }),
    'held',
    /24\u00a0heures/,
  ],
  [
    'changed once the mail had left',
    call({
      requests: [request({ links: [link({ ending: 'addressChanged', endedAt: at(5), openedAt: at(3) })] })],
      address: 'held',
    }),
    'held',
    /24\u00a0heures/,
  ],
  [
    'a provider said it is dead',
    call({ requests: [], deadAddress: '550 5.1.1' }),
    'addressDead',
    /n’existe pas/,
  ],
  ['another address was typed', call({ requests: noMail('noMatch') }), 'otherData', /ne correspond pas/],
  [
    'another address, then blocked',
    call({ requests: noMail('noMatch'), blockedUntil: at(50) }),
    'blocked',
    /26\/12\/2022 - 14h50/,
  ],
  ['blocked, old requests purged', call({ requests: [], blockedUntil: at(50) }), 'blocked', /à partir du/],
  ['a block that is over', call({ requests: [], blockedUntil: NOW }), 'noRequest', /aucune demande/],
  [
    'the mail waits for its turn',
    call({ requests: [request({ mails: [], links: [] })] }),
    'leaving',
    /en train de partir/,
  ],
  [
    'given up in time',
    call({ requests: [request({ mails: [], links: [], givenUpAt: at(31) })] }),
    'givenUp',
    /abandonné à 14h31/,
  ],
  [
    'greylisted',
    call({ requests: [request({ mails: [mail({ handOver: 'deferred', serverAnswer: '451 4.7.1' })] })] }),
    'deferred',
    /fait attendre/,
  ],
  [
    'refused at once',
    call({ requests: [request({ mails: [REFUSED], links: [] })] }),
    'refused',
    /a refusé le mail/,
  ],
  [
    'came back later',
    call({
      requests: [request({ mails: [mail({ report: 'failed', reportAnswer: '5.2.2', reportedAt: at(9) })] })],
    }),
    'returned',
    /pleine/,
  ],
  [
    'refused first, accepted at the second try',
    call({ requests: [request({ mails: [REFUSED, mail()] })] }),
    'handedOver',
    /parti à 14h02/,
  ],
  [
    'opened, by whomever',
    call({ requests: [request({ links: [link({ openedAt: at(4) })] })] }),
    'opened',
    /ouvert à 14h04/,
  ],
  [
    'in the box, says the provider',
    call({ requests: [request({ mails: [mail({ report: 'delivered', reportedAt: at(3) })] })] }),
    'arrived',
    /dans votre boîte à 14h03/,
  ],
  [
    'too late',
    call({ requests: [request({ links: [link({ expiresAt: at(32) })] })] }),
    'expired',
    /plus valable depuis 14h32/,
  ],
  [
    'used already',
    call({ requests: [request({ links: [link({ ending: 'used', endedAt: at(8) })] })] }),
    'used',
    /26\/12\/2022 à 14h08/,
  ],
  [
    'an old link was opened after it was replaced',
    call({ requests: [request({ links: [REPLACED, link({ madeAt: at(20) })] })] }),
    'oldLink',
    /ouvert à 14h25, après avoir été remplacé.*le plus récent, celui de 14h20/,
  ],
  [
    'the old link is of another request, opened twice',
    call({
      requests: [
        request({ links: [link({ madeAt: at(20) })] }),
        request({ links: [{ ...REPLACED, openedDeadAt: at(28) }, REPLACED] }),
      ],
    }),
    'oldLink',
    /ouvert à 14h28/,
  ],
  [
    'an old link, then the newest one',
    call({ requests: [request({ links: [REPLACED, link({ madeAt: at(20), openedAt: at(26) })] })] }),
    'opened',
    /ouvert à 14h26/,
  ],
  [
    'an old link was opened, but the newest mail came back',
    call({
      requests: [
        request({
          links: [REPLACED, link({ madeAt: at(20) })],
          mails: [mail({ report: 'failed', reportAnswer: '5.2.2', reportedAt: at(21) })],
        }),
      ],
    }),
    'returned',
    /pleine/,
  ],
  [
    'an old link was opened while it lived, before it was replaced',
    call({
      requests: [
        request({
          links: [{ ...REPLACED, openedAt: at(4), openedDeadAt: undefined }, link({ madeAt: at(20) })],
        }),
      ],
    }),
    'handedOver',
    /accepté/,
  ],
  [
    'opened too late',
    call({ requests: [request({ links: [link({ expiresAt: at(30), openedDeadAt: at(32) })] })] }),
    'expired',
    /ouvert à 14h32.*plus valable depuis 14h30/,
  ],
  [
    'used, then opened again',
    call({ requests: [request({ links: [link({ ending: 'used', endedAt: at(8), openedDeadAt: at(9) })] })] }),
    'used',
    /ouvert de nouveau à 14h09/,
  ],
  ['accepted, and nothing more is known', call(), 'handedOver', /accepté/],
];

describe('« Je n’ai rien reçu »', () => {
  for (const [says, mailCase, reason, sentence] of CALLS) {
    test(`${reason}: ${says}`, () => {
      const told = whyNotReceived(mailCase);
      assert.equal(told.reason, reason);
      assert.match(told.say, sentence);
      assert.ok(told.act.length > 0);
    });
  }
});
