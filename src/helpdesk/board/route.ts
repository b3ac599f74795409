/** The board, counted when it is asked for. */
import { Hono } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import { countFunnel, countMailsByHour, countRequestsByHour } from '../../database/day-board.ts';
import { BOARD_HOURS, hourFigures } from '../../rules/day-board.ts';
import type { Site } from '../../web/site.ts';
import type { BehindTheDoor, createDoor } from '../door.ts';
import { HELPDESK_PATHS } from '../plan.ts';
import { boardPage } from './page.ts';

const HOUR_MS = 3_600_000;

export function boardRoutes(tools: ActionTools, site: Site, behind: ReturnType<typeof createDoor>) {
  const routes = new Hono<BehindTheDoor>();
  routes.get(HELPDESK_PATHS.board, behind('seeBoard'), async c => {
    const now = tools.world.now();
    const since = new Date((Math.floor(now.getTime() / HOUR_MS) - BOARD_HOURS + 1) * HOUR_MS);
    const requests = await countRequestsByHour(tools.db, since);
    const mails = await countMailsByHour(tools.db, since);
    const funnel = await countFunnel(tools.db, since);
    const hours = hourFigures(now, requests, mails);
    return c.html(boardPage(site, { atWork: c.get('atWork'), hours, mails, funnel }));
  });
  return routes;
}
