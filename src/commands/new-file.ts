/** A result that goes to a file: one that was not there, for its owner alone. */
import { writeFile } from 'node:fs/promises';
import { say, sayFault } from './output.ts';

export async function writeNewFile(path: string, content: string, asJson: boolean): Promise<void> {
  const isWritten = await writeFile(path, content, { flag: 'wx', mode: 0o600 }).then(
    () => true,
    () => false,
  );
  if (!isWritten) return sayFault(`Le fichier ${path} existe déjà, ou ne s’écrit pas.`);
  say(asJson ? JSON.stringify({ fichier: path }) : `Écrit dans ${path}.`);
}
