/** Answers of mail servers: kept without anybody's name, explained in a sentence. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { explainDelivery, readDeliveryAnswer } from './delivery-answers.ts';

describe('what is kept of an answer (norms LOG-2, DSN-3)', () => {
  for (const { code, text, kept } of [
    { code: 250, text: '250 2.0.0 Ok: queued as 4F2 for <camille.exemple@exemple.fr>', kept: '250 2.0.0' },
    {
      code: 550,
      text: '550 5.1.1 <camille.exemple@exemple.fr>: Recipient address rejected',
      kept: '550 5.1.1',
    },
    { code: 421, text: '421 smtp-in.orange.fr OFR004_104 Trop de connexions', kept: '421 OFR004_104' },
    { code: 451, text: '451 Greylisted', kept: '451' },
  ]) {
    test(`« ${kept} » of « ${text} »`, () => {
      assert.equal(readDeliveryAnswer({ code, text }), kept);
    });
  }

  test('a fault of the line is kept by its name', () => {
    assert.equal(readDeliveryAnswer({ fault: 'ETIMEDOUT' }), 'ETIMEDOUT');
    assert.equal(readDeliveryAnswer({}), 'inconnue');
  });

  test('no address ever stays, whatever the server writes', () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.string(),
        fc.integer({ min: 200, max: 599 }),
        (address, noise, code) => {
          assert.doesNotMatch(
            readDeliveryAnswer({ code, text: `${code} ${noise} <${address}> ${noise}` }),
            /@|</,
          );
        },
      ),
    );
  });
});

describe('what an answer means, in plain French (norm DSN-2)', () => {
  for (const { answer, says } of [
    { answer: '550 5.1.1', says: /n’existe pas/ },
    { answer: '552 5.2.2', says: /pleine/ },
    { answer: '452 4.2.2', says: /pleine/ },
    { answer: '550 5.7.515', says: /signature/ },
    { answer: '554 5.7.1', says: /indésirables/ },
    { answer: '451 4.7.1', says: /patienter/ },
    { answer: '421 OFR004_104', says: /Orange limite/ },
    { answer: '250 2.0.0', says: /accepté/ },
    { answer: 'ETIMEDOUT', says: /ne répond pas/ },
    { answer: 'EAUTH', says: /ne nous reconnaît pas/ },
    { answer: 'inconnue', says: /n’est pas connue/ },
  ]) {
    test(answer, () => assert.match(explainDelivery(answer), says));
  }
});
