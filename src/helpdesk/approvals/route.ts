/** « À valider »: the list, and an answer to one. Shut where the body wants no second agent (decision 0034). */
import { Hono } from 'hono';
import { answerApproval } from '../../actions/answer-approval.ts';
import { revealApproval } from '../../actions/reveal-approval.ts';
import type { ActionTools } from '../../actions/tools.ts';
import type { ApprovalRef } from '../../database/agent-approvals.ts';
import type { ApprovalAnswer } from '../../rules/four-eyes.ts';
import { formSessionOf, formToken, judgeForm } from '../../web/form-session.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import type { Site } from '../../web/site.ts';
import type { BehindTheDoor, createDoor } from '../door.ts';
import type { AgentContext } from '../person/screen.ts';
import { OLD } from '../person/sentences.ts';
import { HELPDESK_PATHS } from '../plan.ts';
import { countToApprove, listToApprove } from './list.ts';
import { ANSWERS, answeredSentence, approvalsPage, GONE } from './page.ts';

const PURPOSE = 'a-valider';
const ONE = `${HELPDESK_PATHS.approvals}/:ref`;
const REF_SHAPE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Shown = { message?: string; revealed?: ApprovalRef };

export function approvalRoutes(tools: ActionTools, site: Site, behind: ReturnType<typeof createDoor>) {
  const routes = new Hono<BehindTheDoor>();
  if (tools.config.helpdesk?.fourEyes === 'none') return routes;

  /** Counted anew: what was just answered waits no more. */
  async function show(c: AgentContext, { message, revealed }: Shown = {}) {
    const agent = c.get('agent');
    const atWork = { ...c.get('atWork'), toApprove: await countToApprove(tools, agent) };
    const token = formToken(tools, { session: formSessionOf(c, tools), purpose: PURPOSE });
    const list = await listToApprove(tools, agent);
    return c.html(approvalsPage(site, { atWork, formToken: token, list, message, revealed }));
  }

  /** For a form that this list showed. */
  async function within(c: AgentContext, then: (ref: ApprovalRef) => Promise<Shown>) {
    const form = await readPostedForm(c);
    const { verdict } = judgeForm(c, tools, { token: form.text('jeton'), purpose: PURPOSE });
    if (verdict !== 'good') return show(c, { message: OLD });
    const ref = c.req.param('ref') ?? '';
    return show(c, REF_SHAPE.test(ref) ? await then(ref as ApprovalRef) : { message: GONE });
  }

  const answer = (c: AgentContext, given: ApprovalAnswer) =>
    within(c, async ref => {
      const ended = await answerApproval(tools, c.get('agent'), { ref, answer: given });
      return { message: answeredSentence(ended) };
    });

  routes.get(HELPDESK_PATHS.approvals, behind('decide'), c => show(c));
  routes.post(`${ONE}/${ANSWERS.agreed}`, behind('decide'), c => answer(c, 'agreed'));
  routes.post(`${ONE}/${ANSWERS.refused}`, behind('decide'), c => answer(c, 'refused'));
  routes.post(`${ONE}/${ANSWERS.reveal}`, behind('decide'), c =>
    within(c, async ref => {
      const ended = await revealApproval(tools, c.get('agent'), ref);
      return ended.outcome === 'revealed' ? { revealed: ref } : { message: GONE };
    }),
  );
  return routes;
}
