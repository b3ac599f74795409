/**
 * « Mutuelle Exemple »: another body's brand, which proves that nothing of the document's own is written into the code.
 * Every screen, every mail and every file is looked at for words and colours of the first, and for those of the second.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { dress } from '../src/web/brand-dress.ts';
import { createSite } from '../src/web/site.ts';
import { loadStaticFiles } from '../src/web/static-files.ts';
import { type Bench, openBench, testConfig } from './bench.ts';
import { OTHER_BRAND_FILE } from './brands.ts';
import { blocksOf, typesettingFaults } from './french.ts';
import { htmlFaults } from './html-faults.ts';
import type { SunkMail } from './mail-sink.ts';
import { readable } from './readable.ts';
import { linkOf, member, renew } from './renewal.ts';
import { ROOT, readSources } from './sources.ts';
import { renderState, STATE_NAMES } from './states.ts';

const SETTINGS = { BRAND_FILE: OTHER_BRAND_FILE, SECURITY_CONTACT: 'mailto:securite@mutuelle.example' };
const config = testConfig(SETTINGS);
const { brand } = config;
const documented = testConfig().brand;
const files = loadStaticFiles(brand.colours);
const site = createSite(config, files);

const DOCUMENTS_WORDS = /ameli(?!or)|assurance[\s_-]?maladie|caisse|36\s?46|cpam/i;
const DOCUMENTS_COLOURS = Object.values(documented.colours).flatMap(({ light, dark }) => [light, dark]);
const NEUTRAL = /^#f{6}$/;

/** Addresses of files carry a digest, which may spell anything. */
function assertOther(text: string, what: string): void {
  const found = DOCUMENTS_WORDS.exec(text.replace(/\/statique\/\w{12}\//g, ''));
  assert.equal(found, null, `${what}: ${found?.[0]}`);
  const coloured = DOCUMENTS_COLOURS.filter(colour => !NEUTRAL.test(colour) && text.includes(colour));
  assert.deepEqual(coloured, [], what);
}

describe('another brand: the screens', () => {
  for (const name of STATE_NAMES) {
    test(`${name} has the other body’s words, and none of the document’s`, async () => {
      const page = await renderState(name, site);
      assertOther(page, name);
      for (const words of [
        'Mutuelle Exemple',
        'espace adhérent',
        'Appelez votre mutuelle au 01 99 00 12 34.',
      ])
        assert.ok(readable(page).includes(words), words);
      assert.deepEqual(blocksOf(page).flatMap(typesettingFaults), []);
      assert.deepEqual(await htmlFaults(page), []);
    });
  }

  test('the account’s name is elided as French wants it', async () => {
    const welcome = readable(await renderState('accueil', site));
    for (const sentence of [
      'Ici, vous accédez à votre espace adhérent',
      'Vous avez déjà un espace adhérent (ou un code donné par votre mutuelle)',
      "Vous n'avez pas d'espace adhérent",
      "Les services de l'espace adhérent",
      'Carte de tiers payant',
    ])
      assert.ok(welcome.includes(sentence), sentence);
    assert.ok(readable(await renderState('connexion', site)).includes("J'accède à mon espace adhérent"));
    const creation = readable(await renderState('creer-un-compte', site));
    for (const sentence of ['Vous avez déjà un espace adhérent ?'])
      assert.ok(creation.includes(sentence), sentence);
  });

  test('RGP-5: the notice about personal data gives its own ground, and no mission of the State', async () => {
    const notice = readable(await renderState('donnees-personnelles', site));
    assert.match(notice, /L'exécution du contrat qui vous lie à votre mutuelle/);
    assert.doesNotMatch(notice, /mission d'intérêt public/);
  });
});

describe('another brand: the mails and the site', () => {
  let bench: Bench;
  let mails: SunkMail[];
  before(async () => {
    bench = await openBench({ settings: SETTINGS });
    const link = await linkOf(bench, await member(bench));
    await renew(bench, link);
    await bench.deliver();
    mails = bench.sink.mails;
  });
  after(() => bench.close());

  test('ML-3: sender and subjects are the other body’s', () => {
    assert.deepEqual(
      mails.map(({ from, subject }) => ({ from, subject })),
      [
        'Votre espace adhérent – renouveler mon mot de passe',
        'Votre espace adhérent – votre mot de passe a été modifié',
      ].map(subject => ({ from: '"Mutuelle Exemple" <ne-pas-repondre@compte.exemple>', subject })),
    );
  });

  test('both parts and every header have its words and colours, and none of the document’s', () => {
    assert.equal(mails.length, 2);
    for (const mail of mails) {
      const chance = /\/renouveler\/[\w-]+/g;
      const headers = [...mail.headers].filter(([name]) => !/^(message-id|content-type)$/.test(name));
      for (const part of [mail.html, mail.text, ...headers.map(header => JSON.stringify(header))])
        assertOther(part.replace(chance, ''), mail.subject);
      for (const words of ['votre espace adhérent', 'L’équipe de Mutuelle Exemple', 'votre mutuelle'])
        assert.ok(
          [mail.html, mail.text].every(part => part.includes(words)),
          words,
        );
      assert.match(mail.html, />MON ESPACE ADHÉRENT</);
      const { page, accent, onAccent, band, onBand } = brand.colours;
      for (const shades of [page, accent, onAccent, band, onBand])
        for (const colour of Object.values(shades)) assert.ok(mail.html.includes(colour), colour);
    }
  });

  test('étape 4: a brand without a box has none in either part', () => {
    for (const mail of mails) assert.doesNotMatch(mail.html + mail.text, /class="pink"|App Store/);
  });

  test('ML-4: « confirm » stands nowhere in its mails either', () => {
    for (const mail of mails)
      for (const text of [mail.source, mail.source.replace(/=\r\n/g, ''), mail.text, mail.html, mail.subject])
        assert.doesNotMatch(text, /confirm/i);
  });

  test('PWD-7: its own words make bad passwords, and the document’s no longer do', async () => {
    const link = await linkOf(bench, await member(bench));
    assert.equal((await renew(bench, link, { password: 'Adherent2026!' })).outcome, 'refused');
    assert.equal((await renew(bench, link, { password: 'Ameli2026!' })).outcome, 'changed');
  });

  test('what programs ask for says nothing of the document’s body (norms WK-3, HDR-4)', async () => {
    for (const path of ['/robots.txt', '/.well-known/security.txt', '/rien', '/']) {
      const answer = await bench.app.request(path);
      const headers = JSON.stringify([...answer.headers]);
      assertOther(headers + (await answer.text()), path);
    }
  });

  test('stylesheet, icon and scripts have its colours and words alone', async () => {
    const names = readdirSync(join(ROOT, 'public')).filter(name => /\.(css|svg|js)$/.test(name));
    for (const name of names) {
      const answer = await bench.app.request(files.url(name));
      assert.equal(answer.status, 200, name);
      assertOther(await answer.text(), name);
    }
    const text = async (name: string) => (await bench.app.request(files.url(name))).text();
    for (const { light, dark } of Object.values(brand.colours))
      assert.ok((await text('style.css')).includes(`light-dark(${light}, ${dark})`), light);
    assert.match(await text('icon.svg'), new RegExp(`fill="${brand.colours.accent.light}"`));
    assert.doesNotMatch(await text('icon.svg'), /[{}]/);
  });

  test('its stylesheet has another address than the document’s: browsers keep neither for the other', () => {
    assert.notEqual(files.url('style.css'), loadStaticFiles(documented.colours).url('style.css'));
  });
});

test('no code has a word or a colour of the document’s brand in it: they are in its file', () => {
  const products = readSources('src/**/*.ts').filter(({ path }) => !path.endsWith('.test.ts'));
  const scripts = readSources('public/*.{css,js,svg}');
  for (const { path, text } of [...products, ...scripts]) {
    const code = text
      .replace(/\/\*[\s\S]*?\*\/|(?<![:'"])\/\/.*$/gm, '')
      .replace("'../../brands/compte-ameli.json'", '');
    assertOther(code, path);
  }
  assert.ok(products.length > 100 && scripts.length > 5);
});

test('what nginx says by itself, when the service cannot, is true of every body: no name, no number to call', () => {
  const pages = readSources('ops/nginx/pages/*.html');
  for (const { path, text } of pages) {
    assertOther(text, path);
    assert.doesNotMatch(readable(text), /\d\d \d\d/, path);
    assert.deepEqual(blocksOf(text).flatMap(typesettingFaults), [], path);
  }
  assert.equal(pages.length, 2);
});

test('a file that wears no colours is left as it is', () => {
  const plain = Buffer.from('{accent}');
  assert.deepEqual(dress(['tick.svg', plain], brand.colours), ['tick.svg', plain]);
});
