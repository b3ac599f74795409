/**
 * The register of insured people: who may create an account, and under which names. Only this file touches its table. A person is
 * sealed and found by the blind index of the number, as accounts are (`accounts.ts`); what was typed is compared
 * in `rules/creation-answer.ts`, not in SQL. It comes from the operator's file, and may be another body's one day: nothing else
 * holds a reference to it.
 */
import { sql } from 'kysely';
import type { Nir } from '../rules/nir.ts';
import type { InsuredPerson } from '../rules/register-row.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Db, Trx } from './tables.ts';

type Row = { ref: string; person_sealed: Uint8Array };

const placeOfInsured = (ref: string) => `insured_people.person/${ref}`;

const NOBODY: InsuredPerson = {
  nir: '0'.repeat(13) as Nir,
  birthName: 'Personne',
  usualName: null,
  givenNames: 'Nul',
  dateOfBirth: { year: 1900, month: 1, day: 1 },
};

export class InsuredPeople {
  readonly #secrets: Secrets;
  /** Opened when a number is not in the register, so that finding nobody takes as long as finding somebody (norm ENU-2). */
  readonly #nobody: Row;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
    this.#nobody = { ref: 'nobody', person_sealed: sealInsured(secrets, 'nobody', NOBODY) };
  }

  async findByNir(db: Db, nir: Nir): Promise<InsuredPerson | undefined> {
    const candidates = this.#secrets.blindIndex.candidates('nir', nir);
    const row = await db
      .selectFrom('insured_people')
      .select(['ref', 'person_sealed'])
      .where('nir_index', 'in', candidates)
      .executeTakeFirst();
    const person = openInsured(this.#secrets, row ?? this.#nobody);
    return row && person;
  }

  async isEmpty(db: Db): Promise<boolean> {
    return (await db.selectFrom('insured_people').select('ref').limit(1).executeTakeFirst()) === undefined;
  }
}

export function sealInsured({ sealer }: Secrets, ref: string, person: InsuredPerson): Buffer {
  return sealer.seal(JSON.stringify(person), placeOfInsured(ref));
}

function openInsured({ sealer }: Secrets, row: Row): InsuredPerson {
  const opened = sealer.open(row.person_sealed, placeOfInsured(row.ref));
  if (opened.state === 'refused')
    throw new Error(`insured person ${row.ref} does not open with the key ring`);
  return JSON.parse(opened.text) as InsuredPerson;
}

/** The lock that those who write the register hold one after the other; any number that nothing else locks by. */
const REGISTER_LOCK = 20_230_402;

export async function lockRegister(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${REGISTER_LOCK})`.execute(trx);
}

export type KnownInsured = { ref: string; nirIndex: Buffer; person: InsuredPerson };

/** Those who stand under any of these indexes. */
export async function findInsuredByNumbers(
  trx: Trx,
  secrets: Secrets,
  nirIndexes: readonly Buffer[],
): Promise<KnownInsured[]> {
  const found = await trx
    .selectFrom('insured_people')
    .select(['ref', 'nir_index', 'person_sealed'])
    .where('nir_index', '=', sql<Buffer>`any(${nirIndexes}::bytea[])`)
    .execute();
  return found.map(row => ({
    ref: row.ref,
    nirIndex: Buffer.from(row.nir_index),
    person: openInsured(secrets, row),
  }));
}

export type SealedInsured = { ref: string; nirIndex: Buffer; personSealed: Buffer };

/** Adds those whose ref is new, and writes the others anew. */
export async function writeInsured(trx: Trx, people: readonly SealedInsured[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    insert into insured_people (ref, nir_index, person_sealed)
    select * from unnest(
      ${people.map(({ ref }) => ref)}::uuid[],
      ${people.map(({ nirIndex }) => nirIndex)}::bytea[],
      ${people.map(({ personSealed }) => personSealed)}::bytea[]
    )
    on conflict (ref) do update set nir_index = excluded.nir_index, person_sealed = excluded.person_sealed`.execute(
    trx,
  );
}

/** How many each key sealed, by its fingerprint; the index of a number is by the same key. */
export async function countInsuredByKey(db: Db): Promise<{ fingerprint: string; people: number }[]> {
  const found = await sql<{ fingerprint: string; people: string }>`
    select encode(substring(person_sealed from 1 for 4), 'hex') as fingerprint, count(*) as people
    from insured_people group by 1`.execute(db);
  return found.rows.map(({ fingerprint, people }) => ({ fingerprint, people: Number(people) }));
}

/** Some of those that another key than the current one sealed, by ref; undefined where none of the ring opens it. */
export async function listInsuredOfFormerKeys(
  trx: Trx,
  secrets: Secrets,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ ref: string; person: InsuredPerson | undefined }[]> {
  const { fingerprint } = secrets.keys.current('seal');
  const rows = await trx
    .selectFrom('insured_people')
    .select(['ref', 'person_sealed'])
    .where(sql<boolean>`substring(person_sealed from 1 for 4) <> ${fingerprint}`)
    .$if(after !== undefined, query => query.where('ref', '>', after as string))
    .orderBy('ref')
    .limit(limit)
    .forUpdate()
    .execute();
  return rows.map(row => {
    const opened = secrets.sealer.open(row.person_sealed, placeOfInsured(row.ref));
    const person = opened.state === 'opened' ? (JSON.parse(opened.text) as InsuredPerson) : undefined;
    return { ref: row.ref, person };
  });
}
