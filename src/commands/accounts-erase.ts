/**
 * `renouveau accounts erase`: erases one person, as they may ask (GDPR article 17, norm RGP-9). Says what it would erase, and
 * erases only when told to: the person is read on standard input, where no question can be answered. Works beside a running server.
 */
import { erasePerson } from '../actions/erase-person.ts';
import type { RowsOf } from '../database/erasure.ts';
import { rowsSentence } from '../rules/audit-sentences.ts';
import { command, JSON_OPTION } from './command.ts';
import { BAD_USAGE, say, sayFault } from './output.ts';
import { PERSON_INPUT, personExample, readPerson } from './person.ts';
import { overDatabase } from './settings.ts';

export const eraseCommand = command({
  says: 'efface une personne\u00a0: son compte, ses demandes, ses mails, ses limites',
  options: {
    yes: { says: 'efface vraiment\u00a0; sans elle, ce qui le serait est dit, et rien n’est changé' },
    ...JSON_OPTION,
  },
  more: [
    ...PERSON_INPUT,
    'Le journal garde ses lignes, sans nom, jusqu’à sa purge (KEEP_AUDIT_DAYS)\u00a0; les sauvegardes gardent tout, jusqu’à leur fin.',
  ],
  examples: [personExample('accounts erase'), personExample('accounts erase --yes')],
  statuses: {
    0: 'effacée, ou, sans --yes, ce qui le serait est dit',
    1: 'rien n’est gardé de cette personne',
  },
  async run({ yes, json }) {
    const read = await readPerson();
    if (read.state === 'faulty') return sayFault(read.sentence, BAD_USAGE);
    await overDatabase(async tools => {
      const ended = await erasePerson(tools, read.person, yes ? 'erase' : 'look');
      switch (ended.outcome) {
        case 'erased':
          return tell(ended.rows, { isErased: true, json });
        case 'wouldErase':
          return tell(ended.rows, { isErased: false, json });
        case 'nothingKept':
          return sayFault('Rien n’est gardé de ce numéro et de cette date de naissance.');
        default:
          return ended satisfies never;
      }
    });
  },
});

function tell(rows: RowsOf, { isErased, json }: { isErased: boolean; json: boolean }): void {
  if (json) say(JSON.stringify({ efface: isErased, lignes: rows }));
  else if (isErased) say(`Effacé\u00a0: ${rowsSentence(rows)}.`);
  else {
    say(`Serait effacé\u00a0: ${rowsSentence(rows)}.`);
    say('Rien n’est changé. Pour effacer, relancez la même commande avec --yes.');
  }
}
