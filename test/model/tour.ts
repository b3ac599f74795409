/** One story that comes to every state there is, told before those that chance makes: a model that gets nowhere proves nothing. */
import { PATHS } from '../../src/journey/plan.ts';
import { ask, askAgain, pass, work } from './asking.ts';
import { forBoth, goStraight, liveLong, RIGHT, twoLinks } from './chains.ts';
import { lookAtAccount, signIn, signOut } from './entering.ts';
import { choose, chooseForAnother, disavow, lookAtSaved, needMoreTime, open } from './renewing.ts';
import type { Step } from './story.ts';
import { postStraight, sendLate } from './straying.ts';

const askFor = (who: number, otherwise: object = {}) => ask(0, { who, ...RIGHT, ...otherwise });

const LINKS: Step[] = [
  ...[open(0, 'forged'), goStraight(0, 0, 9), open(1, 'newest'), lookAtSaved(0), lookAtSaved(1), signOut(0)],
  ...[goStraight(0, 0, 4), choose(0, 'weak'), choose(0, 'different'), choose(0, 'right')],
  ...[pass(61), goStraight(0, 0, 3), goStraight(0, 0, 3), open(1, 'oneBefore'), pass(31), open(1, 'newest')],
  ...[pass(61), goStraight(0, 0, 4), disavow(1, 'newest'), open(0, 'newest'), disavow(0, 'oneBefore')],
  ...[pass(61), twoLinks(0, 1, 'newest'), open(2, 'oneBefore'), work()],
  ...[pass(61), liveLong(0, 0, 0), pass(61), liveLong(0, 0, 1), pass(61), liveLong(1, 1, 11), work()],
  ...[
    pass(61),
    forBoth(0),
    chooseForAnother(0, 'newest', 'oneBefore'),
    chooseForAnother(0, 'newest', 'forged'),
  ],
];

const REQUESTS: Step[] = [
  ...[
    pass(61),
    askFor(0),
    askFor(0),
    askAgain(0),
    askFor(0, { address: 'other' }),
    work(),
    pass(31),
    askAgain(0),
  ],
  ...[pass(61), askFor(0, { date: 'wrong' }), askFor(0, { code: 'wrong' }), askFor(0), pass(31), work()],
  ...[pass(61), ...[0, 1, 2, 3].flatMap(() => [pass(2), askFor(1)]), work(), askAgain(0)],
];

const SESSIONS: Step[] = [
  ...[pass(61), signIn(2, 0, 'wrong'), signIn(2, 0, 'former'), signIn(2, 0, 'present'), lookAtAccount(2)],
  ...[goStraight(0, 0, 5), lookAtAccount(2), signIn(2, 0, 'present'), pass(31), lookAtAccount(2), signOut(2)],
];

const STRAYS: Step[] = [
  ...Object.values(PATHS).map(path => postStraight(1, 0, path)),
  ...[pass(61), goStraight(0, 1, 4), ...Object.values(PATHS).map(path => postStraight(0, 1, path))],
  ...[
    pass(61),
    goStraight(0, 1, 4),
    ...[1, 2, 3, 4].map(() => needMoreTime(0)),
    sendLate(0, 1, 'newPassword'),
  ],
  ...(['forgottenPassword', 'newPassword', 'signIn'] as const).map(path => sendLate(0, 1, path)),
];

export const TOUR: readonly Step[] = [...LINKS, ...REQUESTS, ...SESSIONS, ...STRAYS];
