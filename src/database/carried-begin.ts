/**
 * A transaction's `begin`, carried by its first statement: both travel together, before one Sync, so that PostgreSQL skips the
 * statement when the `begin` fails; sent one behind the other it would then run by itself, undone by nobody. A round trip
 * less for each transaction (docs/performance.md).
 */
import pg from 'pg';

export const BEGIN = 'begin';

/** What pg's connection can be told, which its types leave out. */
type Wire = {
  parsedStatements: Readonly<Record<string, string>>;
  bind(portal: { statement: string }): void;
  execute(): void;
};

/** pg's own query, whose `prepare` puts a statement on the wire, its Sync included. */
const Query = pg.Query as unknown as new (
  config: pg.QueryConfig,
  callback: (error: Error | undefined, results: pg.QueryResult[]) => void,
) => { prepare(wire: Wire): void };

class QueryBehindBegin extends Query {
  override prepare(wire: Wire): void {
    wire.bind({ statement: BEGIN });
    wire.execute();
    super.prepare(wire);
  }
}

/** Asked for by its name, `begin` is kept; before that, PostgreSQL's answer to it would be taken for the statement's own. */
export const KEPT_BEGIN = { text: BEGIN, name: BEGIN };

export function keepsBegin(client: pg.Client): boolean {
  const { connection } = client as unknown as { connection: Wire };
  return connection.parsedStatements[BEGIN] !== undefined;
}

/** What the statement gave; what the `begin` before it gave is not looked at. */
export function askBehindBegin(
  ask: (query: unknown) => unknown,
  statement: pg.QueryConfig,
): Promise<pg.QueryResult | undefined> {
  return new Promise((resolve, reject) => {
    ask(
      new QueryBehindBegin({ ...statement, queryMode: 'extended' } as pg.QueryConfig, (error, results) =>
        error ? reject(error) : resolve(results.at(-1)),
      ),
    );
  });
}
