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

/** @param usage what is said to who wrote something else */
export async function readPerson(usage: string): Promise<PersonReading> {
  const given = GIVEN.safeParse(parseJson(await text(process.stdin)));
  if (!given.success) return { state: 'faulty', sentence: `L’entrée n’est pas le JSON attendu.\n\n${usage}` };
  const nir = readNir(given.data.numero);
  if (nir.read === 'fault') return { state: 'faulty', sentence: nirFaultSentence(nir.fault) };
  const date = readDateOfBirth(given.data.dateDeNaissance, calendarDayInParis(realWorld.now()));
  if (date.read === 'fault') return { state: 'faulty', sentence: dateOfBirthFaultSentence(date.fault) };
  return { state: 'read', person: { nir: nir.nir, dateOfBirth: date.date } };
}
