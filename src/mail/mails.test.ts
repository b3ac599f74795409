/** The mails as a mailbox receives them, read by an independent parser (norms ML-2 to ML-9, ML-11, TPL-7, RST-6). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { signIn } from '../../test/account.ts';
import { BASE_URL, type Bench, openBench } from '../../test/bench.ts';
import type { SunkMail } from '../../test/mail-sink.ts';
import { linkOf, member, NEW_PASSWORD, renew, secretIn } from '../../test/renewal.ts';
import { disavowLinkIn, linkIn } from '../../test/visitor.ts';
import { sendAlertMail } from '../actions/send-alert-mail.ts';
import { ALERT_KINDS } from '../rules/alerts.ts';

function header(mail: SunkMail, name: string): string[] {
  const head = mail.source.slice(0, mail.source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return head
    .split('\r\n')
    .filter(line => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    .map(line => line.slice(name.length + 1).trim());
}

describe('étapes 4 and 6, and alerts: the mails', () => {
  let bench: Bench;
  let renewal: SunkMail;
  let notice: SunkMail;
  let alerts: SunkMail[];
  let person: Awaited<ReturnType<typeof member>>;
  before(async () => {
    bench = await openBench();
    person = await member(bench);
    const link = await linkOf(bench, person);
    renewal = bench.sink.mails[0] as SunkMail;
    await renew(bench, link);
    notice = (await bench.deliver())[0] as SunkMail;
    const { accountRef } = (await signIn(bench, person, NEW_PASSWORD)).session;
    const at = bench.world.now();
    for (const kind of ALERT_KINDS) await sendAlertMail(bench.tools, { accountRef, kind, at, to: 'current' });
    alerts = await bench.deliver();
  });
  after(() => bench.close());

  const all = () => [renewal, notice, ...alerts];

  test('ML-3: sender and subjects are the document’s', () => {
    for (const mail of all())
      assert.equal(mail.from, '"Votre Assurance Maladie" <ne-pas-repondre@compte.exemple>');
    assert.equal(renewal.subject, 'Votre compte ameli – renouveler mon mot de passe');
    assert.equal(notice.subject, 'Votre compte ameli – votre mot de passe a été modifié');
  });

  test('ML-4: « confirm » stands nowhere, neither in the raw source nor in any decoded part or header', () => {
    for (const mail of all()) {
      const headers = [...mail.headers].map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
      const unfolded = mail.source.replace(/=\r\n/g, '');
      for (const text of [mail.source, unfolded, mail.text, mail.html, mail.subject, mail.from, ...headers])
        assert.doesNotMatch(text, /confirm/i);
    }
  });

  test('ML-2, ML-11: marked as automatic, neither bulk nor subscribed', () => {
    for (const mail of all()) {
      assert.deepEqual(header(mail, 'Auto-Submitted'), ['auto-generated']);
      assert.deepEqual(header(mail, 'X-Auto-Response-Suppress'), ['All']);
      assert.deepEqual(header(mail, 'Precedence'), []);
      assert.deepEqual(header(mail, 'List-Unsubscribe'), []);
    }
  });

  test('ML-6: one From, one To, a date, a Message-ID of our domain, no copy, no person in the headers', () => {
    for (const mail of all()) {
      assert.equal(header(mail, 'From').length, 1);
      assert.deepEqual(header(mail, 'To'), [person.mailAddress]);
      assert.deepEqual(header(mail, 'Date'), ['Mon, 26 Dec 2022 13:33:00 +0000']);
      assert.match(header(mail, 'Message-ID')[0] ?? '', /^<[0-9a-f]{32}@compte\.exemple>$/);
      assert.deepEqual([...header(mail, 'Cc'), ...header(mail, 'Bcc')], []);
      assert.equal(mail.source.includes(person.nir), false);
      assert.deepEqual(mail.recipients, [person.mailAddress]);
    }
    assert.notDeepEqual(header(renewal, 'Message-ID'), header(notice, 'Message-ID'));
  });

  test('ML-5: text first, then HTML, in UTF-8, no line above 998 bytes', () => {
    for (const mail of all()) {
      assert.match(header(mail, 'Content-Type')[0] ?? '', /^multipart\/alternative/);
      const types = [...mail.source.matchAll(/^Content-Type: (text\/\w+); charset=utf-8\r$/gim)];
      assert.deepEqual(
        types.map(type => type[1]),
        ['text/plain', 'text/html'],
      );
      for (const line of mail.source.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 998);
    }
  });

  test('ML-5: both parts carry the same one link, alone on its line in the text', () => {
    const link = linkIn(renewal);
    const inHtml = [...renewal.html.matchAll(/href="([^"]+\/renouveler\/[^"]+)"/g)].map(found => found[1]);
    assert.deepEqual([...new Set(inHtml)], [link]);
    const inText = renewal.text.split('\n').filter(line => line.includes('/renouveler/'));
    assert.deepEqual([...new Set(inText)], [link]);
    assert.ok(inText.length >= 1);
    assert.equal(link, `${BASE_URL}/renouveler/${secretIn(renewal)}`);
    assert.ok(link.length < 200);
  });

  test('ML-8: every address in the HTML is ours; nothing is fetched', () => {
    for (const mail of all()) {
      for (const [, url = ''] of mail.html.matchAll(/(?:href|src|action|background)="([^"]*)"/g))
        assert.ok(url === BASE_URL || url.startsWith(`${BASE_URL}/`), url);
      assert.doesNotMatch(mail.html, /<img|<script|<link|<form|url\(|@import/i);
    }
  });

  test('TPL-7: the whole source is under 40 kB: no mailbox cuts it, and a telephone far from anything loads it', () => {
    for (const mail of all()) assert.ok(mail.source.length < 40_000, `${mail.source.length} bytes`);
  });

  test('RST-6: the notice carries no link that changes anything by itself: « Ce n’était pas moi » is its only one', () => {
    assert.doesNotMatch(notice.source, /renouveler\//);
    assert.deepEqual(notice.text.match(/https?:\S+/g), [disavowLinkIn(notice)]);
    assert.match(notice.text, /36\s46/);
    for (const alert of alerts) {
      assert.doesNotMatch(alert.text, /https?:/);
      assert.match(alert.text, /36\s46/);
    }
  });

  test('C-10, ML-5: « Ce n’était pas moi » stands in both mails, with a secret of its own, on one line of 76 signs at the most', () => {
    for (const mail of [renewal, notice]) {
      const link = disavowLinkIn(mail);
      assert.ok(link.length <= 76 && mail.text.split('\n').includes(link), link);
      const inHtml = [...mail.html.matchAll(/<a href="([^"]+)"[^>]*>Ce n’était pas moi<\/a>/g)];
      assert.deepEqual(
        inHtml.map(found => found[1]),
        [link],
      );
    }
    assert.notEqual(disavowLinkIn(renewal), disavowLinkIn(notice));
    assert.ok(renewal.text.indexOf(linkIn(renewal)) < renewal.text.indexOf(disavowLinkIn(renewal)));
    assert.ok(renewal.html.indexOf(linkIn(renewal)) < renewal.html.indexOf(disavowLinkIn(renewal)));
  });

  test('ML-7, ML-9: it greets nobody by name and tells the document’s sentences', () => {
    for (const mail of all()) {
      assert.match(mail.text, /^Bonjour,\n/);
      assert.doesNotMatch(mail.text, new RegExp(person.name));
      assert.match(mail.text, /Ce message est généré par un automate\./);
    }
    assert.match(renewal.text, /vous devez réaliser cette opération dans un délai de 30\sminutes\./);
    assert.match(renewal.text, /Sachez néanmoins que votre compte ameli reste sécurisé\./);
    assert.match(renewal.text, /valable jusqu’à 15h03 \(heure\sde\sParis\)/);
  });
});
