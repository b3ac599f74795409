/** Reports as mail systems write them: read, or told from what is not one (norms DSN-1, DSN-3). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { REPORTS, reportFrom } from '../../test/reports.ts';
import { REPORT_BYTES_MAX, readDeliveryReport } from './delivery-report.ts';

const MARKED = `retour+${'0123456789ab'.repeat(4)}@compte.exemple`;

function readAs(name: string, change: (source: string) => string = source => source) {
  return readDeliveryReport(Buffer.from(change(reportFrom(name, MARKED).toString('utf8'))));
}

function written(status: string, from = 'MAILER-DAEMON@relais.exemple.fr'): Buffer {
  return Buffer.from(`From: ${from}\r\nTo: ${MARKED}\r\nSubject: x\r\n\r\n${status}\r\n`);
}

const READ: readonly { name: string; ending: string; answer: string }[] = [
  { name: 'postfix', ending: 'failed', answer: '550 5.1.1' },
  { name: 'exim', ending: 'failed', answer: '550 5.2.1' },
  { name: 'orange', ending: 'failed', answer: '550 5.1.1 OFR_416' },
  { name: 'orange-text', ending: 'failed', answer: '550 5.2.0 OFR_506' },
  { name: 'sfr', ending: 'failed', answer: '450 4.7.1 SFR_IN_105' },
  { name: 'free', ending: 'failed', answer: '550 spam' },
  { name: 'la-poste', ending: 'failed', answer: '550 5.5.0 LPN007_426' },
  { name: 'gmail', ending: 'failed', answer: '552 5.2.2' },
  { name: 'outlook', ending: 'failed', answer: '550 5.1.10' },
  { name: 'delayed', ending: 'delayed', answer: '451 4.7.1' },
  { name: 'delivered', ending: 'delivered', answer: '2.0.0' },
  { name: 'several', ending: 'failed', answer: '5.7.26' },
];

const NOT_REPORTS = ['auto-reply', 'auto-reply-postmaster', 'receipt', 'complaint'];

describe('a report is read (norm DSN-1)', () => {
  for (const { name, ending, answer } of READ) {
    test(`${name}: ${ending}, ${answer}`, async () => {
      const read = await readAs(name);
      assert.ok(read.read === 'report');
      assert.deepEqual({ ending: read.ending, answer: read.answer }, { ending, answer });
      assert.ok(read.returnedTo.includes(MARKED));
    });

    test(`${name}: the same with the line ends of a mailbox file`, async () => {
      assert.deepEqual(await readAs(name, source => source.replaceAll('\r\n', '\n')), await readAs(name));
    });
  }

  for (const name of NOT_REPORTS) {
    test(`${name} is not a report`, async () => {
      assert.deepEqual(await readAs(name), { read: 'notAReport' });
    });
  }

  test('with the line that a mail server puts before what it pipes into a command', async () => {
    const read = await readAs(
      'postfix',
      source => `From MAILER-DAEMON  Mon Dec 26 14:34:02 2022\n${source.replaceAll('\r\n', '\n')}`,
    );
    assert.deepEqual(read, await readAs('postfix'));
  });

  test('every report of the bench is read here', () => {
    assert.deepEqual([...READ.map(({ name }) => name), ...NOT_REPORTS].sort(), [...REPORTS].sort());
  });

  test('the worst that happened to one of several recipients is told, in whatever order they stand', async () => {
    const onlyDelayed = await readAs('several', source => source.replace('FAILED', 'relayed'));
    assert.ok(onlyDelayed.read === 'report');
    assert.deepEqual([onlyDelayed.ending, onlyDelayed.answer], ['delayed', '4.2.2']);
  });

  test('a status part without an action is read by its status, without both it says nothing', async () => {
    const silent = await readAs('several', source => source.replace(/Action: FAILED.*\r\n/, ''));
    assert.ok(silent.read === 'report' && silent.ending === 'failed' && silent.answer === '5.7.26');
    const empty = await readAs('delayed', source => source.replace(/Action: .*\r\n|Status: .*\r\n/g, ''));
    assert.deepEqual(empty, { read: 'notAReport' });
  });

  test('without a diagnostic, the status is kept', async () => {
    const read = await readAs('outlook', source => source.replace(/Diagnostic-Code: .*\r\n/, ''));
    assert.ok(read.read === 'report');
    assert.equal(read.answer, '5.1.10');
  });

  test('a report of RFC 6533 is read too', async () => {
    const read = await readAs('several', source =>
      source.replace('message/delivery', 'message/global-delivery'),
    );
    assert.ok(read.read === 'report' && read.answer === '5.7.26');
  });
});

describe('a letter of a mail system is read by its text', () => {
  test('« not yet » is a delay, unless it says that it gave up', async () => {
    const delay = await readDeliveryReport(written('host mx said: 451 Greylisted'));
    assert.ok(delay.read === 'report' && delay.ending === 'delayed' && delay.answer === '451');
    const end = await readDeliveryReport(
      written("host mx said: 451 Greylisted\r\nI'm not going to try again"),
    );
    assert.ok(end.read === 'report' && end.ending === 'failed');
  });

  test('what explains the answer stands beside it, not further down', async () => {
    const read = await readDeliveryReport(written('host mx said: 550 no\r\n\r\nIs this user unknown?'));
    assert.ok(read.read === 'report' && read.answer === '550');
  });

  test('Exim names the recipients that failed, whoever signs the letter', async () => {
    const letter = written('550 5.1.1 no', 'Serveur <serveur@relais.exemple.fr>').toString();
    const read = await readDeliveryReport(Buffer.from(`X-Failed-Recipients: a@exemple.fr\r\n${letter}`));
    assert.ok(read.read === 'report' && read.answer === '550 5.1.1');
  });

  test('an old Exchange writes a status behind a #', async () => {
    const read = await readDeliveryReport(written('< mx.exemple.fr #5.1.1 smtp; User unknown> #SMTP#'));
    assert.ok(read.read === 'report' && read.answer === '5.1.1');
  });

  test('the same text from a person, or without an answer in it, is not a report', async () => {
    const person = await readDeliveryReport(written('550 5.1.1 ?', 'camille.exemple@exemple.fr'));
    assert.deepEqual(person, { read: 'notAReport' });
    assert.deepEqual(await readDeliveryReport(written('see room 12.550 there')), { read: 'notAReport' });
  });
});

describe('where a report came back to (norm DSN-1)', () => {
  const elsewhere = (source: string) => source.replace(/^(To|X-Original-To): .*\r\n/gm, '');

  test('the headers of who received it: To, Delivered-To, X-Original-To, Envelope-To', async () => {
    for (const header of ['To', 'Delivered-To', 'X-Original-To', 'Envelope-To']) {
      const read = await readAs(
        'several',
        source => `${header}: <${MARKED.toUpperCase()}>\r\n${elsewhere(source)}`,
      );
      assert.ok(read.read === 'report');
      assert.deepEqual(read.returnedTo, [MARKED.toUpperCase()], header);
    }
  });

  test('the return path of the mail that it brings back', async () => {
    for (const name of ['postfix', 'orange']) {
      const read = await readAs(name, elsewhere);
      assert.ok(read.read === 'report' && read.returnedTo.includes(MARKED));
    }
  });

  test('whom the mail server says that it was brought to', async () => {
    const raw = Buffer.from(elsewhere(reportFrom('several', MARKED).toString('utf8')));
    const read = await readDeliveryReport(raw, `<${MARKED}>`);
    assert.ok(read.read === 'report');
    assert.deepEqual(read.returnedTo, [MARKED]);
  });

  test('not without end: twenty at most', async () => {
    const many = Array.from({ length: 50 }, (_, rank) => `a${rank}@exemple.fr`).join(', ');
    const read = await readAs('several', source => source.replace('To: ', `To: ${many}, `));
    assert.ok(read.read === 'report');
    assert.equal(read.returnedTo.length, 20);
  });
});

describe('whatever comes', () => {
  test('a message longer than any report is not read', async () => {
    const raw = reportFrom('postfix', MARKED);
    const padding = Buffer.alloc(REPORT_BYTES_MAX - raw.length, '\n');
    assert.equal((await readDeliveryReport(Buffer.concat([raw, padding]))).read, 'report');
    assert.equal((await readDeliveryReport(Buffer.concat([raw, padding, raw]))).read, 'notAReport');
  });

  test('a header without end is read at once', async () => {
    const began = performance.now();
    await readAs('several', source => source.replace('To: ', `To: ${'a'.repeat(200_000)} `));
    assert.ok(performance.now() - began < 3000);
  });

  test('noise is not a report, and a report with noise in it throws nothing', async () => {
    const raw = reportFrom('several', MARKED);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(raw.length), async (noise, at) => {
        assert.equal((await readDeliveryReport(Buffer.from(noise))).read, 'notAReport');
        await readDeliveryReport(Buffer.concat([raw.subarray(0, at), noise, raw.subarray(at)]));
      }),
      { numRuns: 60 },
    );
  });

  test('no address and no word of a report stays in the answer', async () => {
    for (const { name } of READ) {
      const read = await readAs(name);
      assert.ok(read.read === 'report');
      assert.doesNotMatch(read.answer, /@|exemple|rejet|user/i, name);
    }
  });
});
