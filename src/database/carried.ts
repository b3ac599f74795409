/**
 * Statements that travel with the next one of their transaction: its `begin`, and writes whose answer nobody looks at. They go
 * before the one Sync that follows all of them, so that PostgreSQL, at the first that fails, skips the rest of them: sent one
 * behind the other, what follows a `begin` that failed would be run by itself, undone by nobody. What remains is a round trip
 * for each answer that somebody waits for (docs/performance.md, « The journey's cost »).
 */
import type { CompiledQuery } from 'kysely';
import pg from 'pg';
import type { Db } from './tables.ts';

/** By the list of their values, which goes as it is from here to the connection. */
const CARRIED = new WeakSet<object>();

/**
 * For a write whose answer nobody looks at. In a transaction it is sent with the next statement, at the latest with the commit:
 * what is wrong with it is thrown there, and undoes all the same. Outside of one it is sent at once.
 */
export async function carry(db: Db, query: CompiledQuery): Promise<void> {
  if (db.isTransaction) CARRIED.add(query.parameters);
  await db.executeQuery(query);
}

export function isCarried(values: unknown): boolean {
  return typeof values === 'object' && values !== null && CARRIED.has(values);
}

/** A statement with its name, by which PostgreSQL keeps it. */
export type KeptStatement = pg.QueryConfig & { name: string };

/** What pg's connection can be told, which its types leave out. */
type Wire = { readonly parsedStatements: Readonly<Record<string, string>>; sync(): void };

/** A statement whose values cannot be written is not forgotten for that. */
const UNSAID = { sync: { value: () => {} }, close: { value: () => {} } };

/** pg's own query: its `prepare` puts a statement on the wire, with a Sync behind it. */
const Query = pg.Query as unknown as new (
  config: pg.QueryConfig,
  callback: (error: Error | undefined, results: pg.QueryResult[]) => void,
) => { prepare(wire: Wire): void };

/** Whether this connection keeps it already: what it answers to one that it does not know yet would be taken for the next one's. */
export function keeps(client: pg.Client, { name }: KeptStatement): boolean {
  const { connection } = client as unknown as { connection: Wire };
  return connection.parsedStatements[name] !== undefined;
}

class QueryBehind extends Query {
  readonly #carried: readonly KeptStatement[];

  constructor(carried: readonly KeptStatement[], ...own: ConstructorParameters<typeof Query>) {
    super(...own);
    this.#carried = carried;
  }

  override prepare(wire: Wire): void {
    const withoutSync = Object.create(wire, UNSAID) as Wire;
    for (const statement of this.#carried) {
      let fault: Error | undefined;
      new Query(statement, error => {
        fault = error;
      }).prepare(withoutSync);
      if (fault !== undefined) {
        wire.sync();
        throw fault;
      }
    }
    super.prepare(wire);
  }
}

/** What the statement gave; of those that it carried, only a fault is told. */
export function askBehind(
  ask: (query: unknown) => unknown,
  carried: readonly KeptStatement[],
  statement: pg.QueryConfig,
): Promise<pg.QueryResult | undefined> {
  const extended = { ...statement, queryMode: 'extended' } as pg.QueryConfig;
  return new Promise((resolve, reject) => {
    ask(
      new QueryBehind(carried, extended, (error, results) =>
        error ? reject(error) : resolve(results.at(-1)),
      ),
    );
  });
}
