/** The console's two screens as its routes show them: the search, and the case that this agent has open. */
import type { Context } from 'hono';
import { findCase } from '../../actions/find-case.ts';
import type { ActionTools } from '../../actions/tools.ts';
import type { Account } from '../../database/accounts.ts';
import type { AgentCase } from '../../database/agent-cases.ts';
import { maskMailAddress } from '../../rules/mail-address.ts';
import { maskNir, writtenNir } from '../../rules/nir.ts';
import type { NobodyFound } from '../../rules/nobody-found.ts';
import type { InsuredPerson } from '../../rules/register-row.ts';
import type { FieldFault } from '../../web/fields.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import type { Html } from '../../web/page.ts';
import { type PostedForm, readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import { listAskedBy } from '../approvals/list.ts';
import type { BehindTheDoor } from '../door.ts';
import type { TypedSearch } from '../home/form.ts';
import { FIND_PURPOSE, homePage } from '../home/page.ts';
import { readPersonFacts } from './facts.ts';
import { insuredPage } from './insured-page.ts';
import { personPage } from './page.ts';
import { CLOSED, OLD } from './sentences.ts';

export type OpenCase = { agentCase: AgentCase; account: Account };
/** Of somebody in the register of insured people, who has no account, or has one only since. */
export type InsuredCase = { agentCase: AgentCase; insured: InsuredPerson; hasAccount: boolean };
export type AnyCase = OpenCase | InsuredCase;
export type AgentContext = Context<BehindTheDoor>;
type Shown = { faults?: readonly FieldFault[]; message?: string; given?: Html; inClear?: boolean };

type Sought = { typed?: TypedSearch; nobody?: NobodyFound | undefined };

const casePurpose = ({ agentCase }: AnyCase) => `dossier/${agentCase.ref}`;

export function createCaseScreen(tools: ActionTools, site: Site) {
  const { fourEyes = 'none' } = tools.config.helpdesk ?? {};
  const tokenFor = (c: AgentContext, purpose: string) =>
    formToken(tools, { session: formSessionOf(c, tools), purpose });

  function isGood(c: AgentContext, form: PostedForm, purpose: string): boolean {
    return judgeForm(c, tools, { token: form.text('jeton'), purpose }).verdict === 'good';
  }

  function showHome(c: AgentContext, faults: readonly FieldFault[], sought: Sought = {}) {
    const { typed = { search: '', reason: '' }, nobody } = sought;
    const view = { atWork: c.get('atWork'), formToken: tokenFor(c, FIND_PURPOSE), faults, typed, nobody };
    return c.html(homePage(site, view), faults.length > 0 ? 422 : 200);
  }

  async function show(c: AgentContext, open: AnyCase, shown: Shown = {}) {
    const { faults = [], message, given, inClear = false } = shown;
    const status = faults.length > 0 ? 422 : 200;
    if (!('account' in open)) {
      const own = { atWork: c.get('atWork'), formToken: tokenFor(c, casePurpose(open)), faults, message };
      return c.html(insuredPage(site, { ...open, ...own, number: maskNir(open.insured.nir) }), status);
    }
    const view = {
      atWork: c.get('atWork'),
      agentCase: open.agentCase,
      facts: await readPersonFacts(tools, open.account),
      approvals: await listAskedBy(tools, c.get('agent'), open.account),
      fourEyes,
      person: writtenPerson(open.account, inClear),
      formToken: tokenFor(c, casePurpose(open)),
      faults,
      message,
      given,
    };
    return c.html(personPage(site, view), status);
  }

  /** The case of this address; once it has ended, the search again. */
  async function within(c: AgentContext, then: (open: AnyCase) => Response | Promise<Response>) {
    const found = await findCase(tools, c.get('agent'), c.req.param('ref') ?? '');
    return found.outcome === 'notOpen' ? showHome(c, [CLOSED]) : then(found);
  }

  /** The same, for a form that this case showed. */
  async function answer(c: AgentContext, then: (open: AnyCase, form: PostedForm) => Promise<Response>) {
    const form = await readPostedForm(c);
    return within(c, open =>
      isGood(c, form, casePurpose(open)) ? then(open, form) : show(c, open, { message: OLD }),
    );
  }

  /** The same, for what is done only once the caller was found to be the person. */
  function deed(c: AgentContext, then: (open: OpenCase, form: PostedForm) => Promise<Response>) {
    return answer(c, (open, form) =>
      'account' in open && open.agentCase.callerVerifiedAt !== undefined ? then(open, form) : show(c, open),
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
