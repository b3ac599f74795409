/** Steps that no page leads to: forms left open too long, and posts to any address without the page before it. */
import assert from 'node:assert/strict';
import { SESSION_OVER } from '../../src/journey/1-sign-in/signed-in-page.ts';
import { PATHS } from '../../src/journey/plan.ts';
import { hiddenFields, type Visitor } from '../visitor.ts';
import { fieldsOf, passMinutes } from './asking.ts';
import { step } from './invariants.ts';
import { expectLinkPage, expectPage, expectRedirect } from './seen.ts';
import { isSignedIn, personOf, type Step, worthOf } from './story.ts';

const RIGHT = { date: 'right', address: 'right' } as const;
const PASSWORD = { 'nouveau-mot-de-passe': 'Choisi+Mdp=9x', 'mot-de-passe-repete': 'Choisi+Mdp=9x' };

/** An hour and a minute between the page and its form, all fields right. */
export function sendLate(
  rank: number,
  who: number,
  path: 'forgottenPassword' | 'newPassword' | 'signIn',
): Step {
  return step(`browser ${rank} sends the form of ${path} too late`, async (m, r) => {
    const visitor = r.visitors[rank] as Visitor;
    const worth = worthOf(m, rank);
    await visitor.get(PATHS[path]);
    const isIn = path === 'signIn' && isSignedIn(m, rank);
    const code = path === 'forgottenPassword' ? visitor.code() : '';
    passMinutes(m, r, 61);
    if (path === 'newPassword' && worth !== 'live') return;
    const signIn = { 'mot-de-passe': personOf(m, who).password };
    const seen = await visitor.submit({ ...fieldsOf(r, { who, ...RIGHT }), ...PASSWORD, ...signIn, code });
    if (isIn) return expectRedirect(seen, PATHS.signIn);
    if (path === 'newPassword') expectLinkPage(seen, worthOf(m, rank), 422);
    else expectPage(seen, 422);
  });
}

const TOLD_FOREIGN: readonly string[] = [PATHS.signIn, PATHS.forgottenPassword, PATHS.mailSent];
const OF_THE_ACCOUNT: readonly string[] = [
  ...[PATHS.accountPassword, PATHS.accountAddress, PATHS.accountAddressMail],
  ...[PATHS.accountAddressCancel, PATHS.accountSessions],
];
const FORMLESS: readonly string[] = [PATHS.code, PATHS.proof];

/** Everything that any form has, but the token of a page that was shown. */
export function postStraight(rank: number, who: number, path: string): Step {
  return step(`browser ${rank} posts to ${path} without its page`, async (m, r) => {
    const visitor = r.visitors[rank] as Visitor;
    const hasCookie = visitor.cookies.has('formulaire');
    // Whoever knows the reference of the link, and all else that its form carries, still lacks the form's token.
    const page = hasCookie ? (await visitor.get(PATHS.newPassword)).body : '';
    const { lien } = { lien: '', ...hiddenFields(page) };
    const seen = await visitor.post(path, {
      ...fieldsOf(r, { who, ...RIGHT }),
      ...PASSWORD,
      'mot-de-passe': personOf(m, who).password,
      jeton: 'l9x0abcd.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      lien,
      code: 'ABCDEF',
      'code-jeton': 'AAAA',
      preuve: '',
    });
    if (path === PATHS.choosePassword) return expectRedirect(seen, PATHS.signIn);
    if (path === PATHS.signOut)
      return expectRedirect(seen, isSignedIn(m, rank) ? PATHS.account : PATHS.signIn);
    if (OF_THE_ACCOUNT.includes(path))
      return isSignedIn(m, rank) ? expectPage(seen, 403) : expectRedirect(seen, SESSION_OVER);
    if (FORMLESS.includes(path)) return expectPage(seen, 403);
    if (path === PATHS.newPassword || path === PATHS.moreTime)
      return hasCookie ? expectLinkPage(seen, worthOf(m, rank), 403) : expectPage(seen, 400);
    // « Ce n'était pas moi »: of a mail that was answered here, or of none.
    if (path === PATHS.disavow)
      return expectPage(seen, hasCookie && visitor.cookies.has('desaveu') ? 200 : 400);
    if (TOLD_FOREIGN.includes(path)) return expectPage(seen, hasCookie ? 403 : 400);
    assert.ok([404, 405].includes(seen.status), `${path}: ${seen.status}`);
  });
}
