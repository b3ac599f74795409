/**
 * The lines of an import, a piece of the file at a time and never the whole: each with its number, none longer than is
 * bearable, in UTF-8 or not at all. A line is a person: no line break stands inside quotes, so that what is wrong
 * with one line spoils no other.
 */

export const LINE_BYTES_MAX = 16 * 1024;

/** `text` is undefined for a line that is too long; it has neither its line break nor the mark of UTF-8. */
export type Line = { number: number; text: string | undefined };

export type LinesPiece =
  | { state: 'lines'; lines: Line[]; bytes: number }
  /** This line is not in UTF-8, and so probably no other is what it seems. */
  | { state: 'notUtf8'; line: number };

const LINE_FEED = 10;

/** @param source as it comes, cut anywhere; `bytes` of each piece counts from the start */
export async function* readLines(source: AsyncIterable<Buffer>): AsyncGenerator<LinesPiece> {
  let rest: Buffer = Buffer.alloc(0);
  let bytes = 0;
  let number = 1;
  for await (const chunk of source) {
    bytes += chunk.length;
    const held = Buffer.concat([rest, chunk]);
    const end = held.lastIndexOf(LINE_FEED) + 1;
    rest = shortened(held.subarray(end));
    if (end === 0) continue;
    const piece = toLines(held.subarray(0, end - 1), number);
    if (piece.state === 'notUtf8') return yield piece;
    number += piece.lines.length;
    yield { ...piece, bytes };
  }
  if (rest.length === 0) return;
  const last = toLines(rest, number);
  yield last.state === 'notUtf8' ? last : { ...last, bytes };
}

/** A line that is too long is forgotten as it comes, but for its start: that it is too long has to be seen at its end. */
function shortened(rest: Buffer): Buffer {
  return rest.subarray(0, LINE_BYTES_MAX + 1);
}

type Lines = { state: 'lines'; lines: Line[] } | { state: 'notUtf8'; line: number };

function toLines(whole: Buffer, first: number): Lines {
  const text = decode(whole);
  if (text !== undefined) {
    return { state: 'lines', lines: text.split('\n').map((line, rank) => toLine(line, first + rank)) };
  }
  // A line that was shortened may have been cut inside a character: each is looked at by itself.
  const lines: Line[] = [];
  let start = 0;
  while (start <= whole.length) {
    const feed = whole.indexOf(LINE_FEED, start);
    const end = feed < 0 ? whole.length : feed;
    const number = first + lines.length;
    if (end - start > LINE_BYTES_MAX) lines.push({ number, text: undefined });
    else {
      const line = decode(whole.subarray(start, end));
      if (line === undefined) return { state: 'notUtf8', line: number };
      lines.push(toLine(line, number));
    }
    start = end + 1;
  }
  return { state: 'lines', lines };
}

function toLine(text: string, number: number): Line {
  if (Buffer.byteLength(text) > LINE_BYTES_MAX) return { number, text: undefined };
  return { number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
}

/** Undefined when it is not UTF-8. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
