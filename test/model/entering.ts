/** Steps of étape 1 and of the signed-in page. */
import { PATHS } from '../../src/journey/plan.ts';
import type { Visitor } from '../visitor.ts';
import { step } from './invariants.ts';
import { expectPage, expectRedirect } from './seen.ts';
import { browserOf, isSignedIn, personOf, type Step, WRONG_SIGN_INS_MAX } from './story.ts';

export type Password = 'present' | 'former' | 'wrong';

export function signIn(rank: number, who: number, which: Password): Step {
  return step(
    `browser ${rank} signs in as ${who} with the ${which} password`,
    async (m, r) => {
      const visitor = r.visitors[rank] as Visitor;
      const person = personOf(m, who);
      const typed = { present: person.password, former: person.former, wrong: undefined }[which];
      const page = await visitor.get(PATHS.signIn);
      if (isSignedIn(m, rank)) {
        expectPage(page, 200, 'Vous êtes déjà connecté');
        expectRedirect(await visitor.submit({}), PATHS.signIn);
        browserOf(m, rank).session = undefined;
      }
      expectPage(await visitor.get(PATHS.signIn), 200);
      const numero = r.people[who]?.nir ?? '';
      const seen = await visitor.submit({ numero, 'mot-de-passe': typed ?? 'Jamais+Choisi=1' });
      if (typed !== person.password) {
        person.wrongSignIns += 1;
        return expectPage(seen, 422);
      }
      expectRedirect(seen, PATHS.account);
      Object.assign(person, { entries: person.entries + 1, wrongSignIns: 0 });
      browserOf(m, rank).session = { who, openedAt: m.now, seenAt: m.now, ended: false };
      // To the site it is another browser now, which has used no link.
      for (const link of m.links) if (link.usedBy === rank) link.usedBy = undefined;
    },
    m => which === 'present' || (m.people[who]?.wrongSignIns ?? 0) < WRONG_SIGN_INS_MAX,
  );
}

export function lookAtAccount(rank: number): Step {
  return step(`browser ${rank} looks at the account`, async (m, r) => {
    const seen = await (r.visitors[rank] as Visitor).get(PATHS.account);
    if (isSignedIn(m, rank)) expectPage(seen, 200);
    else expectRedirect(seen, PATHS.signIn);
  });
}

export function signOut(rank: number): Step {
  return step(`browser ${rank} signs out`, async (m, r) => {
    const visitor = r.visitors[rank] as Visitor;
    const page = await visitor.get(PATHS.account);
    if (!isSignedIn(m, rank)) return expectRedirect(page, PATHS.signIn);
    expectRedirect(await visitor.submit({}), PATHS.signIn);
    browserOf(m, rank).session = undefined;
  });
}
