/**
 * Which provider keeps a mailbox: told by its domain when the table knows it, else by where the domain's mail goes,
 * since many people's own domains are kept by Google, Microsoft or Orange (norm FR-2). Found once an hour and domain;
 * a name server that does not answer holds no mail back.
 */
import { Resolver } from 'node:dns/promises';
import type { MailAddress } from '../rules/mail-address.ts';
import { type MailProviderName, providerOfDomain, providerOfMx } from '../rules/mail-providers.ts';
import type { World } from '../world.ts';

export type ProviderFinder = (address: MailAddress) => Promise<MailProviderName | undefined>;
/** Names of the hosts that take a domain's mail. */
export type ResolveMx = (domain: string) => Promise<readonly string[]>;

const PATIENCE = { timeout: 2000, tries: 2 };
const KNOWN_MS = 3_600_000;
const KNOWN_MAX = 1000;

/** @param servers as `DNS_SERVERS`; none for the system's own */
export function dnsMx(servers: readonly string[]): ResolveMx {
  const resolver = new Resolver(PATIENCE);
  if (servers.length > 0) resolver.setServers(servers);
  return async domain => {
    const records = await resolver.resolveMx(domain);
    return records.sort((one, other) => one.priority - other.priority).map(record => record.exchange);
  };
}

export function createProviderFinder(resolveMx: ResolveMx, world: World): ProviderFinder {
  const known = new Map<string, { name: MailProviderName | undefined; until: number }>();

  async function lookUp(domain: string): Promise<MailProviderName | undefined> {
    const hosts = await resolveMx(domain).catch(() => []);
    return hosts.map(providerOfMx).find(found => found !== undefined)?.name;
  }

  return async address => {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    const listed = providerOfDomain(domain);
    if (listed !== undefined) return listed.name;
    const now = world.now().getTime();
    const remembered = known.get(domain);
    if (remembered !== undefined && remembered.until > now) return remembered.name;
    const name = await lookUp(domain);
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(domain, { name, until: now + KNOWN_MS });
    return name;
  };
}
