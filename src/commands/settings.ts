/** The settings of a command, or every fault in them, said once. */
import { type Config, type Mode, readConfig } from '../config.ts';
import { sayFault } from './output.ts';

export function readSettings(mode: Mode, defaults: Record<string, string> = {}): Config | undefined {
  const reading = readConfig(mode, defaults);
  if (reading.state === 'read') return reading.config;
  sayFault(
    ['Les réglages ne sont pas bons\u00a0:', ...reading.faults.map(fault => `  - ${fault}`)].join('\n'),
  );
  sayFault('Chaque réglage est expliqué dans .env.example.');
  return undefined;
}
