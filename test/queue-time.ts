/** Time that passes for the queue alone: what its database has written down is moved into the past. */
import { sql } from 'kysely';
import type { ActionTools } from '../src/actions/tools.ts';

type Tools = Pick<ActionTools, 'db' | 'jobs'>;

/** Hearts that beat no more are missed, and tries that waited are due. */
async function halfAnHourPasses({ db }: Tools): Promise<void> {
  const long = sql`interval '30 minutes'`;
  await sql`update pgboss.job set heartbeat_on = heartbeat_on - ${long}, start_after = start_after - ${long}`.execute(
    db,
  );
  await sql`update pgboss.queue set monitor_claim_on = monitor_claim_on - ${long}`.execute(db);
}

/** The jobs of the dead are taken back, and wait no more. */
export async function takeBackJobs(tools: Tools): Promise<void> {
  await halfAnHourPasses(tools);
  await tools.jobs.takeBack();
  await halfAnHourPasses(tools);
}
