/** Stories of many steps in any order, told to the model and to the site at once; the shortest that differ are found. */
import fc from 'fast-check';
import { PATHS } from '../../src/journey/plan.ts';
import type { Bench } from '../bench.ts';
import { FORMER_PASSWORD } from '../people.ts';
import { ask, askAgain, pass, work } from './asking.ts';
import { forBoth, goStraight, liveLong, RIGHT, twoLinks } from './chains.ts';
import { lookAtAccount, signIn, signOut } from './entering.ts';
import { chain, lookBefore } from './invariants.ts';
import { choose, chooseForAnother, disavow, lookAtSaved, needMoreTime, open } from './renewing.ts';
import { BROWSERS, newModel, newReal, PEOPLE, type Step } from './story.ts';
import { postStraight, sendLate } from './straying.ts';
import { TOUR } from './tour.ts';

export type Plays = {
  seed: number;
  stories: number;
  stepsMax: number;
  /** When to stop looking for a shorter story that differs too; a run that is cut short before has failed. */
  secondsMax: number;
};

const who = fc.nat(PEOPLE - 1);
const browser = fc.nat(BROWSERS - 1);
const link = fc.oneof(fc.constant('newest' as const), fc.nat(7));
const mostly = <T>(usual: T, ...others: T[]) => fc.constantFrom(...Array<T>(4).fill(usual), ...others);

const asking = fc.record({
  who,
  date: mostly<'right' | 'wrong'>('right', 'wrong'),
  address: mostly<'right' | 'other'>('right', 'other'),
  code: mostly<'right' | 'wrong'>('right', 'wrong'),
});
const path = fc.oneof(fc.constant(PATHS.newPassword), fc.constantFrom(...Object.values(PATHS)));
const choice = mostly<'right' | 'weak' | 'different'>('right', 'weak', 'different');
const present = 'present' as const;

/** What is rare when all is by chance: a session that ends, a request that grows old, a form of another link. */
const RARE: fc.Arbitrary<Step>[] = [
  fc
    .tuple(browser, who)
    .map(([rank, owner]) => chain(signIn(rank, owner, present), pass(31), lookAtAccount(rank))),
  fc
    .tuple(browser, browser, who)
    .map(([rank, other, owner]) =>
      chain(signIn(other, owner, present), goStraight(rank, owner, 5), lookAtAccount(other)),
    ),
  fc
    .tuple(browser, who)
    .map(([rank, owner]) => chain(ask(rank, { who: owner, ...RIGHT }), pass(31), askAgain(rank))),
  fc.tuple(browser, asking).map(([rank, asked]) => chain(ask(rank, asked), work())),
  fc
    .tuple(browser, who)
    .map(([rank, owner]) => chain(ask(rank, { who: owner, ...RIGHT, address: 'other' }), work())),
  fc
    .tuple(browser, who)
    .map(([rank, owner]) => chain(goStraight(rank, owner, 4), postStraight(rank, owner, PATHS.newPassword))),
  fc
    .tuple(browser, who, fc.constantFrom('weak', 'different'))
    .map(([rank, owner, refused]) =>
      chain(goStraight(rank, owner, 4), choose(rank, refused), choose(rank, 'right')),
    ),
  fc.tuple(browser, who, fc.nat(2)).map(args => liveLong(...args)),
  browser.map(rank => chain(forBoth(rank), chooseForAnother(rank, 'newest', 'oneBefore'))),
];

const STEPS: fc.Arbitrary<Step>[] = [
  ...RARE,
  ...Array<fc.Arbitrary<Step>>(4).fill(
    fc.tuple(browser, who, fc.integer({ min: 3, max: 9 })).map(args => goStraight(...args)),
  ),
  ...Array<fc.Arbitrary<Step>>(2).fill(fc.tuple(browser, asking).map(args => ask(...args))),
  ...Array<fc.Arbitrary<Step>>(2).fill(fc.constant(null).map(work)),
  ...Array<fc.Arbitrary<Step>>(3).fill(fc.tuple(browser, link).map(args => open(...args))),
  ...Array<fc.Arbitrary<Step>>(2).fill(fc.tuple(browser, choice).map(args => choose(...args))),
  fc.tuple(browser, who, link).map(args => twoLinks(...args)),
  fc.constantFrom(1, 1, 2, 2, 5, 31, 61).map(pass),
  browser.map(askAgain),
  browser.map(needMoreTime),
  browser.map(rank => open(rank, 'forged')),
  fc
    .tuple(browser, link, fc.oneof(link, fc.constant('forged' as const)))
    .map(args => chooseForAnother(...args)),
  fc.tuple(browser, link).map(args => disavow(...args)),
  browser.map(lookAtSaved),
  fc.tuple(browser, who, fc.constantFrom(present, 'former', 'wrong')).map(args => signIn(...args)),
  browser.map(lookAtAccount),
  browser.map(signOut),
  fc
    .tuple(browser, who, fc.constantFrom('forgottenPassword', 'newPassword', 'signIn'))
    .map(args => sendLate(...args)),
  fc.tuple(browser, who, path).map(args => postStraight(...args)),
];

/** All that a story can come to. */
export const STATES = [
  ...['none', 'unknown', 'live', 'expired', 'used', 'usedHere', 'replaced', 'passwordChanged', 'otherLink'],
  'disavowed',
  ...['extended', 'noMoreTime'],
  ...['accepted', 'repeated', 'blocked', 'mailGivenUp', 'askedLately', 'askedLongAgo'],
  ...['signedIn', 'sessionOver', 'sessionEnded'],
];

/** @returns the states that the stories came to. Throws with the shortest story that ends otherwise than the model says, and the seed that finds it again. */
export async function play(
  bench: Bench,
  { seed, stories, stepsMax, secondsMax }: Plays,
): Promise<Set<string>> {
  const met = new Set<string>();
  const start = async () => {
    const real = await newReal(bench);
    await lookBefore(real);
    return { model: newModel(bench.world.now(), FORMER_PASSWORD, met), real };
  };
  await fc.asyncModelRun(start, TOUR);
  const story = fc.asyncProperty(fc.commands(STEPS, { maxCommands: stepsMax, size: 'max' }), async steps => {
    await fc.asyncModelRun(start, steps);
  });
  const SECOND_MS = 1000;
  const limits = { interruptAfterTimeLimit: secondsMax * SECOND_MS, markInterruptAsFailure: true };
  await fc.assert(story, { seed, numRuns: stories, ...limits });
  return met;
}
