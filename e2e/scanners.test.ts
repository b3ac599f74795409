/**
 * A mail's link meets machines before it meets its person: scanners that run scripts, press what can be pressed and
 * send what can be sent; gateways that rewrite it; browsers that fetch ahead. Whatever they did, the person clicks in
 * her webmail, which is another site, and comes to étape 6 (norms SCAN-1 to SCAN-7).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { codeReader } from '../test/bench.ts';
import type { SunkMail } from '../test/mail-sink.ts';
import { PEOPLE, writtenDate } from '../test/people.ts';
import { createVisitor, linkIn } from '../test/visitor.ts';
import { letRobotLoose } from './robot.ts';
import { setStage } from './stage.ts';
import { choosePassword, NEW_PASSWORD } from './walk.ts';
import { openWebmail, type Webmail } from './webmail.ts';

const STEP_5 = 'Renouvellement de mot de passe – compte ameli';
const FETCHES = 50;
const FETCHERS: { name: string; method: 'GET' | 'HEAD'; headers: Record<string, string> }[] = [
  { name: 'HEAD', method: 'HEAD', headers: {} },
  { name: 'GET', method: 'GET', headers: {} },
  { name: 'GET ahead', method: 'GET', headers: { 'Sec-Purpose': 'prefetch', Purpose: 'prefetch' } },
];

/** Every character, as the most zealous gateway writes it. */
const percentEncoded = (text: string) =>
  [...text].map(sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).join('');
const again = (encoded: string) => encoded.replaceAll('%', '%25');
const thrice = (text: string) => again(again(percentEncoded(text)));

const SPELLINGS: { name: string; rewrite: (secret: string) => string }[] = [
  { name: 'percent-encoded', rewrite: percentEncoded },
  { name: 'percent-encoded three times', rewrite: thrice },
  { name: 'with a full stop', rewrite: secret => `${secret}.` },
  { name: 'with an angle bracket', rewrite: secret => `${secret}>` },
  { name: 'with a parenthesis', rewrite: secret => `${secret})` },
  { name: 'with all three, three times encoded', rewrite: secret => thrice(`${secret}>).`) },
];

describe('what happens to the link before its person comes', () => {
  const stage = setStage();
  let webmail: Webmail;
  before(async () => {
    webmail = await openWebmail();
  });
  after(() => webmail.close());

  async function receiveMail(person: (typeof PEOPLE)[keyof typeof PEOPLE]): Promise<SunkMail> {
    const { baseUrl, server, sink } = stage.service;
    const visitor = createVisitor({
      ask: (path, init) => fetch(baseUrl + path, init),
      readCode: codeReader(server.tools),
    });
    await visitor.get('/mot-de-passe-oublie');
    await visitor.submit({
      numero: person.nir,
      'date-de-naissance': writtenDate(person.dateOfBirth),
      'adresse-mail': String(person.mailAddress),
      code: visitor.code(),
    });
    return sink.next();
  }

  /** A browser that was never here, in which the mail is open. */
  async function openMail(mail: SunkMail, links: Parameters<Webmail['show']>[1]): Promise<Page> {
    const page = await (await stage.browser.newContext()).newPage();
    await page.goto(webmail.show(mail.html, links));
    return page;
  }

  async function clickInMail(page: Page): Promise<void> {
    const arrival = page.waitForRequest(request => request.url().includes('/renouveler/'));
    await page.getByRole('link', { name: 'Renouveler mon mot de passe' }).click();
    assert.equal((await (await arrival).allHeaders())['sec-fetch-site'], 'cross-site');
    await page.waitForURL(`${stage.service.baseUrl}/nouveau-mot-de-passe`);
    assert.equal(await page.title(), STEP_5);
  }

  async function reachStep6(page: Page): Promise<void> {
    await choosePassword(page, NEW_PASSWORD);
    await page.getByText('Votre nouveau mot de passe a bien été enregistré.').waitFor();
    assert.match((await stage.service.sink.next()).subject, /votre mot de passe a été modifié/);
    await page.context().close();
  }

  test('a robot that opens, follows, presses and sends everything empty leaves the link to its person, to its last minute (norms SCAN-1, SCAN-4, SCAN-7)', async () => {
    const mail = await receiveMail(PEOPLE.camille);
    const robot = await letRobotLoose(stage.browser, linkIn(mail));
    for (const path of ['/nouveau-mot-de-passe', '/connexion', '/mot-de-passe-oublie', '/aide/mail-non-recu'])
      assert.equal(robot.pages.get(path), 200, path);
    const atStep5 = robot.sent.filter(sent => sent.startsWith('POST /nouveau-mot-de-passe '));
    assert.deepEqual(atStep5, Array(atStep5.length).fill('POST /nouveau-mot-de-passe 422'));
    assert.ok(atStep5.length >= 2, 'sent, and pressed');
    const forMoreTime = robot.sent.filter(sent => sent === 'POST /nouveau-mot-de-passe/plus-de-temps 303');
    assert.ok(forMoreTime.length >= 2, 'sent, and pressed');
    const more = 'J’ai besoin de plus de temps';
    for (const name of [more, 'Valider le nouveau mot de passe', 'Recevoir le mail', 'ME CONNECTER'])
      assert.ok(robot.pressed.includes(name), name);
    assert.equal(stage.service.sink.mails.length, 1, 'it made no other mail leave');

    stage.service.world.advance({ minutes: 29, seconds: 59 });
    const page = await openMail(mail, 'asTheyAre');
    await clickInMail(page);
    await reachStep6(page);
  });

  for (const { name, method, headers } of FETCHERS) {
    test(`${FETCHES} times ${name}, étape 5 included, uses nothing up (norms SCAN-1, SCAN-4)`, async () => {
      const mail = await receiveMail(PEOPLE.lisandru);
      for (let rank = 0; rank < FETCHES; rank += 1) {
        const opened = await fetch(linkIn(mail), { method, headers, redirect: 'manual' });
        assert.equal(opened.status, 303);
        const Cookie = opened.headers
          .getSetCookie()
          .map(line => line.split(';')[0])
          .join('; ');
        const seen = await fetch(`${stage.service.baseUrl}/nouveau-mot-de-passe`, {
          method,
          headers: { ...headers, Cookie },
        });
        assert.equal(seen.status, Cookie === '' ? 400 : 200);
      }
      const page = await openMail(mail, 'asTheyAre');
      await clickInMail(page);
      await reachStep6(page);
      stage.service.world.advance({ minutes: 2 });
    });
  }

  test('however a gateway rewrote it, a browser opens étape 5 with it (norm SCAN-6)', async () => {
    const mail = await receiveMail(PEOPLE.pavel);
    const [, start = '', secret = ''] = /^(.*\/)([^/]+)$/.exec(linkIn(mail)) ?? [];
    for (const { name, rewrite } of SPELLINGS) {
      const page = await (await stage.browser.newContext()).newPage();
      const reached = await page.goto(start + rewrite(secret));
      assert.equal(reached?.status(), 200, name);
      assert.equal(await page.title(), STEP_5, name);
      if (rewrite === SPELLINGS.at(-1)?.rewrite) await reachStep6(page);
      else await page.context().close();
    }
  });

  test('a gateway that stands between the mail and the site does not keep the person from étape 6 (norm SCAN-6)', async () => {
    const page = await openMail(await receiveMail(PEOPLE.amina), 'throughGateway');
    await clickInMail(page);
    await reachStep6(page);
  });

  test('opened in one browser, finished in another: the first is then told so (norm SCAN-5)', async () => {
    stage.service.world.advance({ minutes: 2 });
    const mail = await receiveMail(PEOPLE.amina);
    const inMailApp = await openMail(mail, 'asTheyAre');
    await clickInMail(inMailApp);
    const elsewhere = await openMail(mail, 'asTheyAre');
    await clickInMail(elsewhere);
    await choosePassword(inMailApp, 'trop-court');
    await inMailApp.getByText('erreurs à corriger').waitFor();
    await reachStep6(elsewhere);
    await choosePassword(inMailApp, 'Encore+un.Autre_7');
    await inMailApp.getByText('Ce lien a déjà été utilisé').first().waitFor();
    await inMailApp.context().close();
  });
});
