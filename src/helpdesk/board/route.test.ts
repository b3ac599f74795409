/** The board over HTTP: what really happened to requests and mails, counted, drawn and told as a table. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type ConsoleBench, openConsoleBench } from '../../../test/agents.ts';
import { readable } from '../../../test/readable.ts';
import { linkOf, member, renew } from '../../../test/renewal.ts';

describe('the day’s board and the journal', () => {
  let bench: ConsoleBench;
  before(async () => {
    bench = await openConsoleBench();
  });
  after(() => bench.close());

  test('one who came to étape 6 and one who did not: counted at each step, by way of the code', async () => {
    const [done, waiting] = [await member(bench), await member(bench)];
    await renew(bench, await linkOf(bench, done));
    await linkOf(bench, waiting);
    await bench.deliver();
    const leo = await bench.enterConsole('leo');
    const page = await leo.get('/journee');
    assert.equal(page.status, 200);
    const figures = (step: string) =>
      new RegExp(`${step}[^<]*</th><td>(\\d+)</td><td>(\\d+)`).exec(page.body)?.slice(1);
    assert.match(page.body, /<caption>En recopiant le code, lu ou entendu<\/caption>/);
    assert.deepEqual(figures('Ont demandé un mail'), ['2', '100']);
    assert.deepEqual(figures('Mail parti'), ['2', '100']);
    assert.deepEqual(figures('Ont ouvert le lien'), ['1', '50']);
    assert.deepEqual(figures('Nouveau mot de passe'), ['1', '50']);
    assert.match(page.body, /<svg class="chart"[^>]*role="img"/);
    assert.equal((page.body.match(/<g>/g) ?? []).length, 24);
    assert.equal(page.body.includes(done.mailAddress), false);
  });

  test('the journal is for supervisors: an adviser is told no, and sees no way to it', async () => {
    const claire = await bench.enterConsole('claire');
    assert.equal((await claire.get('/')).body.includes('/journal'), false);
    assert.equal((await claire.get('/journal')).status, 403);
    assert.equal((await claire.post('/journal/exporter', {})).status, 403);
  });

  test('LOG-7: a supervisor reads it, has it verified, and sees a changed line told as a fault; reading is told too', async () => {
    const sofia = await bench.enterConsole('sofia');
    const page = await sofia.get('/journal');
    assert.match(readable(page.body), /Console, agent [0-9a-f]{16} : journal lu/);
    const good = await sofia.submit({}, '/journal/verifier');
    assert.match(readable(good.body), /Le journal est tel qu'il a été écrit : \d+ lignes vérifiées/);
    await bench.tools.db.transaction().execute(async trx => {
      await sql`set local renouveau.audit_purge = 'on'`.execute(trx);
      await sql`alter table audit_entries disable trigger user`.execute(trx);
      await trx
        .updateTable('audit_entries')
        .set({ event: 'signedOut' })
        .where('event', '=', 'agentSignedIn')
        .execute();
      await sql`alter table audit_entries enable trigger user`.execute(trx);
    });
    const bad = await sofia.submit({}, '/journal/verifier');
    assert.match(readable(bad.body), /Le journal n'est pas tel qu'il a été écrit/);
  });

  test('the export is a file of the same lines, that names nobody', async () => {
    const person = await member(bench);
    const sofia = await bench.enterConsole('sofia');
    await sofia.get('/journal');
    const file = await sofia.submit({}, '/journal/exporter');
    assert.equal(file.headers.get('Content-Type'), 'text/csv; charset=utf-8');
    assert.match(file.headers.get('Content-Disposition') ?? '', /attachment/);
    assert.match(file.body, /"journalRead";"Console, agent/);
    for (const secret of [person.nir, person.mailAddress, 'Sofia'])
      assert.equal(file.body.includes(secret), false);
  });
});
