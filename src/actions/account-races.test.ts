/**
 * « Mon compte » when things happen at once, on PostgreSQL, where transactions truly run side by side: a password chosen while
 * it is renewed and used, two changes of address, sessions that close each other (norms RST-3, RST-7, SES-3).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { askForAddress, freshAddress, provePending, signIn } from '../../test/account.ts';
import { assertJournalIsSound } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { chooseWith, codeOf, comeIn } from '../../test/provisional-code.ts';
import {
  askedBy,
  enter,
  linkOf,
  look,
  member,
  NEW_PASSWORD,
  OTHER_PASSWORD,
  renew,
  secretIn,
} from '../../test/renewal.ts';
import { findOtherAddress } from '../database/other-addresses.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { askAddressChange } from './ask-address-change.ts';
import { cancelAddressChange } from './cancel-address-change.ts';
import { changePassword } from './change-password.ts';
import { closeSessions } from './close-sessions.ts';
import { findSession } from './find-session.ts';
import type { SignedIn } from './prove-owner.ts';
import { sendRenewalMail } from './send-renewal-mail.ts';

const ROUNDS = 5;

describe('« Mon compte », at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  const choose = (session: SignedIn, password: string) =>
    changePassword(bench.tools, {
      session,
      current: FORMER_PASSWORD,
      password,
      repeated: password,
      device: 'computer',
    });

  const isIn = async (sessionToken: string) =>
    (await findSession(bench.tools, sessionToken)).outcome === 'signedIn';

  test('RST-3: a password chosen, renewed and used at once: one password is left, and no session of another one', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await member(bench);
      const link = await linkOf(bench, person);
      const { session } = await signIn(bench, person);
      const [chosen, renewed, entered] = await Promise.all([
        choose(session, NEW_PASSWORD),
        renew(bench, link, { password: OTHER_PASSWORD }),
        enter(bench, person.nir, FORMER_PASSWORD),
      ]);
      const changes = [chosen.outcome, renewed.outcome].join();
      assert.match(changes, /^(changed,(changed|passwordChanged)|(signedOut|busy|wrongPassword),changed)$/);
      const left = renewed.outcome === 'changed' ? OTHER_PASSWORD : NEW_PASSWORD;
      assert.equal((await enter(bench, person.nir, left)).outcome, 'signedIn', changes);
      assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'wrongNumberOrPassword');
      if (entered.outcome === 'signedIn') assert.equal(await isIn(entered.sessionToken), false);
      if (chosen.outcome === 'changed')
        assert.equal(await isIn(chosen.sessionToken), renewed.outcome !== 'changed');
    }
    await assertJournalIsSound(bench.tools);
  });

  test('RST-3: of two passwords chosen at once from two sessions one stays, and the other session is out', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await member(bench);
      const [one, other] = [await signIn(bench, person), await signIn(bench, person)];
      const endings = await Promise.all([
        choose(one.session, NEW_PASSWORD),
        choose(other.session, OTHER_PASSWORD),
      ]);
      assert.equal(endings.filter(({ outcome }) => outcome === 'changed').length, 1);
      const left = endings[0].outcome === 'changed' ? NEW_PASSWORD : OTHER_PASSWORD;
      assert.equal((await enter(bench, person.nir, left)).outcome, 'signedIn');
    }
  });

  test('RST-7: of two addresses asked for at once one waits; proved and cancelled at once, it is one or the other', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { session } = await signIn(bench, await member(bench));
      const { accountRef } = session;
      const addresses = ['a', 'b'].map(name => `${name}.${round}@exemple.fr` as MailAddress);
      const asked = await Promise.all(
        addresses.map(mailAddress =>
          askAddressChange(bench.tools, {
            session,
            password: FORMER_PASSWORD,
            mailAddress,
            device: 'computer',
          }),
        ),
      );
      assert.deepEqual(
        asked.map(({ outcome }) => outcome),
        ['asked', 'asked'],
      );
      const of = { accountRef, role: 'pending' } as const;
      const pending = await findOtherAddress(bench.tools.db, bench.tools.secrets.sealer, of);
      assert.ok(pending !== undefined && addresses.includes(pending.mailAddress));
      const [taken, cancelled] = await Promise.all([
        provePending(bench, accountRef),
        cancelAddressChange(bench.tools, session),
      ]);
      assert.equal(taken === undefined, cancelled.outcome === 'cancelled');
      const account = await bench.tools.accounts.findByRef(bench.tools.db, accountRef);
      assert.equal(account?.mailAddress === pending.mailAddress, taken !== undefined);
      assert.equal(account?.addressVerified, true);
    }
    await assertJournalIsSound(bench.tools);
  });

  test('TOK-8: a renewal mail that leaves while the address is changed leaves no live link in the former mailbox', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await member(bench);
      const older = await linkOf(bench, person);
      const { session } = await signIn(bench, person);
      const mailAddress = freshAddress();
      await askForAddress(bench, session, { mailAddress });
      await bench.deliver();
      bench.world.advance({ minutes: 2 });
      const request = await askedBy(bench, person);
      const [sent, taken] = await Promise.all([
        sendRenewalMail(bench.tools, request),
        provePending(bench, session.accountRef),
      ]);
      assert.equal(taken, mailAddress);
      assert.match(sent.outcome, /^(handedOver|nothingToSend)$/);
      const mails = bench.sink.mails.filter(mail => mail.recipients.includes(person.mailAddress));
      const links = mails.filter(mail => mail.text.includes('/renouveler/')).map(secretIn);
      assert.equal(links.length, sent.outcome === 'handedOver' ? 2 : 1);
      for (const link of [older, ...links])
        assert.match((await look(bench, link)).outcome, /^(addressChanged|replaced)$/, sent.outcome);
    }
    await assertJournalIsSound(bench.tools);
  });

  test('RST-7, RST-9: an address proved while a password is chosen with a code: neither waits for the other for ever', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await member(bench);
      const { session } = await signIn(bench, person);
      await askForAddress(bench, session);
      const token = await comeIn(bench, person, await codeOf(bench, person));
      const [chosen] = await Promise.all([
        chooseWith(bench, token, NEW_PASSWORD),
        provePending(bench, session.accountRef),
      ]);
      assert.equal(chosen.outcome, 'changed');
    }
  });

  test('SES-3: of sessions that close all others at once exactly one stays, whoever signs in meanwhile', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await member(bench);
      const three = [await signIn(bench, person), await signIn(bench, person), await signIn(bench, person)];
      const [, endings] = await Promise.all([
        enter(bench, person.nir, FORMER_PASSWORD),
        Promise.all(three.map(({ session }) => closeSessions(bench.tools, session, 'others'))),
      ]);
      assert.deepEqual(endings.map(({ outcome }) => outcome).sort(), ['closed', 'signedOut', 'signedOut']);
      const alive = await Promise.all(three.map(({ sessionToken }) => isIn(sessionToken)));
      assert.equal(alive.filter(one => one).length, 1);
    }
  });
});
