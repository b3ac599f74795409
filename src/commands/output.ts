/** What a command says to the person who typed it: French on standard output, faults on standard error. */

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Says why the command cannot go on; the process will end with this status. */
export function sayFault(text: string, status = 1): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = status;
}
