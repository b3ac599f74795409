/**
 * How far an import is, on standard error: a bar on a terminal, a line now and then elsewhere, nothing for a script that
 * asked for JSON.
 */
import type { ImportReport } from '../actions/import-accounts.ts';
import { realWorld } from '../world.ts';

const BAR_LENGTH = 20;
const LINE_EVERY_MS = 10_000;
const BAR_EVERY_MS = 100;
const SECOND_MS = 1000;

export type Meter = {
  /** @param bytes read so far */
  show(report: ImportReport, bytes: number): void;
  end(): void;
};

/** @param totalBytes of the file; undefined when it comes by a pipe */
export function createMeter({
  totalBytes,
  isSilent,
}: {
  totalBytes: number | undefined;
  isSilent: boolean;
}): Meter {
  const isTerminal = process.stderr.isTTY;
  const startedMs = realWorld.now().getTime();
  let shownMs = isTerminal ? 0 : startedMs;
  let isBegun = false;
  return {
    show(report, bytes) {
      const nowMs = realWorld.now().getTime();
      if (isSilent || nowMs - shownMs < (isTerminal ? BAR_EVERY_MS : LINE_EVERY_MS)) return;
      shownMs = nowMs;
      isBegun = true;
      const part = totalBytes && Math.min(1, bytes / totalBytes);
      const said = progressSentence(report.read, part, (nowMs - startedMs) / SECOND_MS);
      process.stderr.write(isTerminal ? `\r${barOf(part)}${said}   ` : `${said}\n`);
    },
    end() {
      if (isBegun && isTerminal) process.stderr.write('\n');
    },
  };
}

const barOf = (part: number | undefined) => {
  if (part === undefined) return '';
  const full = Math.round(part * BAR_LENGTH);
  return `[${'█'.repeat(full)}${'·'.repeat(BAR_LENGTH - full)}] `;
};

/** `12 000 personnes, 21 500 par seconde, encore 35 s`. @param part of the file, from 0 to 1 */
export function progressSentence(read: number, part: number | undefined, seconds: number): string {
  const rate = Math.round(read / Math.max(seconds, 1 / SECOND_MS));
  const said = `${read} personnes, ${rate} par seconde`;
  if (part === undefined || part === 0) return said;
  return `${Math.round(part * 100)}\u00a0% – ${said}, encore ${writtenDuration((seconds * (1 - part)) / part)}`;
}

function writtenDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole}\u00a0s`;
  const minutes = Math.ceil(whole / 60);
  return minutes < 60
    ? `${minutes}\u00a0min`
    : `${Math.floor(minutes / 60)}\u00a0h ${String(minutes % 60).padStart(2, '0')}`;
}
