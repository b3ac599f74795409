/** `renouveau audit` and `renouveau purge` beside a running service: what is said when all is well, and when it is not. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { EXAMPLE_SECRET_KEY } from '../src/config/secret-keys.ts';
import { found } from './dump.ts';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { runCommand } from './run-command.ts';

const OTHER_KEY = Buffer.from(EXAMPLE_SECRET_KEY, 'base64')
  .toReversed()
  .map(byte => byte ^ 90);
const CAMILLE = { numero: '2 84 05 88 321 025 32', dateDeNaissance: '12/05/1984' };

describe('the commands audit and purge', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase('PostgreSQL');
  });
  after(() => database.close());

  const run = (words: string[], input = '', settings: Record<string, string> = {}) =>
    runCommand(words, input, { DATABASE_URL: database.url, ...settings });

  test('RGP-9: audit show tells what the journal has about one person, and that it was asked', async () => {
    const person = JSON.stringify(CAMILLE);
    const none = await run(['audit', 'show'], person);
    assert.equal(none.out, 'Le journal ne dit rien de ce numéro et de cette date de naissance.\n');
    await run(['accounts', 'add'], JSON.stringify({ ...CAMILLE, adresseMail: 'camille@exemple.fr' }));
    await run(['accounts', 'show'], CAMILLE.numero);
    const shown = await run(['audit', 'show'], person);
    const lines = shown.out.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^\d\d\/\d\d\/\d{4} à \d\dh\d\d\s: Commande «\saudit show\s».$/);
    assert.match(lines[1] ?? '', /Compte ajouté, adresse mail absente ou non validée\.$/);
    assert.match(lines[2] ?? '', /Commande «\saccounts show\s»\.$/);
    const asJson = JSON.parse((await run(['audit', 'show', '--json'], person)).out);
    assert.deepEqual(asJson[1].event, 'accountAdded');
    assert.deepEqual(
      found(shown.out + JSON.stringify(asJson), ['284058832102', 'camille', '12/05/1984']),
      [],
    );
  });

  test('LOG-7: audit verify passes and gives a witness; what is done to a row afterwards is named, with status 1', async () => {
    const sound = await run(['audit', 'verify']);
    assert.equal(sound.status, 0, sound.fault);
    assert.match(sound.out, /^Le journal est tel qu’il a été écrit\s: \d+ lignes dans 16 chaînes\.\nTémoin/);
    const witness = sound.out.trimEnd().split('\n').at(-1) ?? '';
    const proved = await run(['audit', 'verify', '--temoin', witness]);
    assert.match(proved.out, /Rien n’a été coupé depuis le témoin\./);

    const [last] = (
      await sql<{
        chain: number;
        seq: number;
      }>`select chain, seq from audit_entries order by at desc limit 1`.execute(database.db)
    ).rows;
    await database.db.transaction().execute(async trx => {
      await sql`set local session_replication_role = replica`.execute(trx);
      await sql`update audit_entries set event = 'signedIn' where chain = ${last?.chain} and seq = ${last?.seq}`.execute(
        trx,
      );
    });
    const asJson = await run(['audit', 'verify', '--json']);
    const { temoin, fautes } = JSON.parse(asJson.out);
    assert.deepEqual([temoin, fautes.length, fautes[0].faute, asJson.status], [null, 1, 'changed', 1]);
    const changed = await run(['audit', 'verify']);
    assert.equal(changed.status, 1);
    assert.match(
      changed.fault,
      new RegExp(
        `^Chaîne ${last?.chain}, ligne ${last?.seq}, \\d\\d/.*\\s: cette ligne n’est pas ce qui a été écrit\\.\\n$`,
      ),
    );
    await database.db.transaction().execute(async trx => {
      await sql`set local session_replication_role = replica`.execute(trx);
      await sql`delete from audit_entries`.execute(trx);
      await sql`update audit_chains set last_seq = 0, last_hash = start_hash`.execute(trx);
    });
    assert.equal((await run(['audit', 'verify'])).status, 0);
    const cut = await run(['audit', 'verify', '--temoin', witness]);
    assert.equal(cut.status, 1);
    assert.match(cut.fault, /les lignes manquent à partir de celle-ci/);
  });

  test('LOG-7: a witness of another key, and a journal whose key is gone, are told in a sentence', async () => {
    const witness = (await run(['audit', 'verify'])).out.trimEnd().split('\n').at(-1) ?? '';
    await run(['audit', 'show'], JSON.stringify(CAMILLE));
    const others = { SECRET_KEYS: Buffer.from(OTHER_KEY).toString('base64') };
    const unreadable = await run(['audit', 'verify', '--temoin', witness], '', others);
    assert.match(unreadable.fault, /Ce témoin n’a pas été écrit par ce service/);
    const keyless = await run(['audit', 'verify'], '', others);
    assert.equal(keyless.status, 1);
    assert.match(keyless.fault, /la clé qui a écrit cette ligne n’est pas dans SECRET_KEYS/);
    assert.match((await run(['audit', 'verify', '--temoin', 'abc'])).fault, /Ce témoin n’a pas été écrit/);
    assert.match((await run(['audit', 'danser'])).fault, /renouveau audit verify/);
  });

  test('RGP-4: purge says what it removed, and then that nothing is left', async () => {
    const old = new Date('2020-01-01T00:00:00Z');
    await database.db
      .insertInto('sessions')
      .values({
        token_hash: Buffer.alloc(32),
        account_ref: crypto.randomUUID(),
        opened_at: old,
        expires_at: old,
      })
      .execute();
    assert.equal((await run(['purge'])).out, 'Effacé\u00a0: sessions 1.\n');
    assert.equal((await run(['purge'])).out, 'Rien à effacer.\n');
  });
});
