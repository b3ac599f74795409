/** Visitors who come from an address that the test chooses, as if the connection were theirs. */
import { BASE_URL, type Bench } from './bench.ts';
import { createVisitor, type Visitor } from './visitor.ts';

export function visitorFrom(bench: Bench, remoteAddress: string): Visitor {
  const remoteFamily = remoteAddress.includes(':') ? 'IPv6' : 'IPv4';
  const incoming = { socket: { remoteAddress, remotePort: 1, remoteFamily } };
  return createVisitor({
    readCode: bench.readCode,
    ask: (path, init) => bench.app.request(new URL(path, BASE_URL).href, init, { incoming }),
  });
}
