/** `renouveau version`, or `--version`: what to write in a report of a fault. */
import { readFileSync } from 'node:fs';
import { command, JSON_OPTION } from './command.ts';
import { say } from './output.ts';

export const version = command({
  says: 'dit la version de Renouveau et celle de Node (aussi\u00a0: renouveau --version)',
  options: { ...JSON_OPTION },
  examples: ['renouveau version'],
  statuses: { 0: 'toujours' },
  async run({ json }) {
    const packaged = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    const { version: renouveau } = JSON.parse(packaged) as { version: string };
    const node = process.versions.node;
    say(json ? JSON.stringify({ renouveau, node }) : `Renouveau ${renouveau}, Node ${node}`);
  },
});
