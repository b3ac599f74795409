/**
 * A connection that has PostgreSQL keep each statement it is sent, read and planned once (a prepared statement): reading and
 * planning them anew was over half of what a journey costs the database (docs/performance.md). Only statements with values,
 * whose text is then the same each time; a bounded number of them, since each connection holds its plans in memory.
 */
import pg from 'pg';
import { askBehindBegin, BEGIN, KEPT_BEGIN, keepsBegin } from './carried-begin.ts';

/** Some 90 in a whole site, its jobs included. */
const STATEMENTS_MAX = 300;

const NAMES = new Map<string, string>();

type Ask = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

export class StatementClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const ask: Ask = this.query.bind(this) as Ask;
    let begins = false;
    const askKept: Ask = (text, values, ...rest) => {
      const carries = begins;
      begins = text === BEGIN && keepsBegin(this);
      if (begins) return Promise.resolve(NOTHING_SENT);
      if (text === BEGIN) return ask(KEPT_BEGIN);
      if (!carries) return ask(kept(text, values), values, ...rest);
      if (text === 'commit' || text === 'rollback') return Promise.resolve(NOTHING_SENT);
      return askBehindBegin(ask, statementOf(text, values));
    };
    this.query = askKept as typeof this.query;
  }
}

/** Of a `begin` that waits for its first statement, and of the end of a transaction that had none. */
const NOTHING_SENT = { rows: [] };

function statementOf(text: unknown, values: unknown): pg.QueryConfig {
  const named = kept(text, values);
  const config = typeof named === 'string' ? { text: named } : (named as pg.QueryConfig);
  return { ...config, values: values as unknown[] };
}

function kept(text: unknown, values: unknown): unknown {
  if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return text;
  const name = nameOf(text);
  return name === undefined ? text : { text, name };
}

/** The same on every connection of this process; none once there are too many. */
function nameOf(text: string): string | undefined {
  const known = NAMES.get(text);
  if (known !== undefined || NAMES.size >= STATEMENTS_MAX) return known;
  const name = `s${NAMES.size + 1}`;
  NAMES.set(text, name);
  return name;
}
