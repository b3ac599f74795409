/**
 * Which names this service answers to (norm HDR-8): that of `PUBLIC_BASE_URL`, and in the demonstration this machine and
 * its local network too, by address. Names are compared as written, never resolved or understood as numbers, so that
 * 127.1 or 0x7f000001 is nobody. Nothing else reads the host of a request: links are made of `PUBLIC_BASE_URL` (ATK-1).
 */
import { BlockList, isIP } from 'node:net';
import type { Config } from '../config.ts';

export type HostVerdict = 'ours' | 'foreign' | 'malformed';

const SHAPE = /^(\[[0-9a-f:.]+\]|[a-z0-9][a-z0-9._-]*)(?::(\d{1,5}))?$/;
const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

export function createHostJudge(config: Config): (host: string) => HostVerdict {
  const own = new URL(config.publicBaseUrl);
  const usualPort = own.protocol === 'https:' ? '443' : '80';
  const ownPort = own.port === '' ? usualPort : own.port;
  const isDemonstration = config.mode === 'demonstration';

  return host => {
    const [, name, port = usualPort] = SHAPE.exec(host.toLowerCase()) ?? [];
    if (name === undefined) return 'malformed';
    if (name === own.hostname && port === ownPort) return 'ours';
    if (!isDemonstration) return 'foreign';
    const isOurPort = port === ownPort || port === String(config.listen.port);
    return THIS_MACHINE.has(name) || (isOurPort && isLocal(name)) ? 'ours' : 'foreign';
  };
}

const LOCAL_NETWORKS = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  LOCAL_NETWORKS.addSubnet(network, bits, 'ipv4');
}
LOCAL_NETWORKS.addSubnet('fc00::', 7, 'ipv6');
LOCAL_NETWORKS.addSubnet('fe80::', 10, 'ipv6');

function isLocal(name: string): boolean {
  const address = name.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  return family !== 0 && LOCAL_NETWORKS.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
