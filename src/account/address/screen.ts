/** « Mon compte », the mail address as it is shown, whichever of its forms was sent. */
import type { Context } from 'hono';
import { lookAtAddress } from '../../actions/look-at-account.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { PATHS } from '../../journey/plan.ts';
import { retryAfter, untilWhen } from '../../rules/until-when.ts';
import type { Site } from '../../web/site.ts';
import type { AccountDoor, Inside } from '../door.ts';
import type { Refusal } from '../sentences.ts';
import { ADDRESS_MAIL } from './address-state.ts';
import { addressMailPage, addressPage } from './page.ts';

/** The purposes of the page's forms. */
export const CHANGE = 'changer-d-adresse';
export const CANCEL = 'annuler-le-changement';

type Shown = Partial<Omit<Refusal, 'status'>> & { typed?: string; status?: Refusal['status'] | 200 };

export function addressScreen(tools: ActionTools, site: Site, door: AccountDoor) {
  async function show(c: Context, session: Inside, shown: Shown = {}) {
    const { typed = '', faults = [], message, status = 200, retryAt } = shown;
    if (retryAt !== undefined) c.header('Retry-After', retryAfter(tools.world.now(), retryAt));
    const tokens = {
      change: door.tokenOf(c, session, CHANGE),
      mail: door.tokenOf(c, session, ADDRESS_MAIL),
      cancel: door.tokenOf(c, session, CANCEL),
    };
    const address = await lookAtAddress(tools, session);
    const frame = door.frameOf(c, session);
    return c.html(addressPage(site, { frame, tokens, address, typed, faults, message }), status);
  }

  /** Where to look for the mail; for an address that needs none, what it is. */
  async function showMail(c: Context, session: Inside) {
    const { current, pending } = await lookAtAddress(tools, session);
    const own = current.state === 'toVerify' ? current.mailAddress : undefined;
    const mailAddress = pending?.mailAddress ?? own;
    if (mailAddress === undefined) return c.redirect(PATHS.accountAddress, 303);
    const mailToken = door.tokenOf(c, session, ADDRESS_MAIL);
    return c.html(addressMailPage(site, { frame: door.frameOf(c, session), mailToken, mailAddress }));
  }

  function tooManyMails(until: Date): Refusal {
    const message = `Trop de mails ont été demandés. Réessayez à partir de ${untilWhen(tools.world.now(), until)}.`;
    return { faults: [], message, status: 429, retryAt: until };
  }

  return { show, showMail, tooManyMails };
}
