/**
 * One process to a data folder. The lock is an open exclusive transaction on a little SQLite file: the system drops
 * it when the process dies, however it dies. A file with a process number in it would survive a `kill -9`, and in a
 * container every process has the same number.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type FolderLock = { state: 'held'; release(): void } | { state: 'heldByAnother' };

export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (isBusy(error)) return { state: 'heldByAnother' };
    throw error;
  }
  return { state: 'held', release: () => lock.close() };
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
