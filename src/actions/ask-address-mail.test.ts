/** Another link for an address that is not proved (« Recevoir un nouveau mail »), and what becomes of the former ones. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { addressSecretOf, create, holder, newPerson, secretOf } from '../../test/creation.ts';
import type { AccountRef } from '../database/accounts.ts';
import { findBouncedAddress, markAddressBounced } from '../database/bounced-addresses.ts';
import { writeOtherAddress } from '../database/other-addresses.ts';
import { askAddressMail } from './ask-address-mail.ts';
import { exportPerson } from './export-person.ts';
import { addressIndexOf } from './hand-over-mail.ts';
import { lookAtAddressLink } from './look-at-address-link.ts';
import { purge } from './purge.ts';
import { sendAddressMail } from './send-address-mail.ts';
import { verifyAddress } from './verify-address.ts';

describe('another mail to prove an address', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  beforeEach(() => bench.deliver());
  after(() => bench.close());

  async function created() {
    const person = await newPerson(bench);
    const secret = await addressSecretOf(bench, person);
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    if (account === undefined) throw new Error('the account is not there');
    return { person, secret, ref: account.ref };
  }

  const look = async (secret: string | undefined) =>
    (await lookAtAddressLink(bench.tools, holder(secret))).outcome;
  const isVerified = async (ref: AccountRef) =>
    (await bench.tools.accounts.findByRef(bench.tools.db, ref))?.addressVerified;

  test('replaced: the link of another address than the one that waits now proves nothing', async () => {
    const { person, secret, ref } = await created();
    const pending = { mailAddress: (await newPerson(bench)).mailAddress, since: bench.world.now() };
    await bench.tools.db
      .transaction()
      .execute(trx =>
        writeOtherAddress(trx, bench.tools.secrets.sealer, { accountRef: ref, role: 'pending' }, pending),
      );
    assert.equal(await look(secret), 'replaced');
    assert.deepEqual(await verifyAddress(bench.tools, holder(secret), person.dateOfBirth), {
      outcome: 'replaced',
    });
    await askAddressMail(bench.tools, ref);
    const [mail] = await bench.deliver();
    assert.deepEqual(mail?.recipients, [pending.mailAddress]);
  });

  test('ML-13: a mail that has left is not sent again, whoever forgot to say so; one that is asked for later is', async () => {
    const person = await newPerson(bench);
    await create(bench, person);
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    assert.ok(account !== undefined);
    const asked = { accountRef: account.ref, askedAt: bench.world.now() };
    const [secret, sent] = [secretOf(await bench.deliver()), bench.sink.mails.length];
    bench.world.advance({ minutes: 2 });
    assert.deepEqual(await sendAddressMail(bench.tools, asked), { outcome: 'handedOver' });
    assert.equal(bench.sink.mails.length, sent);
    assert.equal(await look(secret), 'live');
    await askAddressMail(bench.tools, account.ref);
    assert.equal((await bench.deliver()).length, 1);
    assert.equal(await look(secret), 'replaced');
  });

  test('bounced: what was sent before its provider refused the address proves nothing; a newer link does', async () => {
    const { person, secret, ref } = await created();
    const addressIndex = addressIndexOf(bench.tools, person.mailAddress);
    const bounced = { addressIndex, answer: '550 5.1.1', bouncedAt: bench.world.now() };
    await markAddressBounced(bench.tools.db, ref, bounced);
    assert.equal(await look(secret), 'bounced');
    assert.deepEqual(await verifyAddress(bench.tools, holder(secret), person.dateOfBirth), {
      outcome: 'bounced',
    });
    assert.equal(await isVerified(ref), false);
    bench.world.advance({ seconds: 1 });
    await askAddressMail(bench.tools, ref);
    const next = secretOf(await bench.deliver());
    assert.deepEqual(await verifyAddress(bench.tools, holder(next), person.dateOfBirth), {
      outcome: 'verified',
    });
    assert.equal(await findBouncedAddress(bench.tools.db, ref), undefined);
  });

  test('asked, tooMany, nothingToVerify: another mail three times an hour, until the address is proved', async () => {
    const { person, ref } = await created();
    for (const _ of [1, 2, 3]) {
      bench.world.advance({ seconds: 1 });
      assert.equal((await askAddressMail(bench.tools, ref)).outcome, 'asked');
    }
    assert.equal((await askAddressMail(bench.tools, ref)).outcome, 'tooMany');
    bench.world.advance({ minutes: 60 });
    assert.equal((await askAddressMail(bench.tools, ref)).outcome, 'asked');
    const mails = await bench.deliver();
    assert.equal(mails.length, 4);
    const secrets = mails.map(mail => secretOf([mail]));
    const seen = await Promise.all(secrets.map(look));
    assert.equal(
      seen.filter(outcome => outcome === 'live').length,
      1,
      'of mails that leave at once, one counts',
    );
    const live = secrets[seen.indexOf('live')];
    await verifyAddress(bench.tools, holder(live), person.dateOfBirth);
    assert.deepEqual(await askAddressMail(bench.tools, ref), { outcome: 'nothingToVerify' });
  });

  test('nothingToSend: a job that comes when the address is proved sends nothing', async () => {
    const { person, secret, ref } = await created();
    await askAddressMail(bench.tools, ref);
    await verifyAddress(bench.tools, holder(secret), person.dateOfBirth);
    assert.equal((await bench.deliver()).length, 0);
  });

  test('TOK-9: of a link only the hash is kept, and its queue holds no secret', async () => {
    const person = await newPerson(bench);
    await create(bench, person);
    const links = await bench.tools.db.selectFrom('address_links').selectAll().execute();
    const secret = secretOf(await bench.deliver());
    const fresh = await bench.tools.db.selectFrom('address_links').selectAll().execute();
    assert.equal(fresh.length, links.length + 1);
    assert.ok(!JSON.stringify(fresh).includes(secret));
  });

  test('RGP-4, RGP-9: its owner is told of each link, which goes 30 days later', async () => {
    const { person, secret, ref } = await created();
    await verifyAddress(bench.tools, holder(secret), person.dateOfBirth);
    const told = await exportPerson(bench.tools, person);
    assert.ok(told.outcome === 'exported');
    const { liensDeValidation: links } = told.document.compte as { liensDeValidation: { fin: string }[] };
    assert.deepEqual(
      links.map(({ fin }) => fin),
      ['verified'],
    );
    assert.ok(!JSON.stringify(told).includes(secret));
    bench.world.advance({ minutes: 31 * 24 * 60 });
    await purge(bench.tools);
    const left = bench.tools.db.selectFrom('address_links').select('ref').where('account_ref', '=', ref);
    assert.deepEqual(await left.execute(), []);
  });
});
