/**
 * The door by which a command reaches the embedded database of a running server: a Unix socket in the data folder.
 *
 * The embedded database has one session. `pglite-socket` keeps its own clients apart, but would let a statement of
 * the server itself slip into a client's open transaction. So while a client is inside a transaction the door holds
 * the engine's own transaction lock, the one that the server's statements wait for.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const CLIENTS_MAX = 8;

function holdingTransactionLock(pglite: PGlite): PGlite {
  let release: (() => void) | undefined;

  async function acquire(): Promise<void> {
    await new Promise<void>(acquired => {
      void pglite._runExclusiveTransaction(
        () =>
          new Promise<void>(released => {
            release = released;
            acquired();
          }),
      );
    });
  }

  function releaseOutsideTransaction(): void {
    if (pglite.isInTransaction()) return;
    release?.();
    release = undefined;
  }

  async function runExclusive<T>(work: () => Promise<T>): Promise<T> {
    if (release === undefined) await acquire();
    try {
      return await pglite.runExclusive(work);
    } finally {
      releaseOutsideTransaction();
    }
  }

  /** Called by the socket server for one thing only: to roll back what a client left open when it went away. */
  async function rollBack(): Promise<[]> {
    const ROLLBACK_MESSAGE = Buffer.from('\x51\0\0\0\x0dROLLBACK\0', 'latin1');
    await runExclusive(() => pglite.execProtocolRaw(ROLLBACK_MESSAGE));
    return [];
  }

  return new Proxy(pglite, {
    get(target, name) {
      if (name === 'runExclusive') return runExclusive;
      if (name === 'exec') return rollBack;
      const member = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** Opens the door in a folder of its own; the caller closes it before the database. */
export async function openDoor(pglite: PGlite, folder: string): Promise<{ close(): Promise<void> }> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const server = new PGLiteSocketServer({
    db: holdingTransactionLock(pglite),
    path: join(folder, '.s.PGSQL.5432'),
    maxConnections: CLIENTS_MAX,
  });
  await server.start();
  return { close: () => server.stop() };
}
