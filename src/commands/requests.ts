/**
 * `renouveau requests show`: the life of each request of one person, in sentences. Works beside a running server. The
 * number and the date are read from standard input, never from the command line, where others could see them.
 */
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { identityOf } from '../actions/ask-for-renewal.ts';
import type { Config } from '../config.ts';
import { migrate } from '../database/migrate.ts';
import { type Database, openForCommand } from '../database/open.ts';
import { listRequestHistories } from '../database/renewal-requests.ts';
import {
  calendarDayInParis,
  type DateOfBirth,
  dateOfBirthFaultSentence,
  readDateOfBirth,
} from '../rules/date-of-birth.ts';
import { type Nir, nirFaultSentence, readNir } from '../rules/nir.ts';
import { requestTimeline, writtenLine } from '../rules/request-timeline.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { parseJson } from './json.ts';
import { say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';

const USAGE = [
  'renouveau requests show  montre la vie des demandes d’une personne, lue en JSON sur l’entrée standard\u00a0:',
  '  {"numero":"2 84 05 88 321 025 32","dateDeNaissance":"12/05/1984"}',
  '  --json  pour une sortie en JSON',
].join('\n');

const GIVEN = z.strictObject({ numero: z.string(), dateDeNaissance: z.string() });

export async function requests(words: readonly string[]): Promise<void> {
  if (words[0] !== 'show') return sayFault(USAGE);
  const config = readSettings('production');
  if (config === undefined) return;
  const read = readPerson(await text(process.stdin));
  if (read.state === 'faulty') return sayFault(read.sentence);
  const database = await openForCommand(config.database);
  try {
    await migrate(database.db);
    await show(config, database, { person: read.person, asJson: words.includes('--json') });
  } finally {
    await database.close();
  }
}

type Person = { nir: Nir; dateOfBirth: DateOfBirth };
type PersonReading = { state: 'read'; person: Person } | { state: 'faulty'; sentence: string };

function readPerson(input: string): PersonReading {
  const given = GIVEN.safeParse(parseJson(input));
  if (!given.success) return { state: 'faulty', sentence: `L’entrée n’est pas le JSON attendu.\n\n${USAGE}` };
  const nir = readNir(given.data.numero);
  if (nir.read === 'fault') return { state: 'faulty', sentence: nirFaultSentence(nir.fault) };
  const date = readDateOfBirth(given.data.dateDeNaissance, calendarDayInParis(realWorld.now()));
  if (date.read === 'fault') return { state: 'faulty', sentence: dateOfBirthFaultSentence(date.fault) };
  return { state: 'read', person: { nir: nir.nir, dateOfBirth: date.date } };
}

async function show(
  config: Config,
  database: Database,
  asked: { person: Person; asJson: boolean },
): Promise<void> {
  const { blindIndex } = createSecrets(config.secretKeys, realWorld);
  const indexes = blindIndex.candidates('identity', identityOf(asked.person));
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
