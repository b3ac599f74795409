/** What is done in a case, each once the caller was verified, by whoever may: the door asks for the role, the screen for the caller. */
import { Hono } from 'hono';
import { closeSessionsForCaller } from '../../actions/close-sessions-for-caller.ts';
import { correctAddress } from '../../actions/correct-address.ts';
import { giveCode } from '../../actions/give-code.ts';
import { liftBlock } from '../../actions/lift-block.ts';
import { revealPerson } from '../../actions/reveal-person.ts';
import { sendAgain } from '../../actions/send-again.ts';
import { takeApprovedCode } from '../../actions/take-approved-code.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { mailAddressFaultSentence, readMailAddress } from '../../rules/mail-address.ts';
import type { Site } from '../../web/site.ts';
import type { BehindTheDoor, createDoor } from '../door.ts';
import {
  ADDRESS_FIELD,
  addressCorrected,
  blockLifted,
  codeGiven,
  DEEDS,
  sentAgain,
  sessionsClosed,
} from './deeds.ts';
import { CASE } from './route.ts';
import { createCaseScreen, type OpenCase } from './screen.ts';

const asked = ({ account, agentCase }: OpenCase) => ({ account, reason: agentCase.reason });

export function deedRoutes(tools: ActionTools, site: Site, behind: ReturnType<typeof createDoor>) {
  const routes = new Hono<BehindTheDoor>();
  const { show, deed } = createCaseScreen(tools, site);

  routes.post(`${CASE}/${DEEDS.reveal}`, behind('reveal'), c =>
    deed(c, async open => {
      await revealPerson(tools, c.get('agent'), open.account);
      return show(c, open, { inClear: true });
    }),
  );

  routes.post(`${CASE}/${DEEDS.liftBlock}`, behind('act'), c =>
    deed(c, async open => {
      const ended = await liftBlock(tools, c.get('agent'), open.account);
      return show(c, open, { message: blockLifted(ended) });
    }),
  );

  routes.post(`${CASE}/${DEEDS.sendAgain}`, behind('act'), c =>
    deed(c, async open =>
      show(c, open, { message: sentAgain(await sendAgain(tools, c.get('agent'), open.account)) }),
    ),
  );

  routes.post(`${CASE}/${DEEDS.giveCode}`, behind('act'), c =>
    deed(c, async open =>
      show(c, open, { given: codeGiven(await giveCode(tools, c.get('agent'), asked(open))) }),
    ),
  );

  routes.post(`${CASE}/${DEEDS.takeCode}`, behind('act'), c =>
    deed(c, async open =>
      show(c, open, { given: codeGiven(await takeApprovedCode(tools, c.get('agent'), open.account)) }),
    ),
  );

  routes.post(`${CASE}/${DEEDS.closeSessions}`, behind('act'), c =>
    deed(c, async open => {
      const ended = await closeSessionsForCaller(tools, c.get('agent'), open.account);
      return show(c, open, { message: sessionsClosed(ended) });
    }),
  );

  routes.post(`${CASE}/${DEEDS.correctAddress}`, behind('act'), c =>
    deed(c, async (open, form) => {
      const read = readMailAddress(form.text(ADDRESS_FIELD));
      if (read.read === 'fault') {
        const sentence = mailAddressFaultSentence(read.fault);
        return show(c, open, { faults: [{ field: ADDRESS_FIELD, sentence }] });
      }
      const corrected = { ...asked(open), mailAddress: read.address };
      const ended = await correctAddress(tools, c.get('agent'), corrected);
      return show(c, open, { message: addressCorrected(ended) });
    }),
  );
  return routes;
}
