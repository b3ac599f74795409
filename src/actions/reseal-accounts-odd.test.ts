/** Key rotation when something is wrong with an account, and when processes with other rings add one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothEngines } from '../../test/engines.ts';
import { type Added, addBy, purgeJournal, ringsOn } from '../../test/key-rings.ts';
import { somebody } from '../../test/renewal.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { addAccount } from './add-account.ts';
import { resealAccounts } from './reseal-accounts.ts';
import { surveyKeys } from './reseal-survey.ts';

onBothEngines('STO-6: key rotation with odd accounts', engine => {
  const rings = ringsOn(engine);

  test('an account that opens under no key is named by its ref, and the others are sealed anew', async () => {
    const people = [await addBy(rings.former), await addBy(rings.former), await addBy(rings.former)];
    const [, broken] = people as [Added, Added, Added];
    await rings.both.db
      .updateTable('accounts')
      .set({ person_sealed: Buffer.alloc(64, 1) })
      .where('ref', '=', broken.ref)
      .execute();
    const { outcome, report } = await resealAccounts(rings.both, undefined, 1);
    assert.equal(outcome, 'someLeft');
    assert.deepEqual(report, { accounts: 3, resealed: 2, unreadable: [broken.ref], doubled: [] });
    assert.deepEqual((await surveyKeys(rings.both)).unreadable, [broken.ref]);
  });

  test('a number that stands under both keys is named by its ref, and the others are sealed anew', async () => {
    const [one, other] = [await addBy(rings.former), await addBy(rings.former)];
    const number = rings.both.secrets.blindIndex.of('nir', one.nir);
    await rings.both.db
      .updateTable('accounts')
      .set({ nir_index: number })
      .where('ref', '=', other.ref)
      .execute();
    const { outcome, report } = await resealAccounts(rings.both);
    assert.equal(outcome, 'someLeft');
    assert.deepEqual(report.doubled, [one.ref]);
    assert.equal(report.resealed, 1);
  });

  test('an index under the former key is renewed even where the seal is current', async () => {
    const person = await addBy(rings.both);
    const was = rings.former.secrets.blindIndex.of('nir', person.nir);
    await rings.both.db
      .updateTable('accounts')
      .set({ nir_index: was })
      .where('ref', '=', person.ref)
      .execute();
    assert.equal((await resealAccounts(rings.both)).report.resealed, 1);
    assert.equal((await surveyKeys(rings.both)).keys[1]?.needs.numberIndexes, 0);
  });

  test('what proves another address than the account’s proves it no more afterwards than before', async () => {
    const person = await addBy(rings.former);
    const other = { ref: person.ref, mailAddress: 'une.autre@exemple.fr' as MailAddress };
    await rings.former.accounts.markAddressVerified(rings.former.db, other, rings.former.world.now());
    await resealAccounts(rings.both);
    const account = await rings.both.accounts.findByRef(rings.both.db, person.ref);
    assert.equal(account?.addressVerified, false);
  });

  test('a key goes once nothing needs it: no account, no password, no mail whose report may still come', async () => {
    const person = await addBy(rings.former);
    assert.equal((await surveyKeys(rings.both)).keys[1]?.needs.journalEntries, 1);
    await purgeJournal(rings.both);
    const passwords = rings.former.secrets.passwordHasher;
    const hashed = await passwords.hash('AncienMotDePasse1');
    assert.ok(hashed.state === 'hashed');
    const now = rings.both.world.now();
    await rings.both.accounts.writePassword(rings.both.db, person.ref, hashed.hash, now);
    const address_index = rings.former.secrets.blindIndex.of('mail-address', person.mailAddress);
    await rings.both.db
      .insertInto('mails')
      .values({
        ref: person.ref,
        kind: 'notice',
        account_ref: person.ref,
        request_ref: null,
        link_ref: null,
        address_index,
        provider: null,
        made_at: now,
      })
      .execute();
    const formerKey = async () => (await surveyKeys(rings.both)).keys[1];
    const without = (needs: object) => ({
      ...{ sealedAccounts: 0, sealedInsured: 0, numberIndexes: 0, addressIndexes: 0, otherAddresses: 0 },
      ...{ addressLinks: 0, provisionalCodes: 0, openNotices: 0 },
      ...{ passwords: 0, recentMails: 0 },
      journalEntries: 0,
      ...needs,
    });
    await resealAccounts(rings.both);
    assert.deepEqual((await formerKey())?.needs, without({ passwords: 1, recentMails: 1 }));
    const again = await rings.both.secrets.passwordHasher.hash('AncienMotDePasse1');
    assert.ok(again.state === 'hashed');
    await rings.both.accounts.writePassword(rings.both.db, person.ref, again.hash, now);
    assert.deepEqual((await formerKey())?.needs, without({ recentMails: 1 }));
    assert.equal((await formerKey())?.canBeRemoved, false);
    await rings.both.db
      .updateTable('mails')
      .set({ made_at: new Date(now.getTime() - 6 * 86_400_000) })
      .execute();
    assert.equal((await formerKey())?.canBeRemoved, true);
  });

  test('LIM-2: a process with the former key alone adds nobody once the new key made an account', async () => {
    const person = await addBy(rings.both);
    const again = { ...somebody({ nir: person.nir }), password: null };
    assert.deepEqual(await addAccount(rings.former, again), { outcome: 'keyMissing' });
    assert.deepEqual(await addAccount(rings.both, again), { outcome: 'taken' });
  });

  test('LIM-2: of twenty at once for one number, half by each process, one is added', async () => {
    const person = somebody();
    const endings = await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        addAccount(turn % 2 === 0 ? rings.both : rings.former, { ...person, password: null }),
      ),
    );
    assert.equal(endings.filter(ending => ending.outcome === 'added').length, 1);
    assert.equal((await surveyKeys(rings.both)).accounts, 1);
  });
});
