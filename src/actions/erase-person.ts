/**
 * Erases one person (GDPR article 17; norm RGP-9): the account, its sessions, requests, links, mails and limits. The journal keeps
 * its lines, which hold no name, until its purge: it is what proves that the erasure was done, and by it a chain would break. An
 * account under this number is the person's when its date of birth is, as for `export-person.ts`.
 */
import { countRowsOf, type Erased, type RowsOf, removeRowsOf } from '../database/erasure.ts';
import type { Db } from '../database/tables.ts';
import type { DateOfBirth } from '../rules/date-of-birth.ts';
import type { Nir } from '../rules/nir.ts';
import { identityOf } from './ask-for-renewal.ts';
import { SIGN_IN_LIMIT_FIELD } from './count-sign-in.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type ErasePersonOutcome =
  | { outcome: 'erased'; rows: RowsOf }
  /** Only looked at: nothing was changed. */
  | { outcome: 'wouldErase'; rows: RowsOf }
  | { outcome: 'nothingKept' };

type Asked = { nir: Nir; dateOfBirth: DateOfBirth };
type Tools = Pick<ActionTools, 'db' | 'secrets' | 'world' | 'accounts'>;

/** @param intent whether it is meant, or only looked at */
export async function erasePerson(
  tools: Tools,
  asked: Asked,
  intent: 'look' | 'erase',
): Promise<ErasePersonOutcome> {
  if (intent === 'look') {
    const rows = await countRowsOf(tools.db, await whoseRows(tools.db, tools, asked));
    return isEmpty(rows) ? { outcome: 'nothingKept' } : { outcome: 'wouldErase', rows };
  }
  return tools.db.transaction().execute(async trx => {
    const erased = await whoseRows(trx, tools, asked);
    // A renewal that is being written ends first; the next one finds nobody.
    if (erased.accountRef !== null) await tools.accounts.lockPassword(trx, erased.accountRef);
    const rows = await removeRowsOf(trx, erased);
    if (isEmpty(rows)) return { outcome: 'nothingKept' };
    const [index] = erased.identityIndexes;
    const subject = { kind: 'identity', index: index as Buffer } as const;
    await record(trx, tools, { subject, event: 'personErased', detail: rows });
    return { outcome: 'erased', rows };
  });
}

/** The number's tries to sign in are the person's, unless the number is another's. */
async function whoseRows(db: Db, { accounts, secrets }: Tools, asked: Asked): Promise<Erased> {
  const { blindIndex } = secrets;
  const identity = identityOf(asked);
  const account = await accounts.findByNir(db, asked.nir);
  const isTheirs = account !== undefined && identityOf(account) === identity;
  const isAnothers = account !== undefined && !isTheirs;
  return {
    accountRef: isTheirs ? account.ref : null,
    identityIndexes: blindIndex.candidates('identity', identity),
    numberIndexes: isAnothers ? [] : blindIndex.candidates(SIGN_IN_LIMIT_FIELD, asked.nir),
  };
}

const isEmpty = (rows: RowsOf) => Object.keys(rows).length === 0;
