/** The cases: opened by number or address with a reason, shown, and what may be done in one once the caller is verified. */
import { Hono } from 'hono';
import { openCase } from '../../actions/open-case.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { verifyCaller } from '../../actions/verify-caller.ts';
import { calendarDayInParis, dateOfBirthFaultSentence, readDateOfBirth } from '../../rules/date-of-birth.ts';
import { type PostedForm, readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import type { BehindTheDoor, createDoor } from '../door.ts';
import { homeForm } from '../home/form.ts';
import { FIND_PURPOSE } from '../home/page.ts';
import { HELPDESK_PATHS } from '../plan.ts';
import { type AgentContext, type AnyCase, createCaseScreen } from './screen.ts';
import { CLOSED, NOT_VERIFIED, notFound, OLD, otherDate } from './sentences.ts';

export const CASE = `${HELPDESK_PATHS.cases}/:ref`;
const DATE_FIELD = 'date-de-naissance';

export function personRoutes(tools: ActionTools, site: Site, behind: ReturnType<typeof createDoor>) {
  const routes = new Hono<BehindTheDoor>();
  const { isGood, showHome, show, within, answer } = createCaseScreen(tools, site);

  routes.get(HELPDESK_PATHS.home, behind('find'), c => showHome(c, []));

  routes.post(HELPDESK_PATHS.cases, behind('find'), async c => {
    const form = await readPostedForm(c);
    const typed = { search: form.text('recherche'), reason: form.text('motif') };
    if (!isGood(c, form, FIND_PURPOSE))
      return showHome(c, [{ field: 'recherche', sentence: OLD }], { typed });
    const read = homeForm(typed);
    if (read.read === 'faults') return showHome(c, read.faults, { typed, nobody: read.nobody });
    const opened = await openCase(tools, c.get('agent'), read.question);
    if (opened.outcome === 'notFound')
      return showHome(c, [notFound(opened.nobody)], { typed, nobody: opened.nobody });
    return c.redirect(`${HELPDESK_PATHS.cases}/${opened.ref}`, 303);
  });

  routes.get(CASE, behind('find'), c => within(c, open => show(c, open)));
  routes.post(`${CASE}/appelant`, behind('find'), c => answer(c, (open, form) => verify(c, open, form)));

  async function verify(c: AgentContext, open: AnyCase, form: PostedForm) {
    const date = readDateOfBirth(form.text(DATE_FIELD), calendarDayInParis(tools.world.now()));
    const refuse = (sentence: string) => show(c, open, { faults: [{ field: DATE_FIELD, sentence }] });
    if (date.read === 'fault') return refuse(dateOfBirthFaultSentence(date.fault));
    const said = { ref: open.agentCase.ref, dateOfBirth: date.date };
    const ending = await verifyCaller(tools, c.get('agent'), said);
    switch (ending.outcome) {
      case 'verified':
        return c.redirect(`${HELPDESK_PATHS.cases}/${said.ref}`, 303);
      case 'otherDate':
        return ending.triesLeft === 0 ? showHome(c, [NOT_VERIFIED]) : refuse(otherDate(ending.triesLeft));
      case 'notOpen':
        return showHome(c, [CLOSED]);
      default:
        return ending satisfies never;
    }
  }

  return routes;
}
