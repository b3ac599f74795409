/**
 * What programs ask every site for: whom to tell of a flaw (RFC 9116, norm WK-3), what robots may read (nothing), and an
 * icon. « change-password » stands with étape 0, where it leads from.
 */
import { Hono } from 'hono';
import type { World } from '../world.ts';
import type { Site } from './site.ts';

/** The RFC asks for less than a year. Said anew at each answer, so that it never runs out while the service runs. */
const SECURITY_TXT_LIFE_MS = 90 * 24 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;
const ROBOTS = 'User-agent: *\nDisallow: /\n';

/** @param security where flaws are told: an address that begins with `mailto:` or `https://`; without it, no file */
export function wellKnownRoutes(
  site: Site,
  world: World,
  security: { publicBaseUrl: string; contact: string | undefined },
): Hono {
  const routes = new Hono();
  routes.get('/robots.txt', c => c.text(ROBOTS));
  routes.get('/favicon.ico', c => c.redirect(site.asset('icon.svg'), 302));
  const { contact, publicBaseUrl } = security;
  if (contact === undefined) return routes;
  routes.get('/.well-known/security.txt', c => {
    const expires = new Date(Math.floor(world.now().getTime() / DAY_MS) * DAY_MS + SECURITY_TXT_LIFE_MS);
    const lines = [
      `Contact: ${contact}`,
      `Expires: ${expires.toISOString()}`,
      'Preferred-Languages: fr, en',
      `Canonical: ${publicBaseUrl}/.well-known/security.txt`,
    ];
    return c.text(`${lines.join('\n')}\n`);
  });
  return routes;
}
