/**
 * A connection that has PostgreSQL keep each statement it is sent, read and planned once (a prepared statement): reading and
 * planning them anew was over half of what a journey costs the database (docs/performance.md). Only statements with values,
 * whose text is then the same each time, and those around a transaction; a bounded number of them, since each connection holds
 * its plans in memory. And one that lets statements travel together, as `carried.ts` says.
 */
import pg from 'pg';
import { askBehind, isCarried, type KeptStatement, keeps } from './carried.ts';

/** Some 90 in a whole site, its jobs included. */
const STATEMENTS_MAX = 300;

const NAMES = new Map<string, string>();

type Ask = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

export class StatementClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const ask: Ask = this.query.bind(this) as Ask;
    let carried: KeptStatement[] = [];
    const askKept: Ask = (text, values, ...rest) => {
      const statement = toKept(text, values);
      if (statement !== undefined && travels(statement) && keeps(this, statement)) {
        carried.push(statement);
        return Promise.resolve(NOTHING_SENT);
      }
      const before = carried;
      carried = [];
      if (isVain(before, text)) return Promise.resolve(NOTHING_SENT);
      if (before.length === 0 || text === ROLLBACK) return ask(statement ?? text, values, ...rest);
      if (typeof text !== 'string') throw new Error('only a statement can carry another');
      return askBehind(ask, before, statement ?? { text, values: values as unknown[] });
    };
    this.query = askKept as typeof this.query;
  }
}

const BEGIN = 'begin';
const COMMIT = 'commit';
const ROLLBACK = 'rollback';
const NOTHING_SENT = { rows: [] };

const travels = ({ text, values }: KeptStatement) => text === BEGIN || isCarried(values);

/** Whether it would end what was never begun, or was and has asked nothing. */
function isVain(before: readonly KeptStatement[], text: unknown): boolean {
  if (before[0]?.text !== BEGIN) return false;
  return text === ROLLBACK || (text === COMMIT && before.length === 1);
}

function toKept(text: unknown, values: unknown): KeptStatement | undefined {
  if (typeof text !== 'string') return undefined;
  if (text === BEGIN || text === COMMIT) return { text, name: text };
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const name = nameOf(text);
  return name === undefined ? undefined : { text, name, values };
}

/** The same on every connection of this process; none once there are too many. */
function nameOf(text: string): string | undefined {
  const known = NAMES.get(text);
  if (known !== undefined || NAMES.size >= STATEMENTS_MAX) return known;
  const name = `s${NAMES.size + 1}`;
  NAMES.set(text, name);
  return name;
}
