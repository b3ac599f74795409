/**
 * `renouveau accounts export`: what a person may ask for (norm RGP-9, GDPR article 15), as French JSON, on standard output or in
 * a new file that its owner alone can read. Works beside a running server; the person is read on standard input.
 */
import { exportPerson } from '../actions/export-person.ts';
import { command } from './command.ts';
import { writeNewFile } from './new-file.ts';
import { BAD_USAGE, say, sayFault } from './output.ts';
import { PERSON_INPUT, personExample, readPerson } from './person.ts';
import { overDatabase } from './settings.ts';

export const exportCommand = command({
  says: 'donne, en JSON, tout ce qui est gardé d’une personne',
  options: {
    output: {
      takes: 'fichier',
      says: 'l’écrit dans un fichier nouveau, que son seul propriétaire peut lire',
    },
    json: { says: 'avec --output, dit en JSON où c’est écrit' },
  },
  more: PERSON_INPUT,
  examples: [personExample('accounts export --output camille.json')],
  statuses: { 0: 'donné', 1: 'rien n’est gardé de cette personne, ou le fichier ne s’écrit pas' },
  async run({ output, json }) {
    const read = await readPerson();
    if (read.state === 'faulty') return sayFault(read.sentence, BAD_USAGE);
    await overDatabase(async tools => {
      const exported = await exportPerson(tools, read.person);
      if (exported.outcome !== 'exported') {
        return sayFault('Rien n’est gardé de ce numéro et de cette date de naissance.');
      }
      const text = JSON.stringify(exported.document, undefined, 2);
      if (output === undefined) return say(text);
      await writeNewFile(output, `${text}\n`, json);
    });
  },
});
