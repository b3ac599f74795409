/**
 * Counters whose labels take values of closed lists only: nothing that anybody typed can become one (norms LOG-2, LOG-8).
 * Every combination is there from the start, at 0: an alert must see the first rise, and a spelling error must show.
 */
import { Counter, type Registry } from 'prom-client';

type Lists = Record<string, readonly string[]>;
type Values<L extends Lists> = { [Label in keyof L]: L[Label][number] };

export type Count<L extends Lists> = (values: Values<L>) => void;

export function boundedCounter<const L extends Lists>(
  register: Registry,
  { name, help, labels }: { name: string; help: string; labels: L },
): Count<L> {
  const counter = new Counter({ name, help, labelNames: Object.keys(labels), registers: [register] });
  for (const values of combinations(labels)) counter.inc(values, 0);
  return values => counter.inc(values as Record<string, string>);
}

export function combinations(labels: Lists): Record<string, string>[] {
  return Object.entries(labels).reduce<Record<string, string>[]>(
    (some, [label, values]) => some.flatMap(one => values.map(value => ({ ...one, [label]: value }))),
    [{}],
  );
}
