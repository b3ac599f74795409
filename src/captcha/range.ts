/**
 * Which part of a file a player asks for (RFC 9110, §14): iOS plays no sound from a server that answers only with
 * the whole. One part is understood. Whatever else is asked for (several parts, another unit, nonsense) gets the
 * whole, as §14.2 allows any server to do, so that a header from outside decides nothing but two bounded numbers.
 */
export type RangeAsked =
  /** Answer 200 with everything. */
  | { readonly state: 'whole' }
  /** Answer 206 with bytes `start` to `end`, both included, and `Content-Range: bytes start-end/size`. */
  | { readonly state: 'partial'; readonly start: number; readonly end: number }
  /** Answer 416 with `Content-Range: bytes *` + `/size`. */
  | { readonly state: 'unsatisfiable' };

const HEADER_MAX_CHARACTERS = 64;
const ONE_RANGE = /^bytes=(?:(?<first>\d+)-(?<last>\d*)|-(?<suffix>\d+))$/i;

const WHOLE: RangeAsked = { state: 'whole' };
const UNSATISFIABLE: RangeAsked = { state: 'unsatisfiable' };

/** `sizeBytes` is the size of the whole. Never throws. */
export function readRange(header: string | undefined, sizeBytes: number): RangeAsked {
  if (header === undefined || header.length > HEADER_MAX_CHARACTERS) return WHOLE;
  const { first, last, suffix } = ONE_RANGE.exec(header.trim())?.groups ?? {};
  if (suffix !== undefined) return lastBytes(Number(suffix), sizeBytes);
  if (first === undefined) return WHOLE;
  return between(Number(first), last ? Number(last) : Number.POSITIVE_INFINITY, sizeBytes);
}

function lastBytes(count: number, sizeBytes: number): RangeAsked {
  if (count === 0 || sizeBytes === 0) return UNSATISFIABLE;
  return { state: 'partial', start: Math.max(0, sizeBytes - count), end: sizeBytes - 1 };
}

/** An end before the start is no range at all (§14.1.2); a start beyond the end is one that nothing answers. */
function between(first: number, last: number, sizeBytes: number): RangeAsked {
  if (last < first) return WHOLE;
  if (first >= sizeBytes) return UNSATISFIABLE;
  return { state: 'partial', start: first, end: Math.min(last, sizeBytes - 1) };
}
