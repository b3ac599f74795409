/**
 * How far a long command is, on standard error: a bar on a terminal, a line now and then elsewhere, nothing for a script
 * that asked for JSON.
 */
import { realWorld } from '../world.ts';

const BAR_LENGTH = 20;
const LINE_EVERY_MS = 10_000;
const BAR_EVERY_MS = 100;
const SECOND_MS = 1000;

export type Meter = {
  /** @param part of the whole, from 0 to 1; undefined when nobody knows how much there is */
  show(done: number, part?: number): void;
  end(): void;
};

/** @param things what is counted, in the plural */
export function createMeter({ things, isSilent }: { things: string; isSilent: boolean }): Meter {
  const isTerminal = process.stderr.isTTY;
  const startedMs = realWorld.now().getTime();
  let shownMs = isTerminal ? 0 : startedMs;
  let isBegun = false;
  return {
    show(done, part) {
      const nowMs = realWorld.now().getTime();
      if (isSilent || nowMs - shownMs < (isTerminal ? BAR_EVERY_MS : LINE_EVERY_MS)) return;
      shownMs = nowMs;
      isBegun = true;
      const said = progressSentence({ done, things, part, seconds: (nowMs - startedMs) / SECOND_MS });
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

type Progress = { done: number; things: string; part: number | undefined; seconds: number };

/** `12 000 personnes, 21 500 par seconde, encore 35 s`. */
function progressSentence({ done, things, part, seconds }: Progress): string {
  const rate = Math.round(done / Math.max(seconds, 1 / SECOND_MS));
  const said = `${done} ${things}, ${rate} par seconde`;
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
