/**
 * A client address rolled up, so that who has a whole network is counted as one who has it: 24 bits of IPv4, 48 bits of
 * IPv6, which is what one customer is given (norms LIM-4, ATK-8). Written out in one way, whatever way it came.
 */

export type ClientNetworks = {
  /** An IPv4 address, or a network of 64 bits of IPv6. */
  client: string;
  /** The 24 or the 48 bits around it. What is no address is its own network. */
  network: string;
};

/** @param address as `web/client-address.ts` gives it: an IPv4 address, or four groups and `::/64` */
export function clientNetworks(address: string): ClientNetworks {
  if (address.includes(':')) return ofIpv6(address);
  const bytes = address.split('.');
  return { client: address, network: bytes.length === 4 ? `${bytes.slice(0, 3).join('.')}.0/24` : address };
}

function ofIpv6(address: string): ClientNetworks {
  const groups = address.replace(/::.*$/, '').split(':').map(plainGroup);
  return { client: `${groups.join(':')}::/64`, network: `${groups.slice(0, 3).join(':')}::/48` };
}

/** `0DB8` is `db8`. */
function plainGroup(group: string): string {
  return Number.parseInt(group, 16).toString(16);
}
