/**
 * Étape 2 to 3 and 3bis: who sees what, who gets a mail, and that nothing else tells one person from another (journey,
 * « Who sees what »; norms ENU-1, ENU-2, ENU-8, ENU-9, RGP-3).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { ask, member, secretIn, somebody } from '../../test/renewal.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { AnswerPolicy } from '../rules/renewal-answer.ts';
import type { RenewalQuestion } from './ask-for-renewal.ts';

const OTHER_ADDRESS = 'quelqu.un.d.autre@exemple.fr' as MailAddress;
const WRONG_DATE = { year: 1957, month: 4, day: 24 };
const INCOMPLETE = { year: 1965, month: 0, day: 0 };

type Account = NonNullable<Parameters<typeof member>[1]> | 'none';
type Row = {
  who: string;
  account: Account;
  typed: Partial<RenewalQuestion>;
  pages: Record<AnswerPolicy, 'mailSent' | 'mailImpossible'>;
  mails: number;
};

const SENT = { documented: 'mailSent', neutral: 'mailSent' } as const;
const IMPOSSIBLE = { documented: 'mailImpossible', neutral: 'mailSent' } as const;
const NO_ADDRESS = { mailAddress: null, addressVerified: false };
const UNVERIFIED = { addressVerified: false };

const ROWS: Row[] = [
  { who: 'a match', account: {}, typed: {}, pages: SENT, mails: 1 },
  { who: 'an account without address', account: NO_ADDRESS, typed: {}, pages: IMPOSSIBLE, mails: 0 },
  { who: 'an unverified address', account: UNVERIFIED, typed: {}, pages: IMPOSSIBLE, mails: 0 },
  { who: 'an unknown number', account: 'none', typed: {}, pages: SENT, mails: 0 },
  { who: 'a wrong date', account: {}, typed: { dateOfBirth: WRONG_DATE }, pages: SENT, mails: 0 },
  {
    who: 'a wrong date and an account without address',
    account: NO_ADDRESS,
    typed: { dateOfBirth: WRONG_DATE },
    pages: SENT,
    mails: 0,
  },
  { who: 'another address', account: {}, typed: { mailAddress: OTHER_ADDRESS }, pages: SENT, mails: 0 },
  {
    who: 'another address where the account’s is unverified',
    account: UNVERIFIED,
    typed: { mailAddress: OTHER_ADDRESS },
    pages: IMPOSSIBLE,
    mails: 0,
  },
  {
    who: 'a date of birth recorded as incomplete, typed with 00',
    account: { dateOfBirth: INCOMPLETE },
    typed: {},
    pages: SENT,
    mails: 1,
  },
  {
    who: 'a date of birth recorded as incomplete, typed 01/01',
    account: { dateOfBirth: INCOMPLETE },
    typed: { dateOfBirth: { year: 1965, month: 1, day: 1 } },
    pages: SENT,
    mails: 1,
  },
  {
    who: 'a date of birth recorded as complete, typed with 00',
    account: {},
    typed: { dateOfBirth: { year: 1957, month: 0, day: 0 } },
    pages: SENT,
    mails: 0,
  },
];

onBothEngines('étape 2, « Recevoir le mail »', engine => {
  for (const policy of ['documented', 'neutral'] as const) {
    describe(`with answers « ${policy} »`, () => {
      let bench: Bench;
      before(async () => {
        bench = await openBench({ engine, settings: { ANSWERS: policy } });
      });
      after(() => bench.close());

      for (const row of ROWS) {
        test(`ENU-1, ENU-8: ${row.who} sees « ${row.pages[policy]} » and ${row.mails} mail leaves`, async () => {
          const person = row.account === 'none' ? somebody() : await member(bench, row.account);
          assert.deepEqual(await ask(bench, person, row.typed), { outcome: row.pages[policy] });
          const mails = await bench.deliver();
          assert.deepEqual(
            mails.map(mail => mail.recipients),
            Array.from({ length: row.mails }, () => [person.mailAddress]),
          );
        });
      }
    });
  }
});

onBothEngines('étape 2, what the database is asked', engine => {
  const statements: string[] = [];
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine, onStatement: event => void statements.push(event.query.sql) });
  });
  after(() => bench.close());

  test('ENU-1, ENU-2: a match, an unknown number, a wrong date and another address cost the same SQL', async () => {
    const traceOf = async (account: Account, typed: Partial<RenewalQuestion> = {}) => {
      const person = account === 'none' ? somebody() : await member(bench, account);
      statements.length = 0;
      await ask(bench, person, typed);
      return [...statements];
    };
    const match = await traceOf({});
    assert.ok(match.some(statement => statement.includes('renewal_requests')));
    assert.ok(match.some(statement => statement.includes('pgboss')));
    assert.deepEqual(await traceOf('none'), match);
    assert.deepEqual(await traceOf({}, { dateOfBirth: WRONG_DATE }), match);
    assert.deepEqual(await traceOf({}, { mailAddress: OTHER_ADDRESS }), match);
    assert.deepEqual(await traceOf(NO_ADDRESS), match);
    assert.deepEqual(await traceOf(UNVERIFIED), match);
  });

  test('ML-1, ATK-12: the mail goes to the stored spelling of the address, whatever case was typed', async () => {
    await bench.deliver();
    const stored = 'Prenom.NOM-stocke@exemple.fr' as MailAddress;
    const person = await member(bench, { mailAddress: stored });
    await ask(bench, person, { mailAddress: 'pRENOM.nom-STOCKE@eXEMPLE.FR' as MailAddress });
    const [mail, ...others] = await bench.deliver();
    assert.deepEqual(mail?.recipients, [stored]);
    assert.match(secretIn(mail), /^[\w-]{43}Z$/);
    assert.equal(others.length, 0);
  });
});
