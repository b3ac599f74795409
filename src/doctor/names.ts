/**
 * Asking the name servers, with bounded patience. That a name or a record is not there is an answer; that nobody
 * answered is another, and is never taken for it.
 */
import { Resolver } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import type { DNSResolver } from 'mailauth';

export type Answer<Item> = { state: 'answered'; records: readonly Item[] } | { state: 'silent' };

export type Names = {
  /** For `mailauth`, which asks by itself; throws as `node:dns` does. */
  resolver: DNSResolver;
  /** TXT records, each whole. */
  texts(name: string): Promise<Answer<string>>;
  /** The hosts that take a domain's mail, the preferred first; a null MX (RFC 7505) is the empty name. */
  mailHosts(domain: string): Promise<Answer<string>>;
  /** Both IPv4 and IPv6. */
  addresses(host: string): Promise<Answer<string>>;
  /** The names that an address says it has. */
  hostsOf(address: string): Promise<Answer<string>>;
};

const PATIENCE = { timeout: 3000, tries: 2 };
const NOT_THERE = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

/** @param servers as `DNS_SERVERS`; none for the system's own */
export function createNames(servers: readonly string[], patience = PATIENCE): Names {
  const resolver = new Resolver(patience);
  if (servers.length > 0) resolver.setServers(servers);
  return {
    resolver: (name, type) => resolver.resolve(name, type) as Promise<string[][] | string[]>,
    texts: name => read(resolver.resolveTxt(name), strings => strings.join('')),
    mailHosts: async domain => {
      const answer = await read(resolver.resolveMx(domain), record => record);
      if (answer.state === 'silent') return answer;
      const inOrder = answer.records.toSorted((one, other) => one.priority - other.priority);
      return { state: 'answered', records: inOrder.map(record => record.exchange) };
    },
    addresses: async host => {
      const both = await Promise.all([
        read(resolver.resolve4(host), address => address),
        read(resolver.resolve6(host), address => address),
      ]);
      const records = both.flatMap(answer => (answer.state === 'answered' ? answer.records : []));
      const isSilent = records.length === 0 && both.some(answer => answer.state === 'silent');
      return isSilent ? { state: 'silent' } : { state: 'answered', records };
    },
    hostsOf: address => read(resolver.resolvePtr(reverseName(address)), host => host),
  };
}

async function read<Record, Item>(
  asked: Promise<readonly Record[]>,
  toItem: (record: Record) => Item,
): Promise<Answer<Item>> {
  try {
    return { state: 'answered', records: (await asked).map(toItem) };
  } catch (error) {
    const isAnswer = NOT_THERE.has((error as { code?: string }).code ?? '');
    return isAnswer ? { state: 'answered', records: [] } : { state: 'silent' };
  }
}

/** `resolver.reverse()` would do, but takes a server that is silent for a name that is not there. */
function reverseName(address: string): string {
  if (!isIPv6(address)) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const digits = groupsOf(address).map(group => group.padStart(4, '0'));
  return `${[...digits.join('')].reverse().join('.')}.ip6.arpa`;
}

const IPV6_GROUPS = 8;

/** All eight, whatever way of writing the address has: URL writes it in one way only. */
function groupsOf(address: string): string[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = written.split('::').map(part => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: IPV6_GROUPS - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail];
}
