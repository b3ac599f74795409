/**
 * What a process tells whoever watches it, at `METRICS_LISTEN` and never at the site's own address: /healthz (it answers),
 * /readyz (it can work), /metrics (norm LOG-8). The same for pages and for a worker. Where nothing is set nothing listens,
 * and nothing is counted.
 */
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ActionTools } from '../actions/tools.ts';
import { listenToFacts } from '../database/facts.ts';
import { measureHasher } from './hash-metrics.ts';
import { createHttpMetrics } from './http-metrics.ts';
import { createJourneyMetrics } from './journey-metrics.ts';
import { listenToWatchers } from './listener.ts';
import { addQueueMetrics } from './queue-metrics.ts';
import { createReadiness, type Phase } from './readiness.ts';

export type Observatory = {
  state: 'open';
  /** Undefined when nothing listens. */
  port: number | undefined;
  /** Counts what this server answers. */
  watch(server: Server): void;
  /** To be told when the process takes its work up, and when it begins to leave it. */
  enter(phase: Phase): void;
  close(): Promise<void>;
};

export type Opening = Observatory | { state: 'portTaken'; port: number };

const NOBODY_WATCHES: Observatory = {
  state: 'open',
  port: undefined,
  watch: () => {},
  enter: () => {},
  close: async () => {},
};

/** To be opened before the process takes up any work: what is done before is not counted. */
export async function openObservatory(tools: ActionTools): Promise<Opening> {
  const { metricsListen } = tools.config;
  if (metricsListen === undefined) return NOBODY_WATCHES;
  let phase: Phase = 'starting';
  const { register, watch } = createMetrics(tools);
  const readiness = createReadiness(tools.db, tools.world);
  const listening = await listenToWatchers(metricsListen, {
    '/healthz': async () => ({ status: 200, type: 'text/plain; charset=utf-8', body: 'ok\n' }),
    '/readyz': async () => {
      const ready = await readiness(phase);
      const body = `${JSON.stringify(ready)}\n`;
      return { status: ready.pret ? 200 : 503, type: 'application/json; charset=utf-8', body };
    },
    '/metrics': async () => ({ status: 200, type: register.contentType, body: await register.metrics() }),
  });
  if (listening.state === 'portTaken') return listening;
  const enter = (entered: Phase) => {
    phase = entered;
  };
  return { state: 'open', port: listening.port, watch, enter, close: listening.close };
}

/** All metrics of a process, fed by its tools from now on. */
export function createMetrics(tools: ActionTools): { register: Registry; watch(server: Server): void } {
  const register = new Registry();
  collectDefaultMetrics({ register });
  addBuildInfo(register);
  addQueueMetrics(register, tools);
  listenToFacts(tools.db, createJourneyMetrics(register));
  tools.secrets.passwordHasher = measureHasher(register, tools.secrets.passwordHasher);
  return { register, watch: createHttpMetrics(register) };
}

function addBuildInfo(register: Registry): void {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  const name = 'renouveau_build_info';
  const help = 'Always 1; the version of the service and of Node';
  const info = new Gauge({ name, help, labelNames: ['version', 'node'], registers: [register] });
  info.set({ version, node: process.versions.node }, 1);
}
