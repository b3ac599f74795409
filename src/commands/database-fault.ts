/** What the database refuses before anything can be done, in a sentence that says what to look at instead of a trace. */
import { isConnectionLost } from '../database/lost-connection.ts';

/** By PostgreSQL's code: insufficient privilege, wrong password, not let in, no such database. */
const REFUSED: Readonly<Record<string, string>> = {
  42501:
    'La base refuse cela au rôle de DATABASE_URL. Si les tables ne sont pas à jour, lancez «\u00a0renouveau migrate\u00a0» avec le rôle à qui elles appartiennent\u00a0; sinon, donnez à celui-ci ses droits (docs/operations.md).',
  '28P01': 'La base refuse le mot de passe de DATABASE_URL.',
  28000: 'La base refuse le rôle de DATABASE_URL.',
  '3D000': 'La base que nomme DATABASE_URL n’existe pas.',
};

/** Undefined for what is no such refusal: then it is our fault, and its trace is wanted. */
export function databaseFaultSentence(error: unknown): string | undefined {
  if (isConnectionLost(error)) return 'La base ne répond pas.';
  const { code } = Object(error) as { code?: unknown };
  return REFUSED[String(code)];
}
