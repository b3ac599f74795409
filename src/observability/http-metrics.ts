/**
 * What the site answers, by étape, kind of status and time (norm LOG-8). It listens beside the app to the same server, so
 * what the door refuses counts too, and the app knows nothing of it. No address becomes a label: only the étape it is in.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Histogram, type Registry } from 'prom-client';
import { PATHS, PLAN } from '../journey/plan.ts';
import { boundedCounter, combinations } from './bounded.ts';

const PLACES = [...new Set(PLAN.map(({ etape }) => etape)), 'code', 'files', 'around', 'unknown'];
const METHODS = ['GET', 'POST', 'other'] as const;
const STATUSES = ['2xx', '3xx', '4xx', '5xx'] as const;
const CODE_SHOWN = ['picture', 'sound', 'slowSound', 'withoutCopying'] as const;
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const SECOND_MS = 1000;

/** @returns what to call with the server of the site */
export function createHttpMetrics(register: Registry): (server: Server) => void {
  const answers = new Histogram({
    name: 'renouveau_http_answer_seconds',
    help: 'Time of an answer, by étape',
    labelNames: ['etape', 'method', 'status'],
    buckets: BUCKETS,
    registers: [register],
  });
  for (const labels of combinations({ etape: PLACES, method: METHODS, status: STATUSES }))
    answers.zero(labels);
  const counter = <const L extends Record<string, readonly string[]>>(
    name: string,
    help: string,
    labels: L,
  ) => boundedCounter(register, { name: `renouveau_${name}_total`, help, labels });
  const pages = counter('pages_shown', 'Pages shown, by étape', { etape: PLACES });
  const codes = counter('codes_shown', 'Codes to copy shown or said, by way', { way: CODE_SHOWN });
  const unreadable = counter('http_unreadable', 'What could not be read as a request', {});

  function settle(incoming: IncomingMessage, outgoing: ServerResponse, seconds: number): void {
    const path = (incoming.url ?? '').split('?')[0] ?? '';
    const etape = placeOf(path);
    const status = `${Math.floor(outgoing.statusCode / 100)}xx`;
    answers.observe({ etape, method: methodOf(incoming), status }, seconds);
    if (incoming.method === 'GET' && isPage(outgoing)) pages({ etape });
    const way = codeWayOf(path);
    if (way !== undefined && isBeginning(outgoing)) codes({ way });
  }

  return server => {
    server.prependListener('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
      const begunAt = performance.now();
      outgoing.once('close', () => settle(incoming, outgoing, (performance.now() - begunAt) / SECOND_MS));
    });
    server.on('clientError', () => unreadable({}));
  };
}

const methodOf = ({ method }: IncomingMessage) =>
  METHODS.find(known => known === method) ?? (method === 'HEAD' ? 'GET' : 'other');

const isPage = (outgoing: ServerResponse) =>
  outgoing.statusCode === 200 && String(outgoing.getHeader('content-type')).startsWith('text/html');

/** A player that asks for a sound in pieces asks for its beginning once. */
function isBeginning(outgoing: ServerResponse): boolean {
  const range = String(outgoing.getHeader('content-range'));
  return outgoing.statusCode === 200 || (outgoing.statusCode === 206 && range.startsWith('bytes 0-'));
}

const AROUND = new Set<string>(Object.values(PATHS));
const IN_LONGER_PATHS = [
  [`${PATHS.code}/`, 'code'],
  [`${PATHS.createAccount}/code/`, 'code'],
  [`${PATHS.link}/`, '4'],
  [`${PATHS.verifyAddress}/`, 'around'],
  ['/statique/', 'files'],
] as const;
const ELSEWHERE: Record<string, string> = {
  [PATHS.code]: 'code',
  [PATHS.proof]: 'code',
  [`${PATHS.createAccount}/code`]: 'code',
  [`${PATHS.createAccount}/preuve`]: 'code',
  [PATHS.moreTime]: '5',
};

function placeOf(path: string): string {
  const exact = PLAN.find(one => one.path === path)?.etape ?? ELSEWHERE[path];
  if (exact !== undefined) return exact;
  const longer = IN_LONGER_PATHS.find(([start]) => path.startsWith(start))?.[1];
  return longer ?? (AROUND.has(path) ? 'around' : 'unknown');
}

const FILES_OF_CODE = { 'image.png': 'picture', 'son.wav': 'sound', 'son-lent.wav': 'slowSound' } as const;

function codeWayOf(path: string): (typeof CODE_SHOWN)[number] | undefined {
  if (path === PATHS.proof || path === `${PATHS.createAccount}/preuve`) return 'withoutCopying';
  if (placeOf(path) !== 'code') return undefined;
  const file = path.slice(path.lastIndexOf('/') + 1);
  return Object.entries(FILES_OF_CODE).find(([name]) => name === file)?.[1];
}
