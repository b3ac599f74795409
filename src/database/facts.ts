/**
 * Tells whoever counts what has been done (norm LOG-8): a fact told inside a transaction is heard once it is committed, and
 * never when it is undone; outside of one, at once. Nothing is written: where nobody listens nothing happens at all.
 */
import type { Fact } from '../rules/facts.ts';
import type { Db, Trx } from './tables.ts';

export type FactListener = (fact: Fact) => void;

const LISTENERS = new WeakMap<Db, FactListener>();
/** What open transactions have told so far. */
const UNCOMMITTED = new WeakMap<Db, Fact[]>();

export function tellFact(db: Db | Trx, fact: Fact): void {
  if (db.isTransaction) UNCOMMITTED.get(db)?.push(fact);
  else LISTENERS.get(db)?.(fact);
}

/** From now on, of all transactions that this `db` opens. One listener a database. */
export function listenToFacts(db: Db, listener: FactListener): void {
  LISTENERS.set(db, listener);
  const open = db.transaction.bind(db);
  db.transaction = () => {
    const opened = open();
    const execute = opened.execute.bind(opened);
    opened.execute = async callback => {
      const facts: Fact[] = [];
      const result = await execute(trx => {
        UNCOMMITTED.set(trx, facts);
        return callback(trx);
      });
      facts.forEach(listener);
      return result;
    };
    return opened;
  };
}
