/** The journal in the console: for supervisors. */
import { Hono } from 'hono';
import { JOURNAL_SHOWN, readJournal, verifyJournal } from '../../actions/read-journal.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import type { BehindTheDoor, createDoor } from '../door.ts';
import type { AgentContext } from '../person/screen.ts';
import { HELPDESK_PATHS } from '../plan.ts';
import { journalCsv, journalPage } from './page.ts';

const PURPOSE = 'journal';

export function journalRoutes(tools: ActionTools, site: Site, behind: ReturnType<typeof createDoor>) {
  const routes = new Hono<BehindTheDoor>();

  async function show(c: AgentContext, verified?: Awaited<ReturnType<typeof verifyJournal>>) {
    const before = readInstant(c.req.query('avant'));
    const entries = await readJournal(tools, c.get('agent'), { how: 'shown', before });
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose: PURPOSE });
    const mayBeMore = entries.length === JOURNAL_SHOWN;
    const view = { atWork: c.get('atWork'), formToken: token, entries, mayBeMore, verified };
    return c.html(journalPage(site, view));
  }

  async function isGood(c: AgentContext): Promise<boolean> {
    const form = await readPostedForm(c);
    return judgeForm(c, tools, { token: form.text('jeton'), purpose: PURPOSE }).verdict === 'good';
  }

  routes.get(HELPDESK_PATHS.journal, behind('readJournal'), c => show(c));

  routes.post(`${HELPDESK_PATHS.journal}/verifier`, behind('readJournal'), async c =>
    (await isGood(c)) ? show(c, await verifyJournal(tools, c.get('agent'))) : show(c),
  );

  routes.post(`${HELPDESK_PATHS.journal}/exporter`, behind('readJournal'), async c => {
    if (!(await isGood(c))) return show(c);
    const entries = await readJournal(tools, c.get('agent'), { how: 'exported', before: undefined });
    c.header('Content-Disposition', 'attachment; filename="journal.csv"');
    c.header('Content-Type', 'text/csv; charset=utf-8');
    return c.body(journalCsv(entries));
  });
  return routes;
}

function readInstant(text: string | undefined): Date | undefined {
  const instant = new Date(text ?? '');
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
