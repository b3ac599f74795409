/**
 * Not more deliveries to one provider at once than it bears: Orange slows down a sender that opens a second
 * connection (norms FR-1, FR-2). Each worker process counts for itself; who waits, waits in order.
 */
import { connectionsMaxOf, type MailProviderName } from '../rules/mail-providers.ts';

type Lane = { running: number; waiting: (() => void)[] };

export type Lanes = <T>(provider: MailProviderName | undefined, work: () => Promise<T>) => Promise<T>;

export function createLanes(): Lanes {
  const lanes = new Map<MailProviderName | undefined, Lane>();

  return async (provider, work) => {
    const lane = lanes.get(provider) ?? { running: 0, waiting: [] };
    lanes.set(provider, lane);
    await enter(lane, connectionsMaxOf(provider));
    try {
      return await work();
    } finally {
      leave(lane);
    }
  };
}

async function enter(lane: Lane, max: number): Promise<void> {
  if (lane.running >= max) await new Promise<void>(admitted => lane.waiting.push(admitted));
  else lane.running += 1;
}

/** Whoever waits takes the place over: nobody slips in between. */
function leave(lane: Lane): void {
  const next = lane.waiting.shift();
  if (next === undefined) lane.running -= 1;
  else next();
}
