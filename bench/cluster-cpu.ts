/**
 * The CPU of a PostgreSQL cluster, all its processes together, as Linux counts it in /proc: those that live, and
 * those that ended and were waited for by the first one. In steps of 10 ms a process, so over many journeys only.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TICK_MS = 10;
/** Places in /proc/<pid>/stat counted behind the command's name, which may hold spaces (proc_pid_stat(5)). */
const PARENT_AT = 1;
const OWN_TICKS_AT = [11, 12];
const ENDED_CHILDREN_TICKS_AT = [13, 14];

/** Milliseconds since the cluster began, or undefined where there is no /proc. */
export function clusterCpuMs(dataFolder: string): number | undefined {
  const first = Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const firstStat = readStat(first);
  if (firstStat === undefined) return undefined;
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const children = pids.map(pid => readStat(Number(pid))).filter(stat => stat?.[PARENT_AT] === first);
  const own = [firstStat, ...children].map(stat => ticks(stat ?? [], OWN_TICKS_AT));
  return TICK_MS * own.reduce((sum, more) => sum + more, ticks(firstStat, ENDED_CHILDREN_TICKS_AT));
}

/** Of one living process, its threads together; undefined where there is no /proc. */
export function processCpuMs(pid: number): number | undefined {
  const stat = readStat(pid);
  return stat && TICK_MS * ticks(stat, OWN_TICKS_AT);
}

function ticks(stat: number[], places: number[]): number {
  return places.reduce((sum, place) => sum + (stat[place] ?? 0), 0);
}

function readStat(pid: number): number[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  } catch {
    return undefined;
  }
}
