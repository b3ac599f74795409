/**
 * Plain French (norm A11Y-23), on all that people read: every state of every page, the mails as they are delivered, the
 * command, and the sentences of the code that no state shows. The document's own sentences are left as they are.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { blocksOf, EMPTY_WORDS, jargonIn, longSentences, pressedWords, typesettingFaults } from './french.ts';
import { readable } from './readable.ts';
import { runCommand } from './run-command.ts';
import { ROOT, readSources } from './sources.ts';
import { renderState, STATE_NAMES } from './states.ts';

/** Pages of the law: whoever reads them wants its terms, and some of their sentences are prescribed. */
const LAW = ['accessibilite', 'donnees-personnelles'];
/** A browser that refuses them calls them so. */
const NAMES_COOKIES = [
  'cookies-refuses',
  'connexion-cookies',
  'formulaire-cookies',
  'lien-absent',
  'pas-moi-absent',
  'adresse-lien-absent',
];

describe('A11Y-23: every page in every state is in plain French', () => {
  for (const name of STATE_NAMES) {
    test(`A11Y-23: ${name} is typeset, short, without jargon, and its links say where they lead`, async () => {
      const page = await renderState(name);
      const blocks = blocksOf(page);
      assert.deepEqual(blocks.flatMap(typesettingFaults), []);
      const empty = pressedWords(page).filter(words => words === '' || EMPTY_WORDS.test(words));
      assert.deepEqual(empty, []);
      if (LAW.includes(name)) return;
      assert.deepEqual(blocks.flatMap(longSentences), []);
      const jargon = blocks.flatMap(jargonIn);
      assert.deepEqual(
        NAMES_COOKIES.includes(name) ? jargon.filter(one => !/^cookie/i.test(one)) : jargon,
        [],
      );
    });
  }

  test('A11Y-23: étape 6 says date and hour in full', async () => {
    assert.match(
      readable(await renderState('enregistre')),
      /changé le lundi 26 décembre 2022 à 14h33 \(heure de Paris\)/,
    );
  });
});

describe('A11Y-23: the mails are in plain French', () => {
  for (const name of ['renewal.html', 'renewal.txt', 'notice.html', 'notice.txt'])
    test(`A11Y-23: ${name} as it is delivered`, () => {
      const mail = readFileSync(join(ROOT, 'test/golden', name), 'utf8');
      const blocks = name.endsWith('.html') ? blocksOf(mail) : mail.split('\n');
      const written = blocks.filter(block => !/^https?:/.test(block));
      assert.deepEqual(
        [typesettingFaults, longSentences, jargonIn].flatMap(check => written.flatMap(check)),
        [],
      );
    });
});

describe('A11Y-23: the command is typeset', () => {
  for (const words of [['aide'], ['danser'], ['accounts'], ['audit'], ['keys'], ['doctor', '--help']])
    test(`A11Y-23: renouveau ${words.join(' ')}`, async () => {
      const { out, fault } = await runCommand(words, '', {});
      const lines = `${out}${fault}`.split('\n').map(line => line.trim().replace(/\s{2,}|\{.*\}/g, '\t'));
      assert.ok(lines.length > 3);
      assert.deepEqual(lines.flatMap(line => line.split('\t')).flatMap(typesettingFaults), []);
    });
});

/** A string on one line that has French in it. What is written as HTML is read on its page, above. */
const LITERAL = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\\n]|\\.)*)`/g;
const FRENCH = /[àâçéèêëîïôùû’«»\u00a0]/i;

function frenchOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/gm, '');
  return [...code.matchAll(LITERAL)]
    .map(([, quoted, template = '']) => (quoted ?? template).replace(/\$\{[^}]*\}/g, 'X'))
    .map(text => text.replaceAll('\\u00a0', '\u00a0').replaceAll('\\n', '\n').replaceAll("\\'", "'"))
    .filter(text => FRENCH.test(text) && !/[<>]/.test(text))
    .flatMap(text => text.split('\n').map(line => line.trim().replace(/ {2,}/g, ' ')));
}

describe('A11Y-23: the sentences of the code are in plain French', () => {
  const sources = readSources('src/**/*.ts', 'public/*.js').filter(({ path }) => !path.endsWith('.test.ts'));

  test('A11Y-23: what any part says is typeset', () => {
    const faults = sources.flatMap(({ path, text }) =>
      frenchOf(text)
        .flatMap(typesettingFaults)
        .map(fault => `${path}: ${fault}`),
    );
    assert.deepEqual(faults, []);
  });

  test('A11Y-23: what forms and scripts say is short and without jargon', () => {
    const forPeople =
      /^public\/|^src\/(?:journey|account)\/|^src\/rules\/(?:nir|date-of-birth|mail-address|password-rules|until-when)\.ts/;
    const spoken = sources.filter(({ path }) => forPeople.test(path));
    assert.ok(spoken.length > 20);
    const sentences = spoken.flatMap(({ text }) => frenchOf(text));
    assert.ok(sentences.length > 80, `${sentences.length} sentences`);
    const faults = [longSentences, jargonIn].flatMap(check => sentences.flatMap(check));
    assert.deepEqual(
      faults.filter(fault => !/^cookies/.test(fault)),
      [],
    );
  });
});
