/**
 * The model of the whole site: what people, browsers, links and limits are after each step, in as few words as they can
 * be told. It shares with the code the pure rules only; all else is told again here, so that the two can disagree.
 */
import type fc from 'fast-check';
import { type LinkEnding, linkState } from '../../src/rules/link-life.ts';
import { isTooLate } from '../../src/rules/mail-patience.ts';
import {
  DOCUMENTED_REQUEST_LIMIT,
  decideOnRequest,
  type RequestLimitState,
} from '../../src/rules/request-limit.ts';
import { sessionEnd } from '../../src/rules/session-life.ts';
import type { Bench } from '../bench.ts';
import { member, somebody } from '../renewal.ts';
import { createVisitor, type Visitor } from '../visitor.ts';

export const PEOPLE = 2;
export const BROWSERS = 3;
/** Below the five after which an étape 1 waits: that wait has its own tests. */
export const WRONG_SIGN_INS_MAX = 3;

export type ModelLink = {
  who: number;
  secret: string;
  expiresAt: Date;
  ending: LinkEnding | undefined;
  endedAt: Date | undefined;
  usedBy: number | undefined;
  extensions: number;
  /** « Ce n'était pas moi » of its mail, and the title of the page that answered it, from then on. */
  notMe: string;
  told: string | undefined;
};

export type Asked = { who: number; date: 'right' | 'wrong'; address: 'right' | 'other'; at: Date };

export type ModelBrowser = {
  link: ModelLink | 'forged' | undefined;
  /** What étape 3 can say, and what its button would ask again. */
  isSent: boolean;
  asked: Asked | undefined;
  session: { who: number; openedAt: Date; seenAt: Date; ended: boolean } | undefined;
};

export type ModelPerson = {
  password: string;
  former: string | undefined;
  changes: number;
  changedAt: Date | undefined;
  wrongSignIns: number;
  /** Right sign-ins since the password was last changed. */
  entries: number;
};

export type Model = {
  now: Date;
  people: ModelPerson[];
  browsers: ModelBrowser[];
  links: ModelLink[];
  limits: Map<string, RequestLimitState>;
  /** Accepted, and their mails that wait. */
  requests: number;
  waitingMails: { who: number; askedAt: Date }[];
  waitingNotices: number[];
  /** Which states were come to, over all stories: a model that never gets anywhere proves nothing. */
  met: Set<string>;
};

export type Real = {
  bench: Bench;
  people: Awaited<ReturnType<typeof member>>[];
  stranger: ReturnType<typeof somebody>;
  visitors: Visitor[];
  /** As they were after the last step. */
  hashes: (string | null)[];
  requestsBefore: number;
  noticesBefore: number;
};

export type Step = fc.AsyncCommand<Model, Real>;

const NOTED_EVERY_MS = 60_000;
const ASKED_MS = 30 * 60_000;

export function newModel(now: Date, formerPassword: string, met: Set<string>): Model {
  const person = (): ModelPerson => ({
    password: formerPassword,
    former: undefined,
    changes: 0,
    changedAt: undefined,
    wrongSignIns: 0,
    entries: 0,
  });
  const browser = (): ModelBrowser => ({
    link: undefined,
    isSent: false,
    asked: undefined,
    session: undefined,
  });
  return {
    now,
    people: Array.from({ length: PEOPLE }, person),
    browsers: Array.from({ length: BROWSERS }, browser),
    links: [],
    limits: new Map(),
    requests: 0,
    waitingMails: [],
    waitingNotices: [],
    met,
  };
}

/** People nobody knew before, hours after whatever was done before: no run shares a limit with another. */
export async function newReal(bench: Bench): Promise<Real> {
  bench.world.advance({ minutes: 25 * 60 });
  await bench.deliver();
  return {
    bench,
    people: await Promise.all(Array.from({ length: PEOPLE }, () => member(bench))),
    stranger: somebody(),
    visitors: Array.from({ length: BROWSERS }, () => createVisitor(bench)),
    hashes: [],
    requestsBefore: 0,
    noticesBefore: 0,
  };
}

export const browserOf = (m: Model, rank: number) => m.browsers[rank] as ModelBrowser;
export const personOf = (m: Model, rank: number) => m.people[rank] as ModelPerson;

export type Worth = 'none' | 'unknown' | 'live' | 'expired' | 'usedHere' | LinkEnding;

/** What the link that this browser holds is worth to it now. */
export function worthOf(m: Model, rank: number): Worth {
  const { link } = browserOf(m, rank);
  const worth = link === undefined ? 'none' : link === 'forged' ? 'unknown' : worthOfLink(m, rank, link);
  m.met.add(worth);
  return worth;
}

function worthOfLink(m: Model, rank: number, link: ModelLink): Worth {
  const { state } = linkState(link, m.now);
  return state === 'used' && link.usedBy === rank ? 'usedHere' : state;
}

/** Whether it is, at a page that asks: being seen puts the end off, noted once a minute at the most. */
export function isSignedIn(m: Model, rank: number): boolean {
  const { session } = browserOf(m, rank);
  if (session === undefined) return false;
  const isOver = m.now >= sessionEnd({ scope: 'account', ...session });
  const sinceSeen = m.now.getTime() - session.seenAt.getTime();
  if (!session.ended && !isOver && sinceSeen >= NOTED_EVERY_MS) session.seenAt = m.now;
  m.met.add(session.ended ? 'sessionEnded' : isOver ? 'sessionOver' : 'signedIn');
  return !session.ended && !isOver;
}

export function stillAsked(m: Model, rank: number): Asked | undefined {
  const { asked } = browserOf(m, rank);
  if (asked === undefined) return undefined;
  const isOld = m.now.getTime() - asked.at.getTime() >= ASKED_MS;
  m.met.add(isOld ? 'askedLongAgo' : 'askedLately');
  return isOld ? undefined : asked;
}

/** Whether a mail still leaves for a request: not half an hour after it, nor once the password was changed since. */
export function isDue(m: Model, { who, askedAt }: Model['waitingMails'][number]): boolean {
  const { changedAt } = personOf(m, who);
  return !isTooLate(askedAt, m.now) && (changedAt === undefined || changedAt < askedAt);
}

/** Counts a request as étapes 2 and 3 do; an accepted one of the right person waits for its mail. */
export function countRequest(m: Model, asked: Omit<Asked, 'at'>): 'accepted' | 'repeated' | 'blocked' {
  const identity = `${asked.who}/${asked.date}`;
  const state = m.limits.get(identity) ?? { askedAt: [], blockedUntil: undefined, lastRequest: undefined };
  const decision = decideOnRequest(state, `${identity}/${asked.address}`, m.now, DOCUMENTED_REQUEST_LIMIT);
  m.met.add(decision.verdict);
  if (decision.verdict !== 'repeated') m.limits.set(identity, decision.next);
  if (decision.verdict === 'accepted') {
    m.requests += 1;
    const isTheirs = asked.date === 'right' && asked.address === 'right';
    if (isTheirs) m.waitingMails.push({ who: asked.who, askedAt: m.now });
  }
  return decision.verdict;
}
