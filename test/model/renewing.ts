/** Steps of étapes 4 to 6: links opened in any browser, passwords chosen well and badly, étape 6 seen. */
import assert from 'node:assert/strict';
import { PATHS } from '../../src/journey/plan.ts';
import { linkState } from '../../src/rules/link-life.ts';
import { makeLinkSecret } from '../../src/secrets/link-secret.ts';
import { writtenDate } from '../people.ts';
import { hiddenFields, type Visitor } from '../visitor.ts';
import { step } from './invariants.ts';
import { expectLinkPage, expectPage, expectRedirect } from './seen.ts';
import { browserOf, type Model, type ModelLink, personOf, type Real, type Step, worthOf } from './story.ts';

export type Which = number | 'newest' | 'oneBefore' | 'forged';

/** Any of the links there are, by its rank; a forged one while there is none. */
function pick(m: Model, r: Real, which: Which): { link: ModelLink | 'forged'; secret: string } {
  const back = { newest: 1, oneBefore: 2, forged: Number.NaN };
  const rank = typeof which === 'number' ? which % Math.max(1, m.links.length) : m.links.length - back[which];
  const link = m.links[rank];
  return link === undefined
    ? { link: 'forged', secret: makeLinkSecret(r.bench.world) }
    : { link, secret: link.secret };
}

async function follow(m: Model, r: Real, rank: number, which: Which): Promise<void> {
  const visitor = r.visitors[rank] as Visitor;
  const { link, secret } = pick(m, r, which);
  expectRedirect(await visitor.get(`${PATHS.link}/${secret}`), PATHS.newPassword);
  browserOf(m, rank).link = link;
  expectLinkPage(await visitor.get(PATHS.newPassword), worthOf(m, rank));
}

export function open(rank: number, which: Which): Step {
  return step(`browser ${rank} opens link ${which}`, (m, r) => follow(m, r, rank, which));
}

let chosen = 0;
const CHOICES = { weak: 'faible', different: 'Choisi+Autrement=1' } as const;

export type Choice = 'right' | keyof typeof CHOICES;

export function choose(rank: number, choice: Choice): Step {
  return step(`browser ${rank} chooses a ${choice} password`, async (m, r) => {
    const visitor = r.visitors[rank] as Visitor;
    const worth = worthOf(m, rank);
    expectLinkPage(await visitor.get(PATHS.newPassword), worth);
    if (worth !== 'live') return;
    chosen += 1;
    const password = choice === 'weak' ? CHOICES.weak : `Choisi+Mdp=${chosen}x`;
    const repeated = choice === 'different' ? CHOICES.different : password;
    const fields = { 'nouveau-mot-de-passe': password, 'mot-de-passe-repete': repeated };
    const seen = await visitor.submit(fields);
    if (choice !== 'right') return expectLinkPage(seen, 'live', 422);
    expectRedirect(seen, PATHS.saved);
    changePassword(m, rank, password);
    expectPage(await visitor.get(PATHS.saved), 200);
  });
}

/** Étape 6, and all that ends with it. */
function changePassword(m: Model, rank: number, password: string): void {
  const browser = browserOf(m, rank);
  const used = browser.link as ModelLink;
  const person = personOf(m, used.who);
  Object.assign(person, { former: person.password, password, changedAt: m.now, entries: 0, wrongSignIns: 0 });
  person.changes += 1;
  m.waitingNotices.push(used.who);
  for (const link of m.links.filter(one => one.who === used.who && one.ending === undefined)) {
    link.ending = link === used ? 'used' : 'passwordChanged';
    link.endedAt = m.now;
  }
  used.usedBy = rank;
  for (const { session } of m.browsers) if (session?.who === used.who) session.ended = true;
  browser.asked = undefined;
}

const MORE_MS = 10 * 60_000;
const MORE_TIMES_MAX = 10;

/** « J’ai besoin de plus de temps », pressed by whoever holds the link, its person or a machine: time is all it changes. */
export function needMoreTime(rank: number): Step {
  return step(`browser ${rank} needs more time`, async (m, r) => {
    const visitor = r.visitors[rank] as Visitor;
    const worth = worthOf(m, rank);
    const page = await visitor.get(PATHS.newPassword);
    expectLinkPage(page, worth);
    const link = browserOf(m, rank).link;
    if (worth !== 'live' || link === undefined || link === 'forged') return;
    assert.equal(page.body.includes(`action="${PATHS.moreTime}"`), link.extensions < MORE_TIMES_MAX);
    const seen = await visitor.post(PATHS.moreTime, hiddenFields(page.body));
    expectRedirect(seen, `${PATHS.newPassword}#delai`);
    m.met.add(link.extensions < MORE_TIMES_MAX ? 'extended' : 'noMoreTime');
    if (link.extensions === MORE_TIMES_MAX) return;
    link.extensions += 1;
    link.expiresAt = new Date(link.expiresAt.getTime() + MORE_MS);
  });
}

/** The form of one link is shown, another is opened in the same browser, and the first form is sent. */
export function chooseForAnother(rank: number, first: Which, second: Which): Step {
  const name = `browser ${rank} opens link ${first}, then ${second}, and sends the form of the first`;
  return step(name, async (m, r) => {
    const visitor = r.visitors[rank] as Visitor;
    await follow(m, r, rank, first);
    const former = browserOf(m, rank).link;
    if (worthOf(m, rank) !== 'live') return;
    const form = hiddenFields((await visitor.get(PATHS.newPassword)).body);
    await follow(m, r, rank, second);
    if (browserOf(m, rank).link === former) return;
    const worth = worthOf(m, rank);
    const fields = { 'nouveau-mot-de-passe': 'Choisi+Mdp=0x', 'mot-de-passe-repete': 'Choisi+Mdp=0x' };
    const seen = await visitor.post(PATHS.newPassword, { ...form, ...fields });
    if (worth === 'live') m.met.add('otherLink');
    if (worth === 'live') expectPage(seen, 409, 'Un autre lien a été ouvert dans ce navigateur');
    else expectLinkPage(seen, worth);
  });
}

export function lookAtSaved(rank: number): Step {
  return step(`browser ${rank} looks at étape 6`, async (m, r) => {
    const seen = await (r.visitors[rank] as Visitor).get(PATHS.saved);
    if (worthOf(m, rank) === 'usedHere') expectPage(seen, 200);
    else expectRedirect(seen, PATHS.newPassword);
  });
}

/** « Ce n'était pas moi », from the mail of a link, pressed with the right date by whoever: only that link ends. */
export function disavow(rank: number, which: Which): Step {
  return step(`browser ${rank} disavows link ${which}`, async (m, r) => {
    const visitor = r.visitors[rank] as Visitor;
    const { link } = pick(m, r, which);
    if (link === 'forged') return;
    expectRedirect(await visitor.get(`${PATHS.disavow}/${link.notMe}`), PATHS.disavow);
    const seen = await visitor.get(PATHS.disavow);
    if (link.told === undefined) {
      const date = writtenDate(r.people[link.who]?.dateOfBirth ?? assert.fail());
      assert.equal(seen.status, 200);
      expectRedirect(await visitor.submit({ 'date-de-naissance': date }), PATHS.disavow);
      link.told = tellDisavowed(m, link);
    }
    expectPage(await visitor.get(PATHS.disavow), 200, link.told);
  });
}

function tellDisavowed(m: Model, link: ModelLink): string {
  if (linkState(link, m.now).state === 'live') {
    Object.assign(link, { ending: 'disavowed', endedAt: m.now });
    return 'Le lien est annulé';
  }
  return link.ending === 'used' ? 'Ce lien avait déjà servi' : 'Ce lien ne servait déjà plus';
}
