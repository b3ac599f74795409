/**
 * The illustrated step-by-step in docs/pas-a-pas/ and the agents' guide beside it: each is what its words and its pictures give
 * today, and can be read by everybody. The first says all that the document says. The walks that take their pictures: e2e/.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { AGENTS_GUIDE, COPIES, type Guide, ROOT, STEP_BY_STEP } from '../scripts/pas-a-pas/folder.ts';
import { renderGuide } from '../scripts/pas-a-pas/page.ts';
import { sizeOf } from '../scripts/pas-a-pas/palette-png.ts';
import { readStory, screensOf } from '../scripts/pas-a-pas/story.ts';
import { CAPTIONS } from './fixtures/document-captions.ts';
import { htmlFaults } from './html-faults.ts';
import { plainWords, readable } from './readable.ts';

const WEIGHTS_MAX_BYTES = { [STEP_BY_STEP.folder]: 1_800_000, [AGENTS_GUIDE.folder]: 1_000_000 };
const ANEW = 'run npm run pas-a-pas';

const readFrom = (guide: Guide, file: string) => readFileSync(join(ROOT, guide.folder, file));
const pageOf = (guide: Guide) => readFrom(guide, 'index.html').toString();

for (const guide of [STEP_BY_STEP, AGENTS_GUIDE])
  describe(`${guide.folder}/index.html`, () => {
    const page = pageOf(guide);
    const read = (file: string) => readFrom(guide, file);

    test('it is what the story, the rules and the pictures give today', async () => {
      const anew = await renderGuide(guide, readStory(guide), file => sizeOf(read(`images/${file}`)));
      assert.equal(page, anew, ANEW);
      for (const [from, to] of COPIES) assert.deepEqual(read(to), readFileSync(join(ROOT, from)), ANEW);
    });

    test('the folder holds what the page shows and nothing else, and is light', () => {
      const shown = [...page.matchAll(/<img[^>]* src="images\/([^"]+)"/g)].map(
        ([, file = '']) => `images/${file}`,
      );
      const expected = [...shown, ...COPIES.map(([, to]) => to), 'index.html', guide.pdfFile ?? []].flat();
      const cwd = join(ROOT, guide.folder);
      const there = globSync('**', { cwd }).filter(file => statSync(join(cwd, file)).isFile());
      assert.deepEqual(there.sort(), expected.sort());
      const weight = there.reduce((sum, file) => sum + statSync(join(cwd, file)).size, 0);
      assert.ok(weight <= (WEIGHTS_MAX_BYTES[guide.folder] ?? 0), `${weight} bytes`);
    });

    test('it is valid HTML, in French, with one <h1>, no script, and asks nobody else for anything', async () => {
      assert.deepEqual(await htmlFaults(page), []);
      assert.match(page, /<html lang="fr"/);
      assert.equal(page.match(/<h1>/g)?.length, 1);
      assert.doesNotMatch(page, /<script|https?:|\/\//);
      assert.doesNotMatch(read('style.css').toString(), /https?:|url\((?!"fonts\/)/);
    });

    test('every picture says what is on it, and is as big as it says', () => {
      const pictures = [...page.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
      assert.ok(pictures.length > 0);
      for (const tag of pictures) {
        const [, file = '', width, height, alt = ''] =
          /src="([^"]+)" width="(\d+)" height="(\d+)" alt="([^"]+)"/.exec(tag) ?? [];
        assert.deepEqual(sizeOf(read(file)), { width: Number(width), height: Number(height) });
        assert.ok(alt.length > 40, file);
      }
    });

    test('it is written with typographic apostrophes and no-break spaces', () => {
      const words = page.replace(/<[^>]*>/g, '\n');
      assert.doesNotMatch(words, /\p{L}(?:'|&#39;)\p{L}/u, 'a straight apostrophe');
      assert.doesNotMatch(words, /\p{L} [:;?!»]|« /u, 'a plain space at a high sign');
    });
  });

const page = pageOf(STEP_BY_STEP);
const story = readStory(STEP_BY_STEP);
const PDF_FILE = STEP_BY_STEP.pdfFile ?? '';

describe('the document, word for word, in its order', () => {
  const chapters = [...page.matchAll(/<section[\s\S]*?<\/section>/g)].map(([chapter]) =>
    unspaced(readable(chapter)),
  );

  test('« Pas-à-pas : Mot de passe oublié », then a chapter for each of its pages, and one for the site’s help', () => {
    assert.equal(unspaced(plainWords(story.title)), unspaced('Pas-à-pas : Mot de passe oublié'));
    assert.equal(chapters.length, CAPTIONS.length + 1);
  });

  CAPTIONS.forEach((captions, index) => {
    test(captions[0] ?? '', () => {
      let from = 0;
      for (const caption of captions) {
        const at = chapters[index]?.indexOf(unspaced(caption), from) ?? -1;
        assert.notEqual(at, -1, `« ${caption} » is not there, or not in its place`);
        from = at + 1;
      }
    });
  });
});

/** Without the spaces before high signs, which the document sets sometimes, and with one kind of quotes. */
function unspaced(text: string): string {
  return text.replace(/[«»]/g, '"').replace(/(?<=") | (?=[:;"])/g, '');
}

describe(`${STEP_BY_STEP.folder}/${PDF_FILE}`, () => {
  const pdf = readFrom(STEP_BY_STEP, PDF_FILE).toString('latin1');

  test('it has one page an étape, A4, and an outline with their headings', () => {
    const pages = pdf.match(/\/Type \/Page\n/g) ?? [];
    assert.equal(pages.length, story.chapters.length, ANEW);
    assert.equal(pdf.match(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/g)?.length, pages.length);
    const titles = textsOf(pdf, 'Title');
    for (const { heading } of story.chapters)
      assert.ok(titles.includes(heading.replaceAll('**', '')), heading);
  });

  test('it is tagged, in French, and says what is on its pictures', () => {
    assert.match(pdf, /\/MarkInfo <<\/Type \/MarkInfo\n\/Marked true/);
    assert.match(pdf, /\/StructTreeRoot \d+ 0 R/);
    assert.match(pdf, /\/Lang \(fr\)/);
    const alts = screensOf(story).map(({ alt }) => alt);
    assert.deepEqual(textsOf(pdf, 'Alt'), alts, ANEW);
  });

  test('it carries no moment but the document’s', () => {
    const moments = [...pdf.matchAll(/\(D:(\d{8})/g)].map(([, day]) => day);
    assert.deepEqual(moments, ['20221226', '20221226']);
  });
});

/** The strings that a PDF holds under this name. */
function textsOf(pdf: string, name: string): string[] {
  return [...pdf.matchAll(new RegExp(`/${name} <FEFF([0-9A-F]+)>`, 'g'))].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').swap16().toString('utf16le'),
  );
}
