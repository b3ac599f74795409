/** « Mon compte », another mail address: asked for with the present password, proved by a mailed link, or given up (norm RST-7). */
import { type Context, Hono } from 'hono';
import { askAddressChange } from '../../actions/ask-address-change.ts';
import { cancelAddressChange } from '../../actions/cancel-address-change.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { PATHS } from '../../journey/plan.ts';
import { deviceKind } from '../../rules/device-kind.ts';
import { mailAddressFaultSentence, readMailAddress } from '../../rules/mail-address.ts';
import type { FieldFault } from '../../web/fields.ts';
import type { PostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { accountDoor, type Inside } from '../door.ts';
import { CURRENT_PASSWORD, PASSWORD_MISSING, refusalOf, TOO_OLD } from '../sentences.ts';
import { NEW_ADDRESS } from './page.ts';
import { addressScreen, CANCEL, CHANGE } from './screen.ts';

const SAME: FieldFault = { field: NEW_ADDRESS, sentence: 'C’est déjà l’adresse de votre compte.' };

export function addressRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  const door = accountDoor(tools);
  const { show, tooManyMails } = addressScreen(tools, site, door);

  routes.get(PATHS.accountAddress, c => door.show(c, session => show(c, session)));

  routes.post(PATHS.accountAddress, c =>
    door.post(c, CHANGE, (session, { form, stale }) => {
      const typed = form.text(NEW_ADDRESS);
      if (stale !== undefined) return show(c, session, { typed, message: TOO_OLD, status: stale });
      return change(c, session, form);
    }),
  );

  async function change(c: Context, session: Inside, form: PostedForm) {
    const typed = form.text(NEW_ADDRESS);
    const password = form.text(CURRENT_PASSWORD);
    const reading = readMailAddress(typed);
    const faults = faultsOf(reading, password);
    if (reading.read === 'fault' || faults.length > 0)
      return show(c, session, { typed, faults, status: 422 });
    const device = deviceKind(c.req.header('user-agent'));
    const asked = { session, password, mailAddress: reading.address, device };
    const ending = await askAddressChange(tools, asked);
    switch (ending.outcome) {
      case 'asked':
        return c.redirect(PATHS.accountAddressMail, 303);
      case 'wrongPassword':
      case 'tooMany':
      case 'renewalNeeded':
      case 'busy':
        return show(c, session, { typed, ...refusalOf(tools.world.now(), ending) });
      case 'sameAddress':
        return show(c, session, { typed, faults: [SAME], status: 422 });
      case 'tooManyMails':
        return show(c, session, { typed, ...tooManyMails(ending.until) });
      case 'signedOut':
        return door.leave(c);
      default:
        return ending satisfies never;
    }
  }

  routes.post(PATHS.accountAddressCancel, c =>
    door.post(c, CANCEL, async (session, { stale }) => {
      if (stale !== undefined) return show(c, session, { message: TOO_OLD, status: stale });
      const ending = await cancelAddressChange(tools, session);
      return ending.outcome === 'signedOut' ? door.leave(c) : c.redirect(PATHS.accountAddress, 303);
    }),
  );
  return routes;
}

function faultsOf(reading: ReturnType<typeof readMailAddress>, password: string): FieldFault[] {
  const faults: FieldFault[] = [];
  if (reading.read === 'fault')
    faults.push({ field: NEW_ADDRESS, sentence: mailAddressFaultSentence(reading.fault) });
  if (password === '') faults.push(PASSWORD_MISSING);
  return faults;
}
