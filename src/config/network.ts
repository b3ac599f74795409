/** Reading addresses and networks: the site's own, the proxies in front of it, the servers that answer about names. */
import { isIP } from 'node:net';
import type { z } from 'zod';

/** What an operator writes who has no proxy in front: to be said, since forgetting it makes all visitors one client. */
export const NO_PROXY = 'aucun';

/** Links are made of it: nothing but the site's name belongs there. */
export function isBareSite(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { username, password, search, hash, pathname } = new URL(address);
  return [username, password, search, hash].every(part => part === '') && pathname === '/';
}

export function splitList(text: string): string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
}

export function readProxies(text: string, context: z.RefinementCtx): string[] {
  if (text === NO_PROXY) return [];
  const proxies = splitList(text);
  for (const proxy of proxies) {
    const [address = '', bits = '0'] = proxy.split('/');
    const bitsMax = isIP(address) === 6 ? 128 : 32;
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > bitsMax) {
      context.addIssue(`«\u00a0${proxy}\u00a0» n’est ni une adresse IP ni un réseau (10.0.0.0/8)`);
    }
  }
  return proxies;
}

/** As `node:dns` takes them: `9.9.9.9`, `127.0.0.1:5353`, `[2001:db8::1]:53`. */
export function readDnsServers(text: string, context: z.RefinementCtx): string[] {
  const servers = splitList(text);
  for (const server of servers) {
    const address = /^\[(.+)\](?::\d+)?$/.exec(server)?.[1] ?? server.replace(/^([\d.]+):\d+$/, '$1');
    if (isIP(address) === 0) {
      context.addIssue(`«\u00a0${server}\u00a0» n’est pas l’adresse IP d’un serveur de noms`);
    }
  }
  return servers;
}

const PORT_MAX = 65_535;

/** `127.0.0.1:9464`, `[::1]:9464`: where to listen. Undefined when nothing is said. */
export function readPlace(
  text: string,
  context: z.RefinementCtx,
): { host: string; port: number } | undefined {
  if (text === '') return undefined;
  const [, bracketed, bare, digits] = /^(?:\[(.+)\]|([\d.]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? bare ?? '';
  if (isIP(host) !== 0 && Number(digits) <= PORT_MAX) return { host, port: Number(digits) };
  context.addIssue('doit être une adresse IP et un port, par exemple 127.0.0.1:9464');
  return undefined;
}
