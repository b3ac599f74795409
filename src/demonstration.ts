/** Whether this process is a demonstration: entered once, by the command, and only with a demonstration's settings. */
import type { Config } from './config.ts';

let entered = false;

export function enterDemonstration(config: Config): void {
  if (config.mode !== 'demonstration') throw new Error('only a demonstration may enter the demonstration');
  entered = true;
}

export function isDemonstration(): boolean {
  return entered;
}
