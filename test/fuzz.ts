/**
 * Sends fuzzed requests to a bench and says what must hold of each answer: no fault of ours, all our headers, nothing
 * in the log; and at the end, not one password changed. Used by `test/fuzz.test.ts` and `bench/fuzz.ts`.
 */
import assert from 'node:assert/strict';
import { createApp } from '../src/app.ts';
import { type Bench, openBench } from './bench.ts';
import { type FuzzPlan, type FuzzRequest, type Held, requestFrom } from './fuzz-requests.ts';
import { REPORTS_SECRET } from './fuzz-values.ts';
import { createFuzzVisitor } from './fuzz-visitor.ts';
import { addPeople, PEOPLE } from './people.ts';
import { headerFaults, type Listening } from './raw-http.ts';
import { temporaryFolder } from './temporary.ts';

/** An honest visitor comes by again so often, for codes and forms run out; and goes as far as étape 5 so often. */
const VISIT_EVERY = 50;
const LONG_VISIT_EVERY = 800;
const SECONDS_BETWEEN = 5;

/** Where, in thousandths of the request, and which byte stands there instead. */
export type Slip = [place: number, byte: number];

export type Fuzzer = {
  /** Asks the app; throws when the answer is not as it must be. */
  ask(plan: FuzzPlan): Promise<void>;
  /** The same over a connection, with some bytes of it changed. */
  askByHand(line: Listening, plan: FuzzPlan, slips: readonly Slip[]): Promise<void>;
  counts: Map<number, number>;
  /** Throws when a password was changed or the log tells of a fault. */
  conclude(): Promise<void>;
};

/** A bench with every route that there is: the demonstration's and the reports' too. */
export async function openWholeBench(): Promise<Bench> {
  const bench = await openBench({ settings: { REPORTS_SECRET } });
  const { openMailbox } = await import('../src/demo/mailbox.ts');
  const { demonstrationRoutes } = await import('../src/demo/route.ts');
  const mailbox = openMailbox(await temporaryFolder('renouveau-fuzz-'));
  await addPeople(bench, ...Object.values(PEOPLE));
  const app = createApp(bench.tools, (tools, site) => demonstrationRoutes(tools, site, mailbox));
  return { ...bench, app };
}

export async function createFuzzer(bench: Bench): Promise<Fuzzer> {
  const before = await passwordHashes(bench);
  const counts = new Map<number, number>();
  let asked = 0;
  const visitor = createFuzzVisitor(bench);
  let held: Held = { cookies: new Map(), forms: new Map(), codeToken: '' };

  async function next(plan: FuzzPlan): Promise<FuzzRequest> {
    if (asked % LONG_VISIT_EVERY === 0) await visitor.goFar();
    if (asked % VISIT_EVERY === 0) held = await visitor.comeBy();
    asked += 1;
    bench.world.advance({ seconds: SECONDS_BETWEEN });
    return requestFrom(plan, held);
  }

  function judge(answer: {
    status: number;
    headers: { get(name: string): string | null | undefined };
  }): void {
    counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
    assert.ok(answer.status < 500, `answered ${answer.status}`);
    assert.deepEqual(headerFaults(answer, bench), []);
    assert.deepEqual(bench.log.filter(isFault), []);
    bench.log.length = 0;
  }

  return {
    counts,
    async ask(plan) {
      const { method, target, headers, body } = await next(plan);
      const init = { headers, ...(body !== undefined && { body: new Uint8Array(body) }) };
      const url = new URL(`http://localhost:3000${target}`).href;
      const answer = await bench.app.fetch(requestOf(url, method, init));
      await answer.arrayBuffer();
      judge(answer);
    },
    async askByHand(line, plan, slips) {
      const bytes = written(await next(plan));
      for (const [place, byte] of slips) bytes[Math.floor((place * bytes.length) / 1000)] = byte;
      const answers = await line.send(bytes);
      assert.notEqual(answers.length, 0, 'no answer');
      for (const answer of answers) judge(answer);
    },
    async conclude() {
      assert.deepEqual(await passwordHashes(bench), before);
      assert.deepEqual(bench.log.filter(isFault), []);
    },
  };
}

/** `Request` makes no TRACE; the server under the app does, in this way. */
function requestOf(url: string, method: string, init: RequestInit): Request {
  if (method !== 'TRACE') return new Request(url, { ...init, method });
  const { headers } = init;
  return Object.defineProperty(new Request(url, { ...(headers && { headers }) }), 'method', {
    value: 'TRACE',
  });
}

const isFault = (line: string) => /"level":(50|60)/.test(line);

function written({ method, target, headers, body }: FuzzRequest): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const length = body === undefined ? '' : `Content-Length: ${body.length}\r\n`;
  const head = `${method} ${target} HTTP/1.1\r\nHost: localhost:3000\r\nConnection: close\r\n${lines}${length}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)]);
}

async function passwordHashes({ database }: Bench): Promise<string[]> {
  const rows = await database.db.selectFrom('accounts').select('password_hash').orderBy('ref').execute();
  return rows.map(row => String(row.password_hash));
}
