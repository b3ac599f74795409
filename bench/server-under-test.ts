/** The driver's hold on the server's process (`server-process.ts`): one question at a time, each with its answer. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Questions } from './server-process.ts';

export type ServerUnderTest = {
  ask<Name extends keyof Questions>(
    question: Name,
    asked: Questions[Name]['asked'],
  ): Promise<Questions[Name]['told']>;
  stop(): Promise<void>;
};

/** As `ops/` starts Node for pages and for mails (docs/performance.md, « Memory »); `test/production-node.test.ts` compares. */
export const PRODUCTION_NODE = {
  options: ['--max-semi-space-size=2', '--heap-growing-percent=30'],
  settings: { MALLOC_MMAP_THRESHOLD_: '131072' },
} as const;

/** @param nodeOptions handed to the server's Node besides, such as `--cpu-prof` */
export function forkServer(nodeOptions: readonly string[]): ServerUnderTest {
  const child = fork(new URL('server-process.ts', import.meta.url), {
    execArgv: [...process.execArgv, ...PRODUCTION_NODE.options, ...nodeOptions],
    env: { ...process.env, ...PRODUCTION_NODE.settings },
  });
  const ended = once(child, 'exit');
  const ask: ServerUnderTest['ask'] = async (question, asked) => {
    child.send({ question, asked });
    return answerOf(child, ended);
  };
  return {
    ask,
    async stop() {
      if (child.connected) await ask('stop', {});
      await ended;
    },
  };
}

async function answerOf<Told>(child: ChildProcess, ended: Promise<unknown[]>): Promise<Told> {
  const abandoned = new AbortController();
  const answer = once(child, 'message', { signal: abandoned.signal }).then(([told]) => told as Told);
  const death = ended.then(([code]): never => {
    throw new Error(`the server's process ended with code ${code}`);
  });
  try {
    return await Promise.race([answer, death]);
  } finally {
    abandoned.abort();
    answer.catch(() => {});
    death.catch(() => {});
  }
}
