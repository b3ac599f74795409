/** Steps that belong together: what chance alone would seldom bring about in this order. */
import { ask, pass, work, workCutOff } from './asking.ts';
import { lookAtAccount, signIn } from './entering.ts';
import { chain } from './invariants.ts';
import { choose, lookAtSaved, needMoreTime, open, type Which } from './renewing.ts';
import type { Step } from './story.ts';

export const RIGHT = { date: 'right', address: 'right', code: 'right' } as const;

/** Two links alive at once, and a password chosen with one of them. */
export function twoLinks(rank: number, owner: number, which: Which): Step {
  const theirs = { who: owner, ...RIGHT };
  const once = [pass(2), ask(rank, theirs), workCutOff()];
  return chain(work(), ...once, ...once, open(rank, which), choose(rank, 'right'));
}

/** The document's own order, as far as somebody gets with it. */
export function goStraight(rank: number, owner: number, length: number): Step {
  const theirs = { who: owner, ...RIGHT };
  const all = [
    ...[pass(2), ask(rank, theirs), work(), open(rank, 'newest'), choose(rank, 'right')],
    ...[lookAtSaved(rank), signIn(rank, owner, 'present'), lookAtAccount(rank), work()],
  ];
  return chain(...all.slice(0, length));
}

/** A link alive for each of the two people. */
export const forBoth = (rank: number) =>
  chain(...[0, 1].map(owner => ask(rank, { who: owner, ...RIGHT })), work());

/** A link that lives beyond its half hour, as often as it can be made to and once more, up to its last minute or its end. */
export function liveLong(rank: number, owner: number, presses: number): Step {
  const more = Array.from({ length: presses }, () => needMoreTime(rank));
  return chain(goStraight(rank, owner, 4), ...more, pass(31), open(rank, 'newest'), choose(rank, 'right'));
}
