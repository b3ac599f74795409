/**
 * The door of « Mon compte »: who is not signed in is led to étape 1, who came in by a provisional code to choosing a password
 * and nowhere else (norm SES-4). Forms belong to the browser and to the session that they were shown to (norm CSRF-2).
 */
import type { Context } from 'hono';
import { findSession } from '../actions/find-session.ts';
import type { SignedIn } from '../actions/prove-owner.ts';
import type { ActionTools } from '../actions/tools.ts';
import { SESSION_OVER, signOutPurpose } from '../journey/1-sign-in/signed-in-page.ts';
import { PATHS } from '../journey/plan.ts';
import { untilWhenAtTheLatest } from '../rules/until-when.ts';
import { readCookie } from '../web/cookies.ts';
import { formSessionOf, formToken, judgeForm } from '../web/form-session.ts';
import { type PostedForm, readPostedForm } from '../web/posted-form.ts';
import type { AccountFrame } from './frame.ts';

/** A live session of the account's owner, until then. */
export type Inside = SignedIn & { until: Date };

type Answer = Response | Promise<Response>;

export type Posted = {
  form: PostedForm;
  /** 403: not a form that this session was shown. 422: one of some time ago. */
  stale: 403 | 422 | undefined;
};

export type AccountDoor = ReturnType<typeof accountDoor>;

export function accountDoor(tools: ActionTools) {
  async function open(c: Context, inside: (session: Inside) => Answer, otherwise: string): Promise<Response> {
    const session = await findSession(tools, readCookie(c, tools.config, 'session'));
    switch (session.outcome) {
      case 'signedOut':
        return c.redirect(otherwise, 303);
      case 'signedIn':
        if (session.scope === 'choosePassword') return c.redirect(PATHS.choosePassword, 303);
        return inside(session);
      default:
        return session satisfies never;
    }
  }

  const purposeIn = (session: SignedIn, purpose: string) => `${purpose}/${session.ref}`;

  return {
    show: (c: Context, inside: (session: Inside) => Answer) => open(c, inside, PATHS.signIn),

    /** The session may have ended while somebody typed. */
    async post(c: Context, purpose: string, inside: (session: Inside, posted: Posted) => Answer) {
      const form = await readPostedForm(c);
      const judge = (session: Inside) => {
        const posted = { token: form.text('jeton'), purpose: purposeIn(session, purpose) };
        const { verdict } = judgeForm(c, tools, posted);
        const stale = verdict === 'good' ? undefined : verdict === 'expired' ? 422 : 403;
        return inside(session, { form, stale });
      };
      return open(c, judge, SESSION_OVER);
    },

    /** Where one is led whose session ended while the form was looked at. */
    leave: (c: Context) => c.redirect(SESSION_OVER, 303),

    tokenOf: (c: Context, session: SignedIn, purpose: string) =>
      formToken(tools, { session: formSessionOf(c, tools), purpose: purposeIn(session, purpose) }),

    frameOf(c: Context, session: Inside): AccountFrame {
      const purpose = signOutPurpose(session.ref);
      const signOutToken = formToken(tools, { session: formSessionOf(c, tools), purpose });
      return { signOutToken, until: untilWhenAtTheLatest(tools.world.now(), session.until) };
    },
  };
}
