/** `node scripts/node.cjs scripts/commands-document.ts`: writes docs/commands.md anew, after the help of a command changed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandsDocument } from '../test/commands-document.ts';

await writeFile(join(import.meta.dirname, '../docs/commands.md'), await commandsDocument());
