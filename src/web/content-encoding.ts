/**
 * The forms in which a file is held and sent: brotli and gzip for text, and as it is (RFC 9110 §12.5.3). Only for files,
 * which are the same for everybody: pages bear secrets and are sent as they are (`docs/decisions/0022-what-is-compressed.md`).
 */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The first is the smallest. A file that compression does not make smaller has its plain form only. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export type Forms = { identity: Buffer } & Partial<Record<Encoding, Buffer>>;

/** @param type its Content-Type: pictures and fonts are compressed in themselves */
export function formsOf(content: Buffer, type: string): Forms {
  if (!/^text\/|\+xml/.test(type)) return { identity: content };
  const asText = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  return {
    br: brotliCompressSync(content, { params: asText }),
    gzip: gzipSync(content, { level: constants.Z_BEST_COMPRESSION }),
    identity: content,
  };
}

/** Accepted whenever nothing is said of it, and liked least. */
const UNSAID_IDENTITY = 0.0001;

/**
 * What the browser likes best, the smallest among equals. Who forbids every form gets the plain one, as the RFC allows.
 *
 * @param accepted the `Accept-Encoding` of the request, which anybody writes as they like
 */
export function chooseEncoding(accepted: string | undefined, forms: Forms): Encoding {
  const weights = new Map((accepted ?? '').toLowerCase().split(',').map(readCoding));
  const weightOf = (encoding: Encoding) =>
    weights.get(encoding) ?? weights.get('*') ?? (encoding === 'identity' ? UNSAID_IDENTITY : 0);
  const acceptable = ENCODINGS.filter(encoding => forms[encoding] !== undefined && weightOf(encoding) > 0);
  return acceptable.toSorted((one, other) => weightOf(other) - weightOf(one))[0] ?? 'identity';
}

/** `gzip;q=0.5`; a weight that is none counts as a refusal. */
function readCoding(written: string): [coding: string, weight: number] {
  const [coding = '', weight = 'q=1'] = written.split(';').map(part => part.trim());
  const [, number = '0'] = /^q=([01](?:\.\d{0,3})?)$/.exec(weight) ?? [];
  return [coding, Number(number)];
}
