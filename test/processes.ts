/** `renouveau serve` and `renouveau work` as an operator runs them: processes of their own, with the settings of production. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { commandArguments } from './run-command.ts';

export type Running = {
  child: ChildProcess;
  /** Where it listens; 0 for a worker. */
  port: number;
  /** What it said and logged so far. */
  lines: string[];
  /** What it ended with, once it was sent this signal; all that it said is in `lines` then. */
  end(signal: NodeJS.Signals): Promise<number | null>;
};

const READY = /\(écoute sur 127\.0\.0\.1:(\d+)\)|Renouveau envoie les mails/;

export async function start(word: 'serve' | 'work', settings: Record<string, string>): Promise<Running> {
  const { argv, env } = commandArguments([word], settings);
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const output = createInterface({ input: child.stdout });
  const lines: string[] = [];
  output.on('line', line => lines.push(line));
  const exit = once(child, 'exit');
  const said = once(output, 'close');
  const port = await new Promise<number>((resolve, reject) => {
    output.on('line', line => {
      const ready = READY.exec(line);
      if (ready !== null) resolve(Number(ready[1] ?? 0));
    });
    exit.then(([status]) => reject(new Error(`${word} ended with ${status}: ${lines.join('\n')}`)));
  });
  return {
    child,
    port,
    lines,
    async end(signal) {
      child.kill(signal);
      const [[status]] = await Promise.all([exit, said]);
      return status;
    },
  };
}
