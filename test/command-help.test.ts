/** What --help of each command says, as it is run; docs/commands.md is the same. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { allCommands } from '../src/commands/commands.ts';
import { commandsDocument } from './commands-document.ts';
import { typesettingFaults } from './french.ts';
import { runCommand } from './run-command.ts';
import { ROOT } from './sources.ts';

const run = (words: readonly string[]) => runCommand(words, '', {});

for (const [name, { options }] of (await allCommands()).commands) {
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
  });
}

test('docs/commands.md is what --help says', async () => {
  assert.equal(readFileSync(join(ROOT, 'docs/commands.md'), 'utf8'), await commandsDocument());
});
