/** The command beside a running server: accounts are added and shown, requests are told, all in French. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { type MailSink, openMailSink } from './mail-sink.ts';
import { runCommand } from './run-command.ts';

const CAMILLE = { numero: '2 84 05 88 321 025 32', dateDeNaissance: '12/05/1984' };

describe('the command renouveau', () => {
  let database: TestDatabase;
  let sink: MailSink;
  before(async () => {
    database = await openTestDatabase('PostgreSQL');
    sink = await openMailSink();
  });
  after(async () => {
    await sink.close();
    await database.close();
  });

  const run = (words: string[], input = '') =>
    runCommand(words, input, { SMTP_URL: sink.url, DATABASE_URL: database.url });

  test('accounts add, then show, then add again', async () => {
    const account = { ...CAMILLE, adresseMail: 'camille@exemple.fr', adresseValidee: true };
    const added = await run(['accounts', 'add'], JSON.stringify(account));
    assert.match(added.out, /^Compte ajouté\s: [0-9a-f-]{36}\.\n$/);
    const shown = await run(['accounts', 'show'], CAMILLE.numero);
    assert.match(
      shown.out,
      /adresse mail\s: c\*\*\*@e\*\*\*\.fr, validée\n {2}mot de passe\s: jamais choisi/,
    );
    const again = await run(['accounts', 'add'], JSON.stringify(account));
    assert.equal(again.status, 1);
    assert.match(again.fault, /Ce numéro a déjà un compte/);
  });

  test('--json: one document on standard output, of accounts, tables and the purge', async () => {
    const paul = { numero: '1 85 07 75 056 001 48', dateDeNaissance: '01/07/1985' };
    const json = async (words: string[], input = '') =>
      JSON.parse((await run([...words, '--json'], input)).out);
    const { compte } = await json(['accounts', 'add'], JSON.stringify(paul));
    assert.match(compte, /^[0-9a-f-]{36}$/);
    assert.deepEqual(await json(['accounts', 'show'], paul.numero), {
      compte,
      adresseMail: null,
      adresseValidee: false,
      sansRenouvellementJusquAu: null,
      adresseAVerifier: null,
      motDePasseChoisi: false,
    });
    assert.deepEqual(await json(['migrate']), { misesAJour: [] });
    assert.deepEqual(await json(['purge']), { fin: 'complet', efface: {} });
    const taken = await json(['reports', 'take'], 'Bonjour');
    assert.deepEqual([taken.note, taken.remise], [false, null]);
  });

  test('requests show says that there is none, and what it expects', async () => {
    const none = await run(['requests', 'show'], JSON.stringify(CAMILLE));
    assert.match(none.out, /Aucune demande pour ce numéro/);
    assert.equal((await run(['requests', 'show', '--json'], JSON.stringify(CAMILLE))).out, '[]\n');
    const wrong = await run(['requests', 'show'], '{"numero":"1"}');
    assert.equal(wrong.status, 2);
    assert.match(wrong.fault, /n’est pas le JSON attendu/);
  });

  test('a word that is not a command is told, with those that are', async () => {
    const unknown = await run(['danser']);
    assert.equal(unknown.status, 2);
    assert.match(unknown.fault, /La commande «\sdanser\s» n’existe pas\.[\s\S]*requests/);
    assert.equal((await run(['aide'])).status, 0);
  });

  test('migrate says that the tables are up to date', async () => {
    assert.match((await run(['migrate'])).out, /déjà à jour/);
  });
});
