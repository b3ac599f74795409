/** The console's first page. */
import { Hono } from 'hono';
import type { Site } from '../../web/site.ts';
import type { BehindTheDoor, createDoor } from '../door.ts';
import { HELPDESK_PATHS } from '../plan.ts';
import { homePage } from './page.ts';

export function homeRoutes(site: Site, behind: ReturnType<typeof createDoor>): Hono<BehindTheDoor> {
  const routes = new Hono<BehindTheDoor>();
  routes.get(HELPDESK_PATHS.home, behind('find'), c => c.html(homePage(site, c.get('atWork'))));
  return routes;
}
