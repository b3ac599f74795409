/** The console's two screens as its routes show them: the search, and the case that this agent has open. */
import type { Context } from 'hono';
import { findCase } from '../../actions/find-case.ts';
import type { ActionTools } from '../../actions/tools.ts';
import type { Account } from '../../database/accounts.ts';
import type { AgentCase } from '../../database/agent-cases.ts';
import { maskMailAddress } from '../../rules/mail-address.ts';
import { maskNir, writtenNir } from '../../rules/nir.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import type { Html } from '../../web/page.ts';
import { type PostedForm, readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { listAskedBy } from '../approvals/list.ts';
import type { BehindTheDoor } from '../door.ts';
import { FIND_PURPOSE, homePage } from '../home/page.ts';
import { readPersonFacts } from './facts.ts';
import { personPage } from './page.ts';
import { CLOSED, OLD } from './sentences.ts';

export type OpenCase = { agentCase: AgentCase; account: Account };
export type AgentContext = Context<BehindTheDoor>;
type Shown = { faults?: readonly FieldFault[]; message?: string; given?: Html; inClear?: boolean };

const casePurpose = ({ agentCase }: OpenCase) => `dossier/${agentCase.ref}`;

export function createCaseScreen(tools: ActionTools, site: Site) {
  const tokenFor = (c: AgentContext, purpose: string) =>
    formToken(tools, { session: formSessionOf(c, tools), purpose });

  function isGood(c: AgentContext, form: PostedForm, purpose: string): boolean {
    return judgeForm(c, tools, { token: form.text('jeton'), purpose }).verdict === 'good';
  }

  function showHome(c: AgentContext, faults: readonly FieldFault[], typed = { search: '', reason: '' }) {
    const view = { atWork: c.get('atWork'), formToken: tokenFor(c, FIND_PURPOSE), faults, typed };
    return c.html(homePage(site, view), faults.length > 0 ? 422 : 200);
  }

  async function show(c: AgentContext, open: OpenCase, shown: Shown = {}) {
    const { faults = [], message, given, inClear = false } = shown;
    const view = {
      atWork: c.get('atWork'),
      agentCase: open.agentCase,
      facts: await readPersonFacts(tools, open.account),
      approvals: await listAskedBy(tools, c.get('agent'), open.account),
      fourEyes: tools.config.helpdesk?.fourEyes ?? 'none',
      person: writtenPerson(open.account, inClear),
      formToken: tokenFor(c, casePurpose(open)),
      faults,
      message,
      given,
    };
    return c.html(personPage(site, view), faults.length > 0 ? 422 : 200);
  }

  /** The case of this address; once it has ended, the search again. */
  async function within(c: AgentContext, then: (open: OpenCase) => Response | Promise<Response>) {
    const found = await findCase(tools, c.get('agent'), c.req.param('ref') ?? '');
    return found.outcome === 'notOpen' ? showHome(c, [CLOSED]) : then(found);
  }

  /** The same, for a form that this case showed. */
  async function answer(c: AgentContext, then: (open: OpenCase, form: PostedForm) => Promise<Response>) {
    const form = await readPostedForm(c);
    return within(c, open =>
      isGood(c, form, casePurpose(open)) ? then(open, form) : show(c, open, { message: OLD }),
    );
  }

  /** The same, for what is done only once the caller was found to be the person. */
  function deed(c: AgentContext, then: (open: OpenCase, form: PostedForm) => Promise<Response>) {
    return answer(c, (open, form) =>
      open.agentCase.callerVerifiedAt === undefined ? show(c, open) : then(open, form),
    );
  }

  return { isGood, showHome, show, within, answer, deed };
}

function writtenPerson({ nir, mailAddress }: Account, inClear: boolean) {
  const masked = mailAddress === null ? 'aucune' : maskMailAddress(mailAddress);
  return inClear
    ? { number: writtenNir(nir), mailAddress: mailAddress ?? 'aucune', inClear }
    : { number: maskNir(nir), mailAddress: masked, inClear };
}
