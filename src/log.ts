/**
 * The log: one line of JSON an event, on standard output. Callers log names of events, references and states, never
 * what somebody typed; what libraries hang on their errors (statement parameters, envelopes) is cut off here (norms
 * LOG-1, LOG-2, LOG-4).
 */
import { type Logger, pino } from 'pino';

export type Log = Logger;

const REDACTED = [
  'err.parameters',
  'err.detail',
  'err.where',
  'err.query',
  'err.params',
  'err.envelope',
  'err.rejected',
];

export function createLog(destination?: { write(line: string): void }): Log {
  const options = {
    redact: { paths: REDACTED, remove: true },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
