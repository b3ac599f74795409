/** « Recevoir un nouveau mail », for an address that is to be proved, and where to look for it. */
import { Hono } from 'hono';
import { askAddressMail } from '../../actions/ask-address-mail.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { PATHS } from '../../journey/plan.ts';
import type { Site } from '../../web/site.ts';
import { accountDoor } from '../door.ts';
import { TOO_OLD } from '../sentences.ts';
import { ADDRESS_MAIL } from './address-state.ts';
import { addressScreen } from './screen.ts';

export function addressMailRoutes(tools: ActionTools, site: Site): Hono {
  const routes = new Hono();
  const door = accountDoor(tools);
  const { show, showMail, tooManyMails } = addressScreen(tools, site, door);

  routes.get(PATHS.accountAddressMail, c => door.show(c, session => showMail(c, session)));

  routes.post(PATHS.accountAddressMail, c =>
    door.post(c, ADDRESS_MAIL, async (session, { stale }) => {
      if (stale !== undefined) return show(c, session, { message: TOO_OLD, status: stale });
      const ending = await askAddressMail(tools, session.accountRef);
      switch (ending.outcome) {
        case 'asked':
          return c.redirect(PATHS.accountAddressMail, 303);
        case 'nothingToVerify':
          return c.redirect(PATHS.accountAddress, 303);
        case 'tooMany':
          return show(c, session, tooManyMails(ending.until));
        default:
          return ending satisfies never;
      }
    }),
  );
  return routes;
}
