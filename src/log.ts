/**
 * The log: one line of JSON an event, on standard output. Callers log names of events, references and states, never
 * what somebody typed. Of an error only what is named here: libraries hang on theirs what was sent (statement parameters,
 * envelopes), and pg a whole connection with all that it keeps (norms LOG-1, LOG-2, LOG-4).
 */
import { type Logger, pino } from 'pino';

export type Log = Logger;

export function createLog(destination?: { write(line: string): void }): Log {
  const options = {
    serializers: { err: tellError },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** What was thrown and is no error may be anything: its kind alone is told. */
function tellError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  const { type, message, code, stack } = pino.stdSerializers.err(error);
  return { type, message, code, stack };
}
