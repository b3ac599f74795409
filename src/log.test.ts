/** What the log tells of an error, and what it does not (norms LOG-1, LOG-2). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import { createLog } from './log.ts';

function loggedOf(error: unknown): { err: Record<string, unknown>; length: number } {
  let line = '';
  createLog({
    write: written => {
      line += written;
    },
  }).error({ err: error }, 'something failed');
  return { ...JSON.parse(line), length: line.length };
}

describe('the log of an error', () => {
  test('LOG-2: its name, message, code and stack, that of its cause too; nothing that a library hung on it', () => {
    const client = new pg.Client({ user: 'service', password: 'un-secret' });
    const cause = Object.assign(new Error('connection lost'), { code: '57P01', client });
    const error = Object.assign(new Error('asked in vain', { cause }), {
      code: 'EVAIN',
      client,
      parameters: ['285077599099980'],
      envelope: { to: ['camille.exemple@exemple.fr'] },
    });
    const { err, length } = loggedOf(error);
    assert.deepEqual(Object.keys(err), ['type', 'message', 'code', 'stack']);
    assert.deepEqual([err.type, err.code, err.message], ['Error', 'EVAIN', 'asked in vain: connection lost']);
    assert.match(String(err.stack), /caused by: Error: connection lost/);
    assert.ok(length < 4000);
  });

  test('LOG-2: of what is no error, its kind alone', () => {
    assert.deepEqual(loggedOf('285077599099980').err, { type: 'string' });
    assert.deepEqual(loggedOf({ numero: '285077599099980' }).err, { type: 'object' });
  });
});
