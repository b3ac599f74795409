/**
 * Not more deliveries to one provider at once than it bears: Orange slows down a sender that opens a second
 * connection (norms FR-1, FR-2). Each worker process counts for itself; who waits, waits in order.
 */
import { connectionsMaxOf, type MailProviderName } from '../rules/mail-providers.ts';

type Lane = { running: number; waiting: (() => void)[] };

/** `crowded`: its turn did not come in time, and nothing was run. */
export type Lanes = <T>(
  provider: MailProviderName | undefined,
  work: () => Promise<T>,
) => Promise<T | { outcome: 'crowded' }>;

/** Whoever waits longer goes away: a slow provider's mails must not fill all hands, and hold up everybody's. */
const WAITING_MS = 5000;

export function createLanes(waitingMs = WAITING_MS): Lanes {
  const lanes = new Map<MailProviderName | undefined, Lane>();

  return async (provider, work) => {
    const lane = lanes.get(provider) ?? { running: 0, waiting: [] };
    lanes.set(provider, lane);
    if (!(await enter(lane, connectionsMaxOf(provider), waitingMs))) return { outcome: 'crowded' };
    try {
      return await work();
    } finally {
      leave(lane);
    }
  };
}

/** Whether its turn came. */
async function enter(lane: Lane, max: number, waitingMs: number): Promise<boolean> {
  if (lane.running < max) {
    lane.running += 1;
    return true;
  }
  return new Promise(resolve => {
    const admit = () => resolve(true);
    lane.waiting.push(admit);
    AbortSignal.timeout(waitingMs).addEventListener('abort', () => {
      const place = lane.waiting.indexOf(admit);
      if (place === -1) return;
      lane.waiting.splice(place, 1);
      resolve(false);
    });
  });
}

/** Whoever waits takes the place over: nobody slips in between. */
function leave(lane: Lane): void {
  const next = lane.waiting.shift();
  if (next === undefined) lane.running -= 1;
  else next();
}
