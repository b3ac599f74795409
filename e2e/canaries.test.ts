/**
 * One whole visit in a real browser with values that stand nowhere else, through all that can go wrong; then every log
 * line, every row, every address asked for and all that the browser keeps are searched for them, in every encoding.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addAccount } from '../src/actions/add-account.ts';
import { dumpTables, found } from '../test/dump.ts';
import { openMailSink } from '../test/mail-sink.ts';
import { openBrowser } from './browser.ts';
import {
  BIRD,
  PASSWORDS,
  personalCanaries,
  REPORTS_SECRET,
  typedCanaries,
  WRONG_CODE,
} from './canaries/bird.ts';
import { openTellingRelay } from './canaries/telling-relay.ts';
import { probe, sendBack } from './canaries/trouble.ts';
import { walkThroughAll } from './canaries/visit.ts';
import {
  historyOf,
  keptBy,
  NOTHING_KEPT,
  seenGoingBack,
  type Witness,
  watchContext,
} from './canaries/witness.ts';
import { type Service, startService } from './service.ts';

const STEPS_BACK = 12;

describe('LOG-2, RGP-2, ATK-3: a visit full of canaries leaves none behind', () => {
  let service: Service;
  let witness: Witness;
  let history: string;
  let kept: unknown;
  let seenAfterwards: Awaited<ReturnType<typeof seenGoingBack>>;
  const codes: string[] = [WRONG_CODE];
  const secrets: string[] = [];
  const close: (() => unknown)[] = [];

  before(async () => {
    const sink = await openMailSink();
    const relay = await openTellingRelay(sink.url);
    service = await startService({ SMTP_URL: relay.url, REPORTS_SECRET });
    const browser = await openBrowser();
    close.push(
      () => browser.close(),
      () => service.stop(),
      relay.close,
      () => sink.close(),
    );
    await addAccount(service.server.tools, { ...BIRD, addressVerified: true, password: PASSWORDS.former });
    const context = await browser.newContext();
    witness = watchContext(context);
    const page = await context.newPage();
    // The last load may come while the browser closes: its cookies are noted below.
    page.on('load', () => witness.noteCookies().catch(() => {}));
    const visit = { service, sink, page, codes, secrets };
    await walkThroughAll(visit);
    history = await historyOf(page);
    kept = await keptBy(page);
    await probe(visit);
    await sendBack(visit);
    await witness.noteCookies();
    seenAfterwards = await seenGoingBack(page, STEPS_BACK);
  });
  after(async () => {
    for (const end of close) await end();
  });

  /** The link's secret, whole, without its last letter, and its bytes; cookies, and the bytes that they write. */
  function drawnCanaries(): (string | Buffer)[] {
    const links = secrets.flatMap(secret => [
      secret,
      secret.slice(0, -1),
      Buffer.from(secret.slice(0, -1), 'base64url'),
    ]);
    const cookies = [...witness.cookies].filter(value => value.length > 16 && !secrets.includes(value));
    return [...links, ...cookies, ...cookies.map(value => Buffer.from(value, 'base64url'))];
  }

  const all = () => [...personalCanaries(), ...typedCanaries(), ...codes, ...drawnCanaries()];

  test('the visit went through all of it', async () => {
    assert.equal(secrets.length, 2);
    assert.ok(codes.length >= 7);
    assert.ok(witness.cookies.size >= 8);
    assert.equal(service.log.filter(line => line.includes('by our own fault')).length, 3);
    const dump = await dumpTables(service.server.tools.db);
    for (const words of ['refused', 'deferred', 'failed', 'noMatch', 'replaced', 'used'])
      assert.ok(dump.includes(words), words);
  });

  test('no line of the log holds one', () => {
    assert.ok(service.log.length >= 5);
    assert.deepEqual(found(service.log.join('\n'), all()), []);
  });

  test('no row of any table or queue holds one', async () => {
    const dump = await dumpTables(service.server.tools.db);
    assert.match(dump, /public\.accounts\n\(/);
    assert.match(dump, /pgboss\./);
    assert.deepEqual(found(dump, all()), []);
  });

  test('no address asked for, no redirect, no referrer and no entry of the history holds one, but the link itself', () => {
    const others = witness.urls.filter(url => !secrets.some(secret => url.endsWith(`/renouveler/${secret}`)));
    assert.ok(others.length > 50 && others.length < witness.urls.length);
    assert.deepEqual(found(others.join('\n'), all()), []);
    assert.deepEqual(witness.referrers, []);
    assert.match(history, /nouveau-mot-de-passe/);
    assert.deepEqual(found(history, all()), []);
  });

  test('the browser keeps nothing that a script could read, and no cookie says who it is about', () => {
    assert.deepEqual(kept, NOTHING_KEPT);
    const cookies = [...witness.cookies].join('\n');
    assert.deepEqual(found(cookies, [...personalCanaries(), ...typedCanaries(), ...codes]), []);
  });

  test('whoever goes back in it afterwards finds no number, date or address in the pages, and no password in a field', () => {
    const { sources, fields } = seenAfterwards;
    assert.ok(sources.length > 1000);
    assert.deepEqual(found(sources, [...personalCanaries(), ...typedCanaries()]), []);
    // Without https the browser itself puts a number back that it saw typed, whatever the page says; never a password.
    assert.deepEqual(found(fields, Object.values(PASSWORDS)), []);
  });
});
