/** How Node is started for pages and for mails: told the same by systemd, by the container and by the benches that measured it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PRODUCTION_NODE } from '../bench/server-under-test.ts';
import { ROOT } from './sources.ts';

const FILES = [
  'ops/systemd/renouveau-web@.service',
  'ops/systemd/renouveau-work@.service',
  'ops/container/Containerfile',
];

for (const file of FILES) {
  test(`${file} starts Node as it was measured`, () => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const starting = text.split(/^(?=ExecStart=|ENTRYPOINT )/m)[1] ?? '';
    const command = starting.slice(0, starting.indexOf('src/cli.ts'));
    const options = command.match(/--(?:max|heap)-[a-z-]+=\d+/g);
    assert.deepEqual(options, PRODUCTION_NODE.options);
    for (const [name, value] of Object.entries(PRODUCTION_NODE.settings))
      assert.ok(text.includes(`${name}=${value}`));
  });
}

test('the container reads what Node made of the sources under the options that it runs with', () => {
  const text = readFileSync(join(ROOT, 'ops/container/Containerfile'), 'utf8');
  const prepared = /^RUN for command in serve work;[\s\S]*?src\/cli\.ts/m.exec(text)?.[0] ?? '';
  for (const option of PRODUCTION_NODE.options) assert.ok(prepared.includes(option), option);
});
