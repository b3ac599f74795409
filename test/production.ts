/** The settings of a service for real, over https, with keys of its own: for what only shows there. */
import { randomBytes } from 'node:crypto';
import { createApp } from '../src/app.ts';
import { type Config, readConfig } from '../src/config.ts';
import type { Bench } from './bench.ts';

export const PRODUCTION_URL = 'https://compte.exemple.fr';

export function productionConfig(settings: Record<string, string> = {}): Config {
  const environment = {
    PUBLIC_BASE_URL: PRODUCTION_URL,
    SECRET_KEYS: randomBytes(32).toString('base64'),
    SMTP_URL: 'smtps://relais.exemple.fr:465',
    MAIL_FROM_ADDRESS: 'ne-pas-repondre@exemple.fr',
    TRUSTED_PROXIES: 'aucun',
    ...settings,
  };
  const reading = readConfig('production', {}, environment);
  if (reading.state === 'faulty') throw new Error(reading.faults.join('\n'));
  return reading.config;
}

/** The bench's own database and keys, seen as a production over https. */
export function asProduction(
  bench: Bench,
  settings: Record<string, string> = {},
): Pick<Bench, 'app' | 'tools' | 'ask'> {
  const tools = { ...bench.tools, config: productionConfig(settings) };
  const app = createApp(tools);
  return { app, tools, ask: (path, init) => app.request(new URL(path, PRODUCTION_URL).href, init) };
}
