/** What a person gets when they ask what is kept about them: all of it, in sentences, without a secret (norm RGP-9). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertJournalIsSound } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { codeOf } from '../../test/provisional-code.ts';
import { enter, linkOf, NEW_PASSWORD, renew, somebody } from '../../test/renewal.ts';
import { markAddressBounced } from '../database/bounced-addresses.ts';
import { keyOf } from '../rules/nir.ts';
import { addAccount } from './add-account.ts';
import { exportPerson } from './export-person.ts';

// biome-ignore lint/suspicious/noExplicitAny: a document for people, looked into by its names.
type Document = Record<string, any>;

onBothEngines('all that is kept about a person is given to them', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  test('exported: account, sessions, requests with their mails and links, limits and journal; no hash, no secret', async () => {
    const person = somebody({ dateOfBirth: { year: 1950, month: 3, day: 0 } });
    const added = await addAccount(bench.tools, { ...person, password: null });
    assert.ok(added.outcome === 'added');
    const link = await linkOf(bench, person);
    assert.deepEqual(await renew(bench, link), { outcome: 'changed' });
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    const code = await codeOf(bench, person);
    const addressIndex = bench.tools.secrets.blindIndex.of('mail-address', person.mailAddress);
    const bounced = { addressIndex, answer: '5.1.1', bouncedAt: bench.world.now() };
    await markAddressBounced(bench.tools.db, added.ref, bounced);
    const exported = await exportPerson(bench.tools, person);
    assert.ok(exported.outcome === 'exported');
    const { compte, demandes, limites, journal } = exported.document as Document;
    assert.equal(compte.numero, person.nir + keyOf(person.nir));
    assert.equal(compte.dateDeNaissance, '00/03/1950');
    assert.equal(compte.adresseMail, person.mailAddress);
    assert.ok(compte.adresseValideeLe && compte.motDePasse.changeLe);
    assert.equal(compte.adresseRefusee.reponse, '5.1.1');
    assert.equal(compte.sessions.length, 1);
    assert.equal(compte.codeProvisoire.remisPar, 'la commande');
    assert.equal(compte.codeProvisoire.sansObjetDepuis, null);
    assert.deepEqual(
      compte.signalements.map(({ mail, faitLe }: Document) => [mail, faitLe]),
      [['renouvellement', null]],
    );
    assert.match(JSON.stringify(demandes), /Demande reçue\..*Mail parti.*avec ce lien/);
    assert.deepEqual(
      limites.map(({ limite }: Document) => limite),
      ['demandes'],
    );
    const phrases = journal.map(({ phrase }: Document) => phrase).join('\n');
    for (const told of ['Compte ajouté', 'Demande reçue', 'Mot de passe modifié', 'Connexion.'])
      assert.ok(phrases.includes(told), told);
    const text = JSON.stringify(exported.document);
    const { passwordHash } = (await bench.tools.accounts.findByRef(bench.tools.db, added.ref)) ?? {};
    for (const secret of [passwordHash ?? '?', NEW_PASSWORD, code, link.split('/').at(-1) ?? '?', 'argon2'])
      assert.ok(!text.includes(secret), secret);
  });

  test('exported: it is told in the journal, which still holds', async () => {
    const person = somebody();
    await addAccount(bench.tools, { ...person, password: null });
    await exportPerson(bench.tools, person);
    const again = await exportPerson(bench.tools, person);
    assert.ok(again.outcome === 'exported');
    assert.match(JSON.stringify(again.document.journal), /Commande «\s?accounts export\s?»/);
    await assertJournalIsSound(bench.tools);
  });

  test('exported: who has no account gets what was counted of them, and nothing of whose number it is', async () => {
    const owner = somebody();
    await addAccount(bench.tools, { ...owner, password: null });
    const stranger = { ...owner, dateOfBirth: { year: 1971, month: 2, day: 3 } };
    await linkOf(bench, owner);
    assert.deepEqual(await exportPerson(bench.tools, stranger), { outcome: 'nothingKept' });
  });

  test('nothingKept: nobody we know, and nothing is told', async () => {
    assert.deepEqual(await exportPerson(bench.tools, somebody()), { outcome: 'nothingKept' });
  });
});
