/**
 * What a command says to the person who typed it: French on standard output, faults on standard error; and the statuses it
 * ends with (docs/commands.md).
 */

/** What was looked for is not as it should be, or what was asked is refused. */
const FOUND = 1;
/** Nothing was done: the words, what was on standard input or the settings cannot be used, or the database is not there. */
export const BAD_USAGE = 2;
/** Stopped by Ctrl+C, as a shell counts it. */
export const INTERRUPTED = 130;

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Says why the command cannot go on; the process will end with this status. */
export function sayFault(text: string, status = FOUND): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = status;
}
