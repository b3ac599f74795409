/** The HTML part of the delivered mails, read as markup: what mail programs and screen readers need (norms TPL-1 to TPL-8). */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { deliverGoldenMails, type GoldenMails } from '../../test/golden/delivered-mails.ts';
import { plainWords, readable } from '../../test/readable.ts';

const HTML_BYTES_MAX = 40_000;
/** Stands in the HTML part alone: in the text part the address is under its button's label already. */
const FALLBACK = /^Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur/;

describe('étapes 4 and 6, the HTML of the mails', () => {
  let mails: { html: string; text: string; title: string; preview: string }[];
  before(async () => {
    const golden: GoldenMails = await deliverGoldenMails();
    mails = [
      {
        html: golden['renewal.html'],
        text: golden['renewal.txt'],
        title: 'Votre compte ameli – renouveler mon mot de passe',
        preview: 'Lien valable 30 minutes, jusqu’à 15h03 (heure de Paris).',
      },
      {
        html: golden['notice.html'],
        text: golden['notice.txt'],
        title: 'Votre compte ameli – votre mot de passe a été modifié',
        preview: 'Modifié le 26/12/2022 à 14h33 (heure de Paris).',
      },
    ];
  });

  test('TPL-1: language and direction on the page and, for webmails that take it off, on its first element', () => {
    for (const { html, title } of mails) {
      assert.match(html, /^<!DOCTYPE html>\n<html lang="fr" dir="ltr">/);
      assert.match(html, /<body [^>]*>\s*<div lang="fr" dir="ltr" role="article"/);
      assert.match(html, /<meta charset="utf-8">/);
      assert.match(html, /<meta name="viewport" content="width=device-width, initial-scale=1">/);
      assert.deepEqual(
        [...html.matchAll(/<title>(.*?)<\/title>/g)].map(found => found[1]),
        [title],
      );
    }
  });

  test('TPL-2: every table, those for Outlook too, says that it is layout; one h1, and paragraphs', () => {
    for (const { html } of mails) {
      const tables = html.match(/<table[^>]*>/g) ?? [];
      assert.ok(tables.length >= 5);
      for (const table of tables)
        assert.match(table, /^<table role="presentation" cellpadding="0" cellspacing="0" border="0"/);
      assert.doesNotMatch(html, /<th\b|<caption|<thead|summary=/);
      assert.equal(html.match(/<h1\b/g)?.length, 1);
      assert.ok((html.match(/<p\b/g)?.length ?? 0) >= 6);
    }
  });

  test('TPL-3: at most 600 px wide, and Outlook’s buttons are padded by their cells', () => {
    for (const { html } of mails) {
      const widths = [...html.matchAll(/\bwidth="(\d+)"|max-width:(\d+)px/g)].map(found =>
        Number(found[1] ?? found[2]),
      );
      assert.equal(Math.max(...widths), 600);
      const buttons = html.match(/<td [^>]*class="button"[^>]*>/g) ?? [];
      for (const cell of buttons) assert.match(cell, /background-color:#\w{6}.*mso-padding-alt:1\dpx \d+px/);
      assert.equal(buttons.length, html.includes('/renouveler/') ? 2 : 1);
    }
  });

  test('TPL-6: what a mailbox shows beside the subject is useful, short and read out by nobody twice', () => {
    for (const { html, preview } of mails) {
      const [shown, ...others] = [
        ...html.matchAll(/<div aria-hidden="true" style="display:none[^>]*>(.*?)<\/div>/g),
      ];
      assert.equal(shown?.[1]?.replaceAll('\u00a0', ' '), preview);
      assert.equal(others.length, 0);
      assert.doesNotMatch(html, /&zwnj;|&#847;|\u200c|\u034f|(&nbsp;\s*){2}|\u00a0{2}/);
    }
  });

  test('TPL-7: small enough for no mailbox to cut it, and without any picture', () => {
    for (const { html } of mails) {
      assert.ok(Buffer.byteLength(html) < HTML_BYTES_MAX, `${Buffer.byteLength(html)} bytes`);
      assert.doesNotMatch(html, /<img|<svg|<picture|background-image|url\(/i);
    }
  });

  test('TPL-8: neither part says what the other does not', () => {
    for (const { html, text } of mails) {
      const inHtml = [...html.matchAll(/<p [^>]*>(.*?)<\/p>/g)].map(([, words = '']) => readable(words));
      assert.deepEqual(
        inHtml.filter(words => !plainWords(text).includes(words) && !FALLBACK.test(words)),
        [],
      );
      const inText = text.split('\n').map(line => plainWords(line).replace(/^(Renouveler.*) :$/, '$1'));
      assert.deepEqual(
        inText.filter(line => !readable(html).includes(line) && !html.includes(`href="${line}"`)),
        [],
      );
    }
  });
});
