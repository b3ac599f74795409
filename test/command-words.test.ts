/** How every command reads its words: what it does not know is told in a sentence, with the usage, and ends with 2. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readWords } from '../src/commands/command.ts';
import { allCommands, findCommand } from '../src/commands/commands.ts';
import { runCommand } from './run-command.ts';
import { ROOT } from './sources.ts';

const { commands: COMMANDS } = await allCommands();

const run = (words: readonly string[]) => runCommand(words, '', {});

async function faultOf(words: readonly string[]): Promise<string | undefined> {
  const wanted = await findCommand(words);
  assert.ok(wanted.state === 'command');
  const read = readWords(wanted.command, wanted.words);
  return read.state === 'faulty' ? read.sentence : undefined;
}

describe('the words of a command', () => {
  for (const [name, command] of COMMANDS) {
    test(`an option that ${name} does not know is named`, async () => {
      assert.equal(await faultOf([...name.split(' '), '--vite']), 'L’option --vite n’existe pas.');
      assert.deepEqual(readWords(command, ['-h']), { state: 'help' });
    });
  }

  for (const { words, says } of [
    { words: ['purge', 'tout'], says: '«\u00a0tout\u00a0» est de trop.' },
    { words: ['purge', '--json=oui'], says: 'L’option --json s’écrit seule, sans valeur.' },
    { words: ['purge', '-j'], says: 'L’option -j n’existe pas.' },
    { words: ['audit', 'verify', '--temoin'], says: 'L’option --temoin attend une valeur\u00a0: témoin.' },
    { words: ['doctor', '--ip', '--json'], says: 'L’option --ip attend une valeur\u00a0: adresse.' },
    { words: ['accounts', 'add', '__proto__'], says: '«\u00a0__proto__\u00a0» est de trop.' },
    { words: ['accounts', 'add', '--__proto__'], says: 'L’option --__proto__ n’existe pas.' },
  ]) {
    test(`${words.join(' ')} is told`, async () => assert.equal(await faultOf(words), says));
  }

  for (const { words, says } of [
    { words: ['doctor', '--ip', 'relais'], says: /^«\srelais\s» n’est pas une adresse IP\.\nUsage/ },
    {
      words: ['mail', 'preview', '--which', 'tous'],
      says: /^L’option --which attend renewal ou notice, et non «\stous\s»\.\nUsage\s: renouveau mail preview/,
    },
    { words: ['accounts', 'danser'], says: /^La commande «\saccounts danser\s» n’existe pas\.\n\nUsage/ },
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

  for (const words of [['migrate'], ['purge']]) {
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
    for (const [name] of COMMANDS) assert.match(out, new RegExp(`^ {2}${name} {2}`, 'm'));
  });

  test('0: version, --version and --json tell the one of package.json', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const node = process.versions.node;
    assert.equal((await run(['version'])).out, `Renouveau ${version}, Node ${node}\n`);
    assert.equal((await run(['--version'])).out, `Renouveau ${version}, Node ${node}\n`);
    assert.deepEqual(JSON.parse((await run(['--version', '--json'])).out), { renouveau: version, node });
  });
});
