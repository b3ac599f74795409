/**
 * What the browser itself says of our policies: on every screen in every state, the errors, the demonstration's own
 * pages and a mail in its frame, it blocks nothing of ours, and nothing is asked of another site (norms HDR-1, HDR-4).
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ROOT } from '../test/sources.ts';
import { STATE_NAMES } from '../test/states.ts';
import { startService } from './service.ts';
import { setStage } from './stage.ts';

/** Told by the browser for the status of a page that is asked for; every one of ours that is not 200 says it. */
const STATUS_SAID = /^Failed to load resource: the server responded with a status of 4\d\d/;

const MAIL_NAME = '1672061580000-000001.eml';
/** What the page before had not finished fetching. */
const ABANDONED = 'net::ERR_ABORTED';

describe('the policies in a browser', () => {
  const stage = setStage(startService);
  let page: Page;
  const complaints: string[] = [];
  before(async () => {
    page = await stage.browser.newPage();
    page.on('console', message => {
      if (!STATUS_SAID.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', error => complaints.push(`${page.url()}: ${error.message}`));
    page.on('requestfailed', request => {
      const why = request.failure()?.errorText;
      if (why !== ABANDONED) complaints.push(`${request.url()}: ${why}`);
    });
    page.on('request', request => {
      if (!request.url().startsWith(stage.service.baseUrl)) complaints.push(`asked for ${request.url()}`);
    });
  });

  async function visit(path: string): Promise<void> {
    await page.goto(stage.service.baseUrl + path, { waitUntil: 'load' });
    assert.deepEqual(complaints.splice(0), []);
  }

  for (const name of STATE_NAMES) {
    test(`${name}: the browser blocks nothing and says nothing (norm HDR-1)`, () =>
      visit(`/demonstration/etats/${name}`));
  }

  for (const path of [
    '/',
    '/mot-de-passe-oublie',
    '/connexion',
    '/rien',
    '/nouveau-mot-de-passe',
    '/deconnexion',
    '/demonstration',
    '/demonstration/codes',
    '/demonstration/etats',
    '/demonstration/boite-aux-lettres',
  ]) {
    test(`${path}: the browser blocks nothing and says nothing (norm HDR-1)`, () => visit(path));
  }

  test('a mail of the demonstration is shown in its frame, styles and all (norms HDR-1, HDR-4)', async () => {
    const { database } = stage.service.server.tools.config;
    assert.equal(database.kind, 'folder');
    const mail = readFileSync(join(ROOT, 'test/golden/renewal.html'));
    const head =
      'From: a@exemple.fr\r\nTo: b@exemple.fr\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n';
    writeFileSync(join(database.folder, MAIL_NAME), Buffer.concat([Buffer.from(head), mail]));
    await visit(`/demonstration/boite-aux-lettres/${MAIL_NAME}`);
    const link = page.frameLocator('iframe').locator('a').first();
    assert.equal(await link.isVisible(), true);
    assert.deepEqual(complaints.splice(0), []);
  });

  test('what is inline or comes from elsewhere is blocked: the policy is in force (norms HDR-1, ATK-27)', async () => {
    await visit('/');
    const blocked = page.evaluate(`new Promise(resolve => {
      const seen = new Set();
      addEventListener('securitypolicyviolation', event => {
        seen.add(event.effectiveDirective);
        if (seen.size === 3) resolve([...seen].sort());
      });
      document.body.insertAdjacentHTML('beforeend', '<p style="color:red"></p><img src="https://evil.example/x.png" alt="">');
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'alert(1)' }));
    })`);
    assert.deepEqual(await blocked, ['img-src', 'script-src-elem', 'style-src-attr']);
    complaints.length = 0;
  });

  test('no other site can show a page of ours in a frame (norm ATK-19)', async () => {
    for (const path of ['/connexion', '/rien', '/nouveau-mot-de-passe']) {
      const frame = await stage.browser.newPage();
      await frame.setContent(`<iframe src="${stage.service.baseUrl}${path}"></iframe>`, {
        waitUntil: 'load',
      });
      const [, inner] = frame.frames();
      assert.match(inner?.url() ?? '', /^(chrome-error:|about:blank)/, path);
      await frame.close();
    }
  });

  test('the server that really starts stands behind the door (norm HDR-8)', async () => {
    const { status } = await new Promise<{ status: number }>((resolve, reject) => {
      const asked = request(stage.service.baseUrl, { headers: { Host: 'evil.example' } }, answer => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0 });
      });
      asked.on('error', reject).end();
    });
    assert.equal(status, 421);
  });
});
