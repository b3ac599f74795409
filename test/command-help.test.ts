/** Every command is described and read in one way: its help, its options, what it makes of words that it does not know. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ALL_COMMANDS } from '../src/commands/commands.ts';
import { commandsDocument } from './commands-document.ts';
import { typesettingFaults } from './french.ts';
import { runCommand } from './run-command.ts';
import { ROOT } from './sources.ts';

const run = (words: readonly string[]) => runCommand(words, '', {});

for (const [name, { options }] of ALL_COMMANDS) {
  describe(`renouveau ${name}`, () => {
    const words = name.split(' ');

    test('0: --help says its usage, each option, examples and statuses, typeset', async () => {
      const { out, fault, status } = await run([...words, '--help']);
      assert.deepEqual([status, fault], [0, '']);
      const parts = new RegExp(
        `^Usage\\s: renouveau ${name}\\b[\\s\\S]*\\nOptions\\s:[\\s\\S]*\\nExemples\\s:`,
      );
      assert.match(out, parts);
      assert.match(out, /\nCodes de sortie\s:\n {2}0 [\s\S]*\n {2}2 /);
      for (const option of Object.keys(options)) assert.ok(out.includes(`\n  --${option} `), option);
      const lines = out.split('\n').map(line => line.trim().replace(/\s{2,}|'?\{.*\}'?/g, '\t'));
      const said = lines.filter(line => !/renouveau/.test(line)).flatMap(line => line.split('\t'));
      assert.deepEqual(said.flatMap(typesettingFaults), []);
    });

    test('2: an option that it does not know is named, with its usage, and nothing is done', async () => {
      const { out, fault, status } = await run([...words, '--vite']);
      assert.deepEqual([status, out], [2, '']);
      assert.ok(fault.startsWith(`L’option --vite n’existe pas.\nUsage\u00a0: renouveau ${name}`), fault);
    });
  });
}

describe('the words of a command', () => {
  for (const { words, says } of [
    { words: ['purge', 'tout'], says: /^«\stout\s» est de trop\.\nUsage\s: renouveau purge/ },
    { words: ['purge', '--json=oui'], says: /^L’option --json s’écrit seule, sans valeur\.\n/ },
    { words: ['purge', '-j'], says: /^L’option -j n’existe pas\.\n/ },
    { words: ['audit', 'verify', '--temoin'], says: /^L’option --temoin attend une valeur\s: témoin\.\n/ },
    { words: ['doctor', '--ip', '--json'], says: /^L’option --ip attend une valeur\s: adresse\.\n/ },
    { words: ['doctor', '--ip', 'relais'], says: /^«\srelais\s» n’est pas une adresse IP\.\nUsage/ },
    {
      words: ['mail', 'preview', '--which', 'tous'],
      says: /^L’option --which attend renewal ou notice, et non «\stous\s»\.\nUsage\s: renouveau mail preview/,
    },
    { words: ['accounts', 'add', '__proto__'], says: /est de trop/ },
    { words: ['accounts', 'add', '--__proto__'], says: /^L’option --__proto__ n’existe pas/ },
    { words: ['accounts', 'danser'], says: /^La commande «\saccounts danser\s» n’existe pas\.\n\nUsage/ },
    { words: ['accounts'], says: /^Usage\s: renouveau accounts <commande>/ },
    { words: ['constructor'], says: /^La commande «\sconstructor\s» n’existe pas/ },
  ]) {
    test(`2: ${words.join(' ')} is told`, async () => {
      const { out, fault, status } = await run(words);
      assert.match(fault, says);
      assert.deepEqual([status, out], [2, '']);
    });
  }

  test('2: settings that cannot be used are told, each, and nothing is done', async () => {
    const settings = { PUBLIC_BASE_URL: 'ftp://x', SMTP_URL: undefined };
    const { out, fault, status } = await runCommand(['migrate', '--json'], '', settings);
    assert.match(fault, /^Les réglages ne sont pas bons\s:\n {2}- [\s\S]*PUBLIC_BASE_URL[\s\S]*SMTP_URL/);
    assert.deepEqual([status, out], [2, '']);
  });

  for (const words of [['migrate'], ['purge'], ['keys', 'check'], ['audit', 'verify']]) {
    test(`2: ${words.join(' ')} says that the database does not answer, without a trace`, async () => {
      const nowhere = { DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/nowhere' };
      const { out, fault, status } = await runCommand(words, '', nowhere);
      assert.deepEqual([status, out, fault], [2, '', 'La base ne répond pas.\n']);
    });
  }

  test('0: accounts --help names its commands, --help names all', async () => {
    const family = await run(['accounts', '--help']);
    assert.equal(family.status, 0);
    for (const verb of ['add', 'show', 'import', 'export'])
      assert.match(family.out, new RegExp(`renouveau accounts ${verb} `));
    const { out, status } = await run(['--help']);
    assert.equal(status, 0);
    for (const [name] of ALL_COMMANDS) assert.match(out, new RegExp(`^ {2}${name} {2}`, 'm'));
  });

  test('0: version, --version and --json tell the one of package.json', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const node = process.versions.node;
    assert.equal((await run(['version'])).out, `Renouveau ${version}, Node ${node}\n`);
    assert.equal((await run(['--version'])).out, `Renouveau ${version}, Node ${node}\n`);
    assert.deepEqual(JSON.parse((await run(['--version', '--json'])).out), { renouveau: version, node });
  });
});

test('docs/commands.md is what --help says', () => {
  assert.equal(readFileSync(join(ROOT, 'docs/commands.md'), 'utf8'), commandsDocument());
});
