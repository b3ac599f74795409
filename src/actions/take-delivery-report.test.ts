/**
 * Reports about undelivered mails, brought to a whole service: noted for the agents, and for nobody else (norms DSN-1 to
 * DSN-3, ENU-1, ATK-37).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { dumpTables, found } from '../../test/dump.ts';
import { onBothEngines } from '../../test/engines.ts';
import type { SunkMail } from '../../test/mail-sink.ts';
import { ask, member } from '../../test/renewal.ts';
import { ourRows, reportFrom } from '../../test/reports.ts';
import { findBouncedAddress } from '../database/bounced-addresses.ts';
import { listRequestHistories } from '../database/renewal-requests.ts';
import type { DemoPerson } from '../demo/people.ts';
import { requestTimeline } from '../rules/request-timeline.ts';
import { markedReturnAddress } from '../secrets/return-mark.ts';
import { identityOf } from './ask-for-renewal.ts';
import { takeDeliveryReport } from './take-delivery-report.ts';

async function mailOf(bench: Bench, person: DemoPerson): Promise<SunkMail> {
  await ask(bench, person);
  return (await bench.deliver())[0] as SunkMail;
}

function bring(bench: Bench, name: string, returnAddress: string) {
  return takeDeliveryReport(bench.tools, { raw: reportFrom(name, returnAddress), recipient: undefined });
}

async function linesOf(bench: Bench, person: DemoPerson): Promise<string[]> {
  const indexes = bench.tools.secrets.blindIndex.candidates('identity', identityOf(person));
  const histories = await listRequestHistories(bench.tools.db, indexes);
  return histories
    .flatMap(history => requestTimeline(history, bench.world.now()))
    .map(({ event, sentence }) => `${event}: ${sentence}`);
}

async function bouncedOf(bench: Bench, person: DemoPerson) {
  const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
  return account && findBouncedAddress(bench.tools.db, account.ref);
}

/** One hexadecimal figure of the mark is another. */
function forge(returnAddress: string, place: number): string {
  const at = returnAddress.indexOf('@');
  const figure = returnAddress[at - place];
  return `${returnAddress.slice(0, at - place)}${figure === '0' ? '1' : '0'}${returnAddress.slice(at - place + 1)}`;
}

onBothEngines('a report about an undelivered mail', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  test('DSN-1, DSN-2: noted: the agent reads why it came back, the address is to be checked', async () => {
    const person = await member(bench);
    const mail = await mailOf(bench, person);
    bench.world.advance({ minutes: 1 });
    assert.deepEqual(await bring(bench, 'postfix', mail.sender), { outcome: 'noted', ending: 'failed' });
    const told = (await linesOf(bench, person)).find(line => line.startsWith('failed'));
    assert.match(told ?? '', /revenu.*Cette adresse n’existe pas chez le fournisseur.*550 5\.1\.1/);
    const bounced = await bouncedOf(bench, person);
    assert.deepEqual(bounced, {
      addressIndex: bench.tools.secrets.blindIndex.of('mail-address', person.mailAddress),
      answer: '550 5.1.1',
      bouncedAt: bench.world.now(),
    });
  });

  test('ATK-37: forged: with one figure of the mark changed, nothing is written', async () => {
    const person = await member(bench);
    const { sender } = await mailOf(bench, person);
    const former = await ourRows(bench.database.db);
    for (const place of [1, 16, 17, 48]) {
      assert.deepEqual(await bring(bench, 'postfix', forge(sender, place)), { outcome: 'forged' });
    }
    assert.deepEqual(await bring(bench, 'postfix', 'retour@compte.exemple'), { outcome: 'forged' });
    assert.deepEqual(await ourRows(bench.database.db), former);
  });

  test('unknownMail: our own mark, of a mail that is no longer there', async () => {
    const { keys } = bench.tools.secrets;
    const gone = markedReturnAddress(keys, 'retour@compte.exemple', crypto.randomUUID());
    const former = await ourRows(bench.database.db);
    assert.deepEqual(await bring(bench, 'postfix', gone), { outcome: 'unknownMail' });
    assert.deepEqual(await ourRows(bench.database.db), former);
  });

  test('notAReport: an automatic answer to a mail of ours changes nothing', async () => {
    const { sender } = await mailOf(bench, await member(bench));
    const former = await ourRows(bench.database.db);
    assert.deepEqual(await bring(bench, 'auto-reply', sender), { outcome: 'notAReport' });
    assert.deepEqual(await ourRows(bench.database.db), former);
  });

  test('DSN-3: a full or closed box, a rule of the provider, a delay: told, and the address is not marked', async () => {
    for (const name of ['gmail', 'exim', 'free', 'sfr', 'la-poste', 'several', 'delayed', 'delivered']) {
      const person = await member(bench);
      const { sender } = await mailOf(bench, person);
      const { outcome, ...rest } = await bring(bench, name, sender);
      assert.equal(outcome, 'noted', name);
      const { ending } = rest as { ending: string };
      assert.ok(
        (await linesOf(bench, person)).some(line => line.startsWith(ending)),
        name,
      );
      assert.equal(await bouncedOf(bench, person), undefined, name);
    }
  });

  test('a report that is only late does not mark an address, whatever status it bears', async () => {
    const person = await member(bench);
    const { sender } = await mailOf(bench, person);
    const late = reportFrom('postfix', sender).toString('utf8').replace('Action: failed', 'Action: delayed');
    await takeDeliveryReport(bench.tools, { raw: Buffer.from(late), recipient: undefined });
    assert.equal(await bouncedOf(bench, person), undefined);
  });

  test('a report brought twice changes nothing, and a delay does not hide a failure', async () => {
    const person = await member(bench);
    const { sender } = await mailOf(bench, person);
    await bring(bench, 'outlook', sender);
    const former = await ourRows(bench.database.db);
    bench.world.advance({ minutes: 1 });
    for (const name of ['outlook', 'delayed', 'delivered']) await bring(bench, name, sender);
    assert.deepEqual(await ourRows(bench.database.db), former);
  });

  test('late, then delivered, then late again: delivered stays, with its hour', async () => {
    const person = await member(bench);
    const { sender } = await mailOf(bench, person);
    await bring(bench, 'delayed', sender);
    await bring(bench, 'delivered', sender);
    assert.match((await linesOf(bench, person)).join('\n'), /^delivered: /m);
    const former = await ourRows(bench.database.db);
    bench.world.advance({ minutes: 1 });
    for (const name of ['delayed', 'delivered']) await bring(bench, name, sender);
    assert.deepEqual(await ourRows(bench.database.db), former);
  });

  test('a server that writes the return address in capitals changes nothing', async () => {
    const { sender } = await mailOf(bench, await member(bench));
    assert.deepEqual(await bring(bench, 'orange', sender.toUpperCase()), {
      outcome: 'noted',
      ending: 'failed',
    });
  });

  test('LOG-2: nothing of a report stays but its figures', async () => {
    const { sender } = await mailOf(bench, await member(bench));
    await bring(bench, 'orange', sender);
    const dump = await dumpTables(bench.database.db);
    assert.match(dump, /550 5\.1\.1 OFR_416/);
    assert.deepEqual(found(dump, ['marius.exemple', 'destinataire invalide', sender]), []);
  });
});
