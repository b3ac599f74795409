/** The pages while many passwords are hashed: those that need no hash must not wait, and beyond the bound one is told so (STO-5). */
import { PATHS } from '../src/journey/plan.ts';
import type { Browser, Page } from './browser.ts';
import type { Stopwatch } from './stopwatch.ts';
import { type Street, walkAll } from './street.ts';

const CROWD = 20;
/** One in hand and 64 who wait, and some more. */
const TOO_MANY = 80;
const JOURNEYS = 40;

export async function crowdPages(street: Street, firstRank: number, watch: Stopwatch): Promise<unknown[]> {
  await gather(street, CROWD);
  const walked = { firstRank, journeys: JOURNEYS, atOnce: 1, through: watch.through };
  const faults = await walkAll(street, walked);
  await gather(street, 0);
  return faults;
}

/** What étape 5 answers when the queue for a hash is full. The journey stops there, as it should. */
export async function turnedAway(street: Street): Promise<Pick<Page, 'status' | 'retryAfter'>> {
  let answered = { status: 0, retryAfter: '' };
  const through = (browser: Browser): Browser => ({
    ...browser,
    async post(path, fields) {
      if (path !== PATHS.newPassword) return browser.post(path, fields);
      await gather(street, TOO_MANY);
      const page = await browser.post(path, fields);
      answered = page;
      await gather(street, 0);
      return page;
    },
  });
  await street.walkOne(LAST_RANK, through).catch(() => {});
  return answered;
}

/** Has an account and walked nowhere else. */
const LAST_RANK = 999;

async function gather({ servers }: Street, hashers: number): Promise<void> {
  for (const server of servers) await server.ask('crowd', { hashers });
}
