/** Who sees what after étape 2: the table itself, and the matching, whatever is missing (norms ENU-1, ENU-9). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MailAddress } from './mail-address.ts';
import { findMatch, type MatchableAccount, whoSeesWhat } from './renewal-answer.ts';

const TYPED = {
  dateOfBirth: { year: 1985, month: 7, day: 12 },
  mailAddress: 'camille@exemple.fr' as MailAddress,
};
const NOW = new Date('2022-12-26T13:33:00Z');
const LATER = new Date('2022-12-26T13:33:01Z');
const ACCOUNT: MatchableAccount = { ...TYPED, addressVerified: true, addressHeldUntil: null };
const OTHER_DATE = { year: 1985, month: 7, day: 13 };
const OTHER_ADDRESS = 'dominique@exemple.fr' as MailAddress;

describe('who sees what', () => {
  const table = [
    ['documented', 'match', 'mailSent', true],
    ['documented', 'noVerifiedAddress', 'mailImpossible', false],
    ['documented', 'noMatch', 'mailSent', false],
    ['neutral', 'match', 'mailSent', true],
    ['neutral', 'noVerifiedAddress', 'mailSent', false],
    ['neutral', 'noMatch', 'mailSent', false],
  ] as const;
  for (const [policy, finding, page, mail] of table) {
    test(`étape 3: « ${finding} » under « ${policy} » sees « ${page} », ${mail ? 'with' : 'without'} mail`, () => {
      assert.deepEqual(whoSeesWhat(finding, policy), { page, mail });
    });
  }
});

describe('matching', () => {
  test('ENU-9, RST-7: over all combinations, only number, date and verified address, not held, together match', () => {
    for (const known of [true, false])
      for (const sameDate of [true, false])
        for (const address of ['same', 'other', 'none'] as const)
          for (const addressVerified of [true, false])
            for (const addressHeldUntil of [null, NOW, LATER]) {
              const mailAddress = { same: TYPED.mailAddress, other: OTHER_ADDRESS, none: null }[address];
              const dateOfBirth = sameDate ? TYPED.dateOfBirth : OTHER_DATE;
              const account = known
                ? { dateOfBirth, mailAddress, addressVerified, addressHeldUntil }
                : undefined;
              const usable = address !== 'none' && addressVerified && addressHeldUntil !== LATER;
              const whenKnown = usable ? (address === 'same' ? 'match' : 'noMatch') : 'noVerifiedAddress';
              const expected = known && sameDate ? whenKnown : 'noMatch';
              assert.equal(findMatch(account, TYPED, NOW), expected, JSON.stringify({ account }));
            }
  });

  test('ENU-9: nobody is matched by the placeholder that stands in for an unknown number', () => {
    const typed = { ...TYPED, dateOfBirth: { year: 1900, month: 1, day: 1 } };
    assert.equal(findMatch(undefined, typed, NOW), 'noMatch');
  });

  test('ATK-12, ATK-13: letter case alone does not tell addresses apart; a dot or a tag does', () => {
    const typing = (mailAddress: string) => ({ ...TYPED, mailAddress: mailAddress as MailAddress });
    assert.equal(findMatch(ACCOUNT, typing('CAMILLE@Exemple.FR'), NOW), 'match');
    for (const other of ['cam.ille@exemple.fr', 'camille+x@exemple.fr', 'camılle@exemple.fr'])
      assert.equal(findMatch(ACCOUNT, typing(other), NOW), 'noMatch');
  });
});
