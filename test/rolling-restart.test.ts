/**
 * Two web processes and two workers, restarted one after the other while people walk from étape 2 to étape 6: whoever operates
 * the service brings a new version without anybody noticing, and a process that dies loses nothing (norm ML-13).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ManyProcesses, openManyProcesses, type Walker } from './many-processes.ts';

const WALKERS_AT_ONCE = 2;

describe('ML-13: many processes', () => {
  let service: ManyProcesses;
  before(async () => {
    service = await openManyProcesses({ web: 2, workers: 2 });
  });
  after(() => service.close());

  /** People who come one after the other, some at once, as long as `work` lasts, each walking to the end. */
  async function walkWhile<T>(walk: (person: Walker) => Promise<void>, work: Promise<T>) {
    let isOver = false;
    const people: Walker[] = [];
    async function comeAndGo() {
      while (!isOver) {
        const person = await service.newcomer();
        await walk(person);
        people.push(person);
      }
    }
    const over = work.finally(() => {
      isOver = true;
    });
    const ended = await Promise.allSettled([over, ...Array.from({ length: WALKERS_AT_ONCE }, comeAndGo)]);
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
    return { done: await over, people };
  }

  async function walkOnce(person: Walker): Promise<void> {
    const visitor = service.visitor();
    await service.askForMail(visitor, person);
    await service.renewByMail(visitor, person);
  }

  async function walkInSpiteOfCuts(person: Walker): Promise<void> {
    for (;;) {
      const ending = await walkOnce(person).catch((error: NodeJS.ErrnoException) => error.code);
      if (ending === undefined) return;
      assert.match(ending, /^(ECONNRESET|EPIPE)$/);
    }
  }

  test('each stopped and started again: no request fails, every mail comes once, all end with 0', async () => {
    const { done, people } = await walkWhile(walkOnce, service.restartAll('SIGTERM'));
    assert.deepEqual(done, [0, 0, 0, 0]);
    assert.ok(people.length > WALKERS_AT_ONCE, `${people.length} people`);
    for (const person of people) assert.equal(service.linksTo(person).length, 1);
  });

  test('each killed and started again: whoever saw the line cut starts again, and everybody ends at étape 6', async () => {
    const killed = service.restartAll('SIGKILL');
    const [{ people }] = await Promise.all([
      walkWhile(walkInSpiteOfCuts, killed),
      killed.then(service.finishJobs),
    ]);
    assert.ok(people.length > WALKERS_AT_ONCE, `${people.length} people`);
  });

  test('the database gone and come back: pages and mails come back by themselves', async () => {
    const person = await service.newcomer();
    await service.withoutDatabase(async () => {
      await assert.rejects(service.askForMail(service.visitor(), person), /answers 500/);
    });
    await walkOnce(person);
  });
});
