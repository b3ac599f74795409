/**
 * Key rotation of the register of insured people (norm STO-6), after that of the accounts: each person sealed and indexed anew under the
 * current key, in batches. May be interrupted at any instant and repeated: what is done is left as it is.
 */
import {
  listInsuredOfFormerKeys,
  lockRegister,
  sealInsured,
  writeInsured,
} from '../database/insured-people.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type ResealRegisterOutcome =
  | { outcome: 'allCurrent'; resealed: number }
  /** Some people open under no key of the ring. */
  | { outcome: 'someLeft'; resealed: number; unreadable: string[] }
  | { outcome: 'interrupted'; resealed: number };

type Tools = Pick<ActionTools, 'db' | 'secrets' | 'world'>;

const BATCH = 500;

export async function resealRegister(tools: Tools, signal?: AbortSignal): Promise<ResealRegisterOutcome> {
  const unreadable: string[] = [];
  let resealed = 0;
  let after: string | undefined;
  let isOver = false;
  while (!isOver && signal?.aborted !== true) {
    const batch = await resealBatch(tools, after);
    resealed += batch.resealed;
    unreadable.push(...batch.unreadable);
    after = batch.last;
    isOver = batch.last === undefined;
  }
  if (!isOver) return { outcome: 'interrupted', resealed };
  return unreadable.length > 0
    ? { outcome: 'someLeft', resealed, unreadable }
    : { outcome: 'allCurrent', resealed };
}

type Batch = { resealed: number; unreadable: string[]; last: string | undefined };

async function resealBatch({ db, secrets, world }: Tools, after: string | undefined): Promise<Batch> {
  return db.transaction().execute(async trx => {
    await lockRegister(trx);
    const found = await listInsuredOfFormerKeys(trx, secrets, { after, limit: BATCH });
    const sealed = found.flatMap(({ ref, person }) => {
      if (person === undefined) return [];
      const nirIndex = secrets.blindIndex.of('nir', person.nir);
      return [{ ref, nirIndex, personSealed: sealInsured(secrets, ref, person) }];
    });
    await writeInsured(trx, sealed);
    if (sealed.length > 0) {
      const detail = { rows: sealed.length };
      await record(trx, { secrets, world }, { subject: { kind: 'site' }, event: 'keysRotated', detail });
    }
    const unreadable = found.filter(({ person }) => person === undefined).map(({ ref }) => ref);
    return { resealed: sealed.length, unreadable, last: found.at(-1)?.ref };
  });
}
