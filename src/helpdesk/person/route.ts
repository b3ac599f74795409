/** The cases: opened by number or address with a reason, shown, and what may be done in one once the caller is verified. */
import { type Context, Hono } from 'hono';
import { findCase } from '../../actions/find-case.ts';
import { liftBlock } from '../../actions/lift-block.ts';
import { openCase } from '../../actions/open-case.ts';
import { revealPerson } from '../../actions/reveal-person.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { verifyCaller } from '../../actions/verify-caller.ts';
import type { Account } from '../../database/accounts.ts';
import type { AgentCase } from '../../database/agent-cases.ts';
import { calendarDayInParis, dateOfBirthFaultSentence, readDateOfBirth } from '../../rules/date-of-birth.ts';
import { maskMailAddress } from '../../rules/mail-address.ts';
import { maskNir, writtenNir } from '../../rules/nir.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import { type PostedForm, readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import type { BehindTheDoor, createDoor } from '../door.ts';
import { homeForm } from '../home/form.ts';
import { FIND_PURPOSE, homePage } from '../home/page.ts';
import { HELPDESK_PATHS } from '../plan.ts';
import { readPersonFacts } from './facts.ts';
import { personPage } from './page.ts';

type Open = { agentCase: AgentCase; account: Account };
type Shown = { faults?: readonly FieldFault[]; message?: string; inClear?: boolean };

const NOT_FOUND: FieldFault = {
  field: 'recherche',
  sentence: 'Aucun compte à ce numéro, ou à cette adresse validée. Faites relire ce qui est saisi.',
};
const CLOSED: FieldFault = {
  field: 'recherche',
  sentence: 'Ce dossier est fermé. Cherchez à nouveau la personne.',
};
const OLD = 'Cette page était ouverte depuis trop longtemps. Recommencez.';

export function personRoutes(tools: ActionTools, site: Site, behind: ReturnType<typeof createDoor>) {
  const routes = new Hono<BehindTheDoor>();
  type C = Context<BehindTheDoor>;

  const tokenFor = (c: C, purpose: string) => formToken(tools, { session: formSessionOf(c, tools), purpose });
  const isGood = (c: C, form: PostedForm, purpose: string) =>
    judgeForm(c, tools, { token: form.text('jeton'), purpose }).verdict === 'good';

  function showHome(c: C, faults: readonly FieldFault[], typed = { search: '', reason: '' }) {
    const view = { atWork: c.get('atWork'), formToken: tokenFor(c, FIND_PURPOSE), faults, typed };
    return c.html(homePage(site, view), faults.length > 0 ? 422 : 200);
  }

  async function show(c: C, { agentCase, account }: Open, shown: Shown = {}) {
    const { faults = [], message, inClear = false } = shown;
    const facts = await readPersonFacts(tools, account);
    const address = account.mailAddress;
    const person = {
      number: inClear ? writtenNir(account.nir) : maskNir(account.nir),
      mailAddress: address === null ? 'aucune' : inClear ? address : maskMailAddress(address),
      inClear,
    };
    const token = tokenFor(c, `dossier/${agentCase.ref}`);
    const view = { atWork: c.get('atWork'), agentCase, facts, person, formToken: token, faults, message };
    return c.html(personPage(site, view), faults.length > 0 ? 422 : 200);
  }

  /** The case of this address; its ending leads back to the search. */
  async function within(c: C, then: (open: Open) => Response | Promise<Response>): Promise<Response> {
    const found = await findCase(tools, c.get('agent'), c.req.param('ref') ?? '');
    return found.outcome === 'notOpen' ? showHome(c, [CLOSED]) : then(found);
  }

  /** What only an adviser does, and only for a caller who was verified. */
  async function deed(c: C, then: (open: Open) => Promise<Response>): Promise<Response> {
    const form = await readPostedForm(c);
    return within(c, open => {
      if (!isGood(c, form, `dossier/${open.agentCase.ref}`)) return show(c, open, { message: OLD });
      return open.agentCase.callerVerifiedAt === undefined ? show(c, open) : then(open);
    });
  }

  routes.get(HELPDESK_PATHS.home, behind('find'), c => showHome(c, []));

  routes.post(HELPDESK_PATHS.cases, behind('find'), async c => {
    const form = await readPostedForm(c);
    const typed = { search: form.text('recherche'), reason: form.text('motif') };
    if (!isGood(c, form, FIND_PURPOSE)) return showHome(c, [{ field: 'recherche', sentence: OLD }], typed);
    const read = homeForm(typed);
    if (read.read === 'faults') return showHome(c, read.faults, typed);
    const opened = await openCase(tools, c.get('agent'), read.question);
    if (opened.outcome === 'notFound') return showHome(c, [NOT_FOUND], typed);
    return c.redirect(`${HELPDESK_PATHS.cases}/${opened.ref}`, 303);
  });

  routes.get(`${HELPDESK_PATHS.cases}/:ref`, behind('find'), c => within(c, open => show(c, open)));

  routes.post(`${HELPDESK_PATHS.cases}/:ref/appelant`, behind('find'), async c => {
    const form = await readPostedForm(c);
    return within(c, async open => {
      if (!isGood(c, form, `dossier/${open.agentCase.ref}`)) return show(c, open, { message: OLD });
      const field = 'date-de-naissance';
      const date = readDateOfBirth(form.text(field), calendarDayInParis(tools.world.now()));
      if (date.read === 'fault')
        return show(c, open, { faults: [{ field, sentence: dateOfBirthFaultSentence(date.fault) }] });
      const said = { ref: open.agentCase.ref, dateOfBirth: date.date };
      const verified = await verifyCaller(tools, c.get('agent'), said);
      if (verified.outcome === 'notOpen' || (verified.outcome === 'otherDate' && verified.triesLeft === 0))
        return showHome(c, [CLOSED]);
      if (verified.outcome === 'otherDate')
        return show(c, open, { faults: [{ field, sentence: otherDate(verified.triesLeft) }] });
      return c.redirect(`${HELPDESK_PATHS.cases}/${open.agentCase.ref}`, 303);
    });
  });

  routes.post(`${HELPDESK_PATHS.cases}/:ref/en-clair`, behind('reveal'), c =>
    deed(c, async open => {
      await revealPerson(tools, c.get('agent'), open.account);
      return show(c, open, { inClear: true });
    }),
  );

  routes.post(`${HELPDESK_PATHS.cases}/:ref/lever-le-blocage`, behind('act'), c =>
    deed(c, async open => {
      await liftBlock(tools, c.get('agent'), open.account);
      return show(c, open, { message: 'Le blocage est levé\u00a0: une nouvelle demande peut être faite.' });
    }),
  );
  return routes;
}

const otherDate = (triesLeft: number) =>
  `Ce n’est pas la date de naissance du compte. Essais restants\u00a0: ${triesLeft}.`;
