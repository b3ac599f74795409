/**
 * `renouveau requests show`: the life of each request of one person, in sentences. Works beside a running server. The
 * number and the date are read from standard input, never from the command line, where others could see them.
 */
import { identityOf } from '../actions/ask-for-renewal.ts';
import { record } from '../actions/record-event.ts';
import { listRequestHistories } from '../database/renewal-requests.ts';
import { requestTimeline, writtenLine } from '../rules/request-timeline.ts';
import { command, JSON_OPTION } from './command.ts';
import { BAD_USAGE, say, sayFault } from './output.ts';
import { type GivenPerson, PERSON_INPUT, personExample, readPerson } from './person.ts';
import { type CommandTools, overDatabase } from './settings.ts';

const show = command({
  says: 'montre la vie des demandes d’une personne',
  options: { ...JSON_OPTION },
  more: PERSON_INPUT,
  examples: [personExample('requests show')],
  statuses: { 0: 'montrée, même s’il n’y a aucune demande' },
  async run({ json }) {
    const read = await readPerson();
    if (read.state === 'faulty') return sayFault(read.sentence, BAD_USAGE);
    await overDatabase(tools => showRequests(tools, read.person, json));
  },
});

export const requests = { says: 'les demandes de renouvellement d’une personne', verbs: { show } };

async function showRequests(
  { db, secrets, world }: CommandTools,
  person: GivenPerson,
  asJson: boolean,
): Promise<void> {
  const indexes = secrets.blindIndex.candidates('identity', identityOf(person));
  const subject = { kind: 'identity', index: indexes[0] as Buffer } as const;
  const told = { subject, event: 'commandRun', detail: { command: 'requests show' } } as const;
  await db.transaction().execute(trx => record(trx, { secrets, world }, told));
  const histories = await listRequestHistories(db, indexes);
  const timelines = histories.map(history => ({
    demande: history.ref,
    lignes: requestTimeline(history, world.now()),
  }));
  if (asJson) return say(JSON.stringify(timelines));
  if (timelines.length === 0) return say('Aucune demande pour ce numéro et cette date de naissance.');
  for (const { demande, lignes } of timelines) {
    say(`Demande ${demande}`);
    for (const line of lignes) say(`  ${writtenLine(line)}`);
  }
}
