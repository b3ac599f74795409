// Runs the code with the Node that `npm ci` installed, whatever Node started npm. Plain old JavaScript, so that any Node
// reads it. npm does not always put that Node on the scripts' path: npm 10 leaves its link out. What Node made of the sources
// is kept beside the packages, where who may write may change the code anyhow; where nobody may write, nothing is kept. Tests
// run without: nothing but the sources decides what they find.
'use strict';

const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const { constants } = require('node:os');
const { join } = require('node:path');

const MAJOR_MIN = 26;
const installed = join(__dirname, `../node_modules/node-${process.platform}-${process.arch}/bin/node`);

function findNode() {
  if (existsSync(installed)) return installed;
  return Number(process.versions.node.split('.')[0]) >= MAJOR_MIN ? process.execPath : undefined;
}

const node = findNode();
if (node === undefined) {
  process.stderr.write(
    `Ce projet demande Node ${MAJOR_MIN} ou plus récent ; celui-ci est ${process.versions.node}. ` +
      'Sous Linux, « npm ci » l’installe ; ailleurs, installez-le depuis nodejs.org.\n',
  );
  process.exit(1);
}

const keptSources = join(__dirname, '../node_modules/.cache/renouveau');
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: process.argv.includes('--test') ? process.env : { NODE_COMPILE_CACHE: keptSources, ...process.env },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
