/** The person whom a command is about, read in JSON on standard input: never on the command line, where others could see. */
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import {
  calendarDayInParis,
  type DateOfBirth,
  dateOfBirthFaultSentence,
  readDateOfBirth,
} from '../rules/date-of-birth.ts';
import { type Nir, nirFaultSentence, readNir } from '../rules/nir.ts';
import { realWorld } from '../world.ts';
import { parseJson } from './json.ts';

export type GivenPerson = { nir: Nir; dateOfBirth: DateOfBirth };
type PersonReading = { state: 'read'; person: GivenPerson } | { state: 'faulty'; sentence: string };

const GIVEN = z.strictObject({ numero: z.string(), dateDeNaissance: z.string() });

/** What the help of a command says of it. */
export const PERSON_INPUT = [
  'La personne est lue en JSON sur l’entrée standard, jamais sur la ligne de commande, où d’autres pourraient la voir.',
] as const;
const PERSON_EXAMPLE = '{"numero":"2 84 05 88 321 025 32","dateDeNaissance":"12/05/1984"}';
export const personExample = (command: string) => `echo '${PERSON_EXAMPLE}' | renouveau ${command}`;

export async function readPerson(): Promise<PersonReading> {
  const given = GIVEN.safeParse(parseJson(await text(process.stdin)));
  if (!given.success)
    return { state: 'faulty', sentence: `L’entrée n’est pas le JSON attendu\u00a0: ${PERSON_EXAMPLE}` };
  const nir = readNir(given.data.numero);
  if (nir.read === 'fault') return { state: 'faulty', sentence: nirFaultSentence(nir.fault) };
  const date = readDateOfBirth(given.data.dateDeNaissance, calendarDayInParis(realWorld.now()));
  if (date.read === 'fault') return { state: 'faulty', sentence: dateOfBirthFaultSentence(date.fault) };
  return { state: 'read', person: { nir: nir.nir, dateOfBirth: date.date } };
}
