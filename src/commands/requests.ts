/**
 * `renouveau requests show`: the life of each request of one person, in sentences. Works beside a running server. The
 * number and the date are read from standard input, never from the command line, where others could see them.
 */
import { identityOf } from '../actions/ask-for-renewal.ts';
import { record } from '../actions/record-event.ts';
import type { Config } from '../config.ts';
import { migrate } from '../database/migrate.ts';
import { type Database, openForCommand } from '../database/open.ts';
import { listRequestHistories } from '../database/renewal-requests.ts';
import { requestTimeline, writtenLine } from '../rules/request-timeline.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { say, sayFault } from './output.ts';
import { type GivenPerson, readPerson } from './person.ts';
import { readSettings } from './settings.ts';

const USAGE = [
  'renouveau requests show  montre la vie des demandes d’une personne, lue en JSON sur l’entrée standard\u00a0:',
  '  {"numero":"2 84 05 88 321 025 32","dateDeNaissance":"12/05/1984"}',
  '  --json  pour une sortie en JSON',
].join('\n');

export async function requests(words: readonly string[]): Promise<void> {
  if (words[0] !== 'show') return sayFault(USAGE);
  const config = readSettings('production');
  if (config === undefined) return;
  const read = await readPerson(USAGE);
  if (read.state === 'faulty') return sayFault(read.sentence);
  const database = await openForCommand(config.database);
  try {
    await migrate(database.db);
    await show(config, database, { person: read.person, asJson: words.includes('--json') });
  } finally {
    await database.close();
  }
}

async function show(
  config: Config,
  database: Database,
  asked: { person: GivenPerson; asJson: boolean },
): Promise<void> {
  const secrets = createSecrets(config.secretKeys, realWorld);
  const indexes = secrets.blindIndex.candidates('identity', identityOf(asked.person));
  const subject = { kind: 'identity', index: indexes[0] as Buffer } as const;
  const told = { subject, event: 'commandRun', detail: { command: 'requests show' } } as const;
  await database.db.transaction().execute(trx => record(trx, { secrets, world: realWorld }, told));
  const histories = await listRequestHistories(database.db, indexes);
  const timelines = histories.map(history => ({
    demande: history.ref,
    lignes: requestTimeline(history, realWorld.now()),
  }));
  if (asked.asJson) return say(JSON.stringify(timelines));
  if (timelines.length === 0) return say('Aucune demande pour ce numéro et cette date de naissance.');
  for (const { demande, lignes } of timelines) {
    say(`Demande ${demande}`);
    for (const line of lignes) say(`  ${writtenLine(line)}`);
  }
}
