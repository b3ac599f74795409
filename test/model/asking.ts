/** Steps of étapes 2, 3 and 4: asking, asking again, mails that leave, and time that passes. */
import assert from 'node:assert/strict';
import { PATHS } from '../../src/journey/plan.ts';
import { LINK_LIFE_MINUTES, linkExpiry } from '../../src/rules/link-life.ts';
import { hashLinkSecret, type LinkSecret } from '../../src/secrets/link-secret.ts';
import { disavowalIn } from '../disavowing.ts';
import type { SunkMail } from '../mail-sink.ts';
import { secretIn } from '../renewal.ts';
import type { Visitor } from '../visitor.ts';
import { step } from './invariants.ts';
import { expectPage, expectRedirect, hasForm } from './seen.ts';
import {
  type Asked,
  browserOf,
  countRequest,
  isDue,
  type Model,
  type ModelLink,
  type Real,
  type Step,
  stillAsked,
} from './story.ts';

export type Asking = Omit<Asked, 'at'> & { code: 'right' | 'wrong' };

/** What étape 2 is filled with. */
export function fieldsOf(r: Real, { who, date, address }: Omit<Asked, 'at'>): Record<string, string> {
  const person = r.people[who] as Real['people'][number];
  return {
    numero: person.nir,
    'date-de-naissance': date === 'right' ? '23/04/1957' : '24/04/1957',
    'adresse-mail': address === 'right' ? person.mailAddress : r.stranger.mailAddress,
  };
}

export function ask(rank: number, asking: Asking): Step {
  const { who, date, address, code } = asking;
  const name = `browser ${rank} asks for ${who}: date ${date}, address ${address}, code ${code}`;
  return step(name, async (m, r) => {
    const visitor = r.visitors[rank] as Visitor;
    expectPage(await visitor.get(PATHS.forgottenPassword), 200);
    const typed = code === 'right' ? visitor.code() : 'ZZZZZZ';
    const seen = await visitor.submit({ ...fieldsOf(r, asking), code: typed });
    if (code === 'wrong') return expectPage(seen, 422);
    endAsking(m, rank, { who, date, address, at: m.now }, seen);
  });
}

function endAsking(m: Model, rank: number, asked: Asked, seen: Parameters<typeof expectRedirect>[0]): void {
  const browser = browserOf(m, rank);
  const isBlocked = countRequest(m, asked) === 'blocked';
  expectRedirect(seen, isBlocked ? PATHS.requestsBlocked : PATHS.mailSent);
  browser.isSent = !isBlocked;
  browser.asked = isBlocked ? undefined : asked;
}

export function askAgain(rank: number): Step {
  return step(`browser ${rank} asks again`, async (m, r) => {
    const visitor = r.visitors[rank] as Visitor;
    const page = await visitor.get(PATHS.mailSent);
    if (!browserOf(m, rank).isSent) return expectRedirect(page, PATHS.forgottenPassword);
    expectPage(page, 200);
    const asked = stillAsked(m, rank);
    assert.equal(hasForm(page, 'jeton'), asked !== undefined);
    if (asked === undefined) return;
    // The half hour runs from étape 2: no press lengthens it.
    endAsking(m, rank, asked, await visitor.submit({}));
  });
}

export function pass(minutes: number): Step {
  return step(`${minutes} minutes pass`, async (m, r) => passMinutes(m, r, minutes));
}

export function passMinutes(m: Model, r: Real, minutes: number): void {
  r.bench.world.advance({ minutes });
  m.now = r.bench.world.now();
}

export function work(): Step {
  return step('the worker works', async (m, r) => {
    const mails = await r.bench.deliver();
    const due = m.waitingMails.filter(mail => isDue(m, mail));
    const whoOf = (address: string | undefined) => r.people.findIndex(one => one.mailAddress === address);
    const links = mails.filter(mail => mail.text.includes('/renouveler/'));
    const told = (list: number[]) => [...list].sort();
    assert.deepEqual(told(links.map(mail => whoOf(mail.recipients[0]))), told(due.map(({ who }) => who)));
    const notices = mails.filter(mail => !links.includes(mail));
    assert.deepEqual(told(notices.map(mail => whoOf(mail.recipients[0]))), told(m.waitingNotices));
    if (due.length < m.waitingMails.length) m.met.add('mailGivenUp');
    for (const who of r.people.keys()) {
      const theirs = links.filter(mail => whoOf(mail.recipients[0]) === who);
      if (theirs.length > 0) await replaceLinks(m, r, who, theirs);
    }
    m.waitingMails = [];
    m.waitingNotices = [];
  });
}

/** The line breaks when the server already has the mail: nobody knows, so the new link lives and no older one ends. */
export function workCutOff(): Step {
  return step(
    'the worker works, and the line breaks after each mail',
    async (m, r) => {
      r.bench.sink.behave('cutAfterData');
      const mails = await r.bench.deliver();
      r.bench.sink.behave('none');
      for (const { who } of m.waitingMails.filter(mail => isDue(m, mail))) {
        const theirs = mails.filter(mail => mail.recipients[0] === r.people[who]?.mailAddress);
        const mail = theirs.find(one => !m.links.some(link => link.secret === secretIn(one)));
        m.links.push(newLink(m, who, mail));
      }
      m.waitingMails = [];
    },
    m => m.waitingNotices.length === 0,
  );
}

/** The newest lives, and all others that had no end are replaced. Of mails that leave at once any one is the newest. */
async function replaceLinks(m: Model, r: Real, who: number, mails: SunkMail[]): Promise<void> {
  const theirs = m.links.filter(link => link.who === who && link.ending === undefined);
  const fresh = mails.map(mail => newLink(m, who, mail));
  const alive = await aliveAmong(r, mails.map(secretIn));
  assert.equal(alive.length, 1, 'exactly one of the new links lives');
  for (const link of [...theirs, ...fresh]) {
    if (link.secret === alive[0]) continue;
    link.ending = 'replaced';
    link.endedAt = m.now;
  }
  m.links.push(...fresh);
}

function newLink(m: Model, who: number, mail: SunkMail | undefined): ModelLink {
  const expiresAt = linkExpiry(m.now, LINK_LIFE_MINUTES);
  const unended = { ending: undefined, endedAt: undefined, usedBy: undefined };
  const secrets = { secret: secretIn(mail), notMe: disavowalIn(mail) };
  return { who, ...secrets, expiresAt, ...unended, extensions: 0, told: undefined };
}

async function aliveAmong({ bench }: Real, secrets: string[]): Promise<string[]> {
  const alive: string[] = [];
  for (const secret of secrets) {
    const row = await bench.tools.db
      .selectFrom('renewal_links')
      .select('ending')
      .where('secret_hash', '=', hashLinkSecret(secret as LinkSecret))
      .executeTakeFirstOrThrow();
    if (row.ending === null) alive.push(secret);
  }
  return alive;
}
