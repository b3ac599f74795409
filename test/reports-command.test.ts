/** `renouveau reports take` beside a running service, and what `accounts show` says then (norms DSN-1, DSN-2). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findBouncedAddress, markAddressBounced } from '../src/database/bounced-addresses.ts';
import { markedReturnAddress } from '../src/secrets/return-mark.ts';
import { type Bench, openBench } from './bench.ts';
import { ask, member } from './renewal.ts';
import { ourRows, reportFrom } from './reports.ts';

import { COMMAND_KEY, runCommand } from './run-command.ts';

describe('the command renouveau reports', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL', settings: { SECRET_KEYS: COMMAND_KEY } });
  });
  after(() => bench.close());

  const run = (words: string[], input: Buffer | string) =>
    runCommand(words, input, { SMTP_URL: bench.sink.url, DATABASE_URL: bench.database.url });

  test('DSN-1, DSN-2: the report is noted, and accounts show says that the address is to be checked', async () => {
    const person = await member(bench);
    await ask(bench, person);
    const [mail] = await bench.deliver();
    assert.doesNotMatch((await run(['accounts', 'show'], person.nir)).out, /à vérifier/);
    const taken = await run(['reports', 'take'], reportFrom('outlook', mail?.sender ?? ''));
    assert.deepEqual(taken, {
      out: 'Rapport noté\u00a0: le mail n’a pas pu être remis.\n',
      fault: '',
      status: 0,
    });
    const shown = await run(['accounts', 'show'], person.nir);
    assert.match(
      shown.out,
      /adresse à vérifier\s: le fournisseur l’a refusée le \d\d\/\d\d\/\d{4} à \d\dh\d\d \(réponse\s: 550 5\.1\.10\)\. Cette adresse n’existe pas/,
    );
  });

  test('DSN-2: a refusal of a former address is not told of the present one', async () => {
    const person = await member(bench);
    const { tools } = bench;
    const account = await tools.accounts.findByNir(tools.db, person.nir);
    assert.ok(account !== undefined);
    const addressIndex = tools.secrets.blindIndex.of('mail-address', 'ancienne@exemple.fr');
    const bounced = { addressIndex, answer: '550 5.1.1', bouncedAt: bench.world.now() };
    await markAddressBounced(tools.db, account.ref, bounced);
    assert.deepEqual(await findBouncedAddress(tools.db, account.ref), bounced);
    assert.doesNotMatch((await run(['accounts', 'show'], person.nir)).out, /à vérifier/);
  });

  test('what is worth nothing is told so, with 0, and changes nothing', async () => {
    const gone = markedReturnAddress(
      bench.tools.secrets.keys,
      'retour@exemple.fr',
      '0b0e7f0a-0000-4000-8000-000000000000',
    );
    const former = await ourRows(bench.database.db);
    const cases: [Buffer, RegExp][] = [
      [reportFrom('postfix', 'retour@exemple.fr'), /^Rien n’est noté\s: ce rapport n’est revenu à aucune/],
      [reportFrom('postfix', gone), /^Rien n’est noté\s: le mail dont parle/],
      [reportFrom('auto-reply', gone), /^Rien n’est noté\s: ce message n’est pas un rapport/],
      [Buffer.alloc(3_000_000, 'a\n'), /^Rien n’est noté\s: ce message n’est pas un rapport/],
    ];
    for (const [raw, says] of cases) {
      const { out, status } = await run(['reports', 'take'], raw);
      assert.match(out, says);
      assert.equal(status, 0);
    }
    assert.deepEqual(await ourRows(bench.database.db), former);
  });

  test('without « take » it says how it is used', async () => {
    const { fault, status } = await run(['reports'], '');
    assert.match(fault, /renouveau reports take {2}note/);
    assert.equal(status, 2);
  });
});
