/**
 * The first look at a request, before the app and before its body: is it for us, and does it have one meaning only? What
 * two programs could read in two ways is refused, for a proxy in front may have read it the other way (norms HDR-8,
 * ATK-1, ATK-33, ATK-34).
 */
import type { IncomingMessage } from 'node:http';
import type { HostVerdict } from './own-host.ts';

/** The status that refuses it. */
export type Refused = 400 | 414 | 421 | 431;

const TARGET_LENGTH_MAX = 4096;
const HEADERS_MAX = 100;

/** Given twice, each reader of the request may take another one. */
const ONCE = ['host', 'content-length', 'transfer-encoding', 'content-type', 'origin', 'sec-fetch-site'];

export function refusalOf(
  incoming: IncomingMessage,
  judgeHost: (host: string) => HostVerdict,
): Refused | undefined {
  const { headers, headersDistinct, url = '' } = incoming;
  const { host } = headers;
  if (ONCE.some(name => (headersDistinct[name]?.length ?? 0) > 1)) return 400;
  const verdict = host === undefined ? 'malformed' : judgeHost(host);
  if (verdict !== 'ours') return verdict === 'foreign' ? 421 : 400;
  if (incoming.rawHeaders.length > 2 * HEADERS_MAX) return 431;
  if (url.length > TARGET_LENGTH_MAX) return 414;
  if (!url.startsWith('/')) return 400;
  return refusalOfBody(incoming);
}

/** Chunked or counted; and none where it would have no meaning, for it could be taken for the next request. */
function refusalOfBody({ headers, method }: IncomingMessage): Refused | undefined {
  const transfer = headers['transfer-encoding'];
  if (transfer !== undefined && transfer.toLowerCase() !== 'chunked') return 400;
  const hasBody = transfer !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return hasBody && (method === 'GET' || method === 'HEAD') ? 400 : undefined;
}
