/**
 * Where a request comes from, for quotas: the address of the connection, or, behind proxies that the operator named,
 * the last address in X-Forwarded-For that is not one of them. Whatever else a client writes there counts for nothing
 * (norms LIM-4, LIM-6). An IPv6 network of 64 bits is one client: addresses in it cost nothing.
 */
import { BlockList, isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { Config } from '../config.ts';

const UNKNOWN = 'inconnue';
const IPV6_NETWORK_GROUPS = 4;

export function clientAddress(c: Context, config: Config): string {
  const forwarded = c.req.header('X-Forwarded-For')?.split(',') ?? [];
  const hops = [...forwarded, connectionAddress(c)].map(hop => plainAddress(hop.trim())).reverse();
  const trusted = trustedProxies(config);
  const client = hops.find(hop => !isTrusted(trusted, hop)) ?? hops.at(-1) ?? UNKNOWN;
  return isIP(client) === 6 ? networkOf(client) : client;
}

/** In a test the app is asked without a connection: then there is nothing to know. */
function connectionAddress(c: Context): string {
  return c.env?.incoming === undefined ? UNKNOWN : (getConnInfo(c).remote.address ?? UNKNOWN);
}

/** Some proxies write a port or brackets; `::ffff:192.0.2.1` is 192.0.2.1; what is no address is unknown. */
function plainAddress(hop: string): string {
  const address = hop.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  if (isIP(address) === 0) return UNKNOWN;
  const mapped =
    isIP(address) === 6
      ? /^\[::ffff:(.{1,4}):(.{1,4})\]$/.exec(new URL(`http://[${address}]`).hostname)
      : null;
  if (mapped === null) return address;
  const [, high = '0', low = '0'] = mapped;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16BE(Number.parseInt(high, 16), 0);
  bytes.writeUInt16BE(Number.parseInt(low, 16), 2);
  return bytes.join('.');
}

const LISTS = new WeakMap<Config, BlockList>();

function trustedProxies(config: Config): BlockList {
  const known = LISTS.get(config);
  if (known !== undefined) return known;
  const list = new BlockList();
  for (const proxy of config.trustedProxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  LISTS.set(config, list);
  return list;
}

function isTrusted(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** The first 64 bits, written out in full. */
function networkOf(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const middle = address.includes('::') ? Array<string>(8 - groups.length - after.length).fill('0') : [];
  return `${[...groups, ...middle, ...after].slice(0, IPV6_NETWORK_GROUPS).join(':')}::/64`;
}
