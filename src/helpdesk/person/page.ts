/**
 * One screen for one person: whether the caller is that person; what to say, read aloud as it is; what may be done; the
 * account; the document's checks; each request with its hours. Masked until it is asked for in clear, which is told to the
 * journal.
 */
import { html } from 'hono/html';
import type { Approval } from '../../database/agent-approvals.ts';
import type { AgentCase } from '../../database/agent-cases.ts';
import { activitySentence, deviceName } from '../../rules/account-activity.ts';
import { CASE_REASONS } from '../../rules/agent-case.ts';
import { mayDo } from '../../rules/agent-role.ts';
import type { FourEyes } from '../../rules/four-eyes.ts';
import { mailChecks } from '../../rules/mail-checks.ts';
import { whyNotReceived } from '../../rules/mail-not-received.ts';
import { parisBlockEnd, parisHour, parisLongDate, parisMoment } from '../../rules/paris-time.ts';
import { requestTimeline } from '../../rules/request-timeline.ts';
import { type FieldFault, faultSummary, notice } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { type AtWork, renderHelpdeskPage } from '../page.ts';
import { callerForm } from './caller-form.ts';
import { approvalForms, deedForms } from './deeds.ts';
import type { PersonFacts } from './facts.ts';

export type PersonView = {
  atWork: AtWork;
  agentCase: AgentCase;
  facts: PersonFacts;
  /** What this agent asked another to agree to, latest first. */
  approvals: readonly Approval[];
  fourEyes: FourEyes;
  /** Masked, or in clear once revealed. */
  person: { number: string; mailAddress: string; inClear: boolean };
  formToken: string;
  faults: readonly FieldFault[];
  message?: string | undefined;
  /** What was just given, shown this once. */
  given?: Html | undefined;
};

export function personPage(site: Site, view: PersonView): Html {
  const { agentCase, facts, person } = view;
  return renderHelpdeskPage(site, {
    title: 'Dossier',
    atWork: view.atWork,
    faulty: view.faults.length > 0,
    main: html`<div class="card">
<h1>Dossier de l’assuré ${person.number}</h1>
${faultSummary(view.faults)}
${view.message === undefined ? '' : notice(view.message)}
${view.given ?? ''}
<p class="hint">Motif\u00a0: ${CASE_REASONS[agentCase.reason]}. Nous sommes le ${parisLongDate(facts.mailCase.now)}, il est ${parisHour(facts.mailCase.now)}. Dossier ouvert jusqu’à ${parisHour(agentCase.expiresAt)}.</p>
${agentCase.callerVerifiedAt === undefined ? callerFirst(view) : answerFirst(view, agentCase.callerVerifiedAt)}
${accountState(view)}
${checks(facts)}
${requestLines(facts)}
${activityLines(facts)}
</div>`,
  });
}

/** Whether somebody asked, and when, is theirs too: it is read to nobody else. */
function callerFirst(view: PersonView): Html {
  return html`${callerForm(view)}
${whatToSay(view.facts, 'À dire à l’assuré, une fois sa date de naissance vérifiée')}`;
}

/** What may be done at once below: a call lasts a minute, and why is read further down. */
function answerFirst(view: PersonView, verifiedAt: Date): Html {
  return html`${whatToSay(view.facts, 'À dire à l’assuré')}
<h2>L’appelant</h2><p>Date de naissance exacte, vérifiée à ${parisHour(verifiedAt)}.</p>
${approvalForms(view)}
${deeds(view)}`;
}

function whatToSay({ mailCase }: PersonFacts, title: string): Html {
  const told = whyNotReceived(mailCase);
  return html`<section class="say" aria-labelledby="dire"><h2 id="dire">${title}</h2>
<p><strong>${told.say}</strong></p>
<p>Pour vous\u00a0: ${told.act}</p></section>`;
}

function deeds(view: PersonView): Html {
  if (!mayDo(view.atWork.agent.role, 'reveal')) return html``;
  return html`<h2>Ce que vous pouvez faire</h2>
${deedForms(view)}`;
}

const ADDRESS_STATES = {
  none: '',
  unverified: ', jamais validée',
  held: ', changée il y a moins de 24\u00a0heures',
  verified: ', validée',
} as const;

function accountState({ facts, person }: PersonView): Html {
  const { mailCase, dates, blockedUntil, heldUntil, sessionsOpen } = facts;
  const verified =
    mailCase.address === 'verified' && dates.verifiedAt ? ` le ${parisMoment(dates.verifiedAt)}` : '';
  return html`<h2>Le compte</h2>
<dl class="facts"><dt>Adresse mail</dt><dd>${person.mailAddress}${ADDRESS_STATES[mailCase.address]}${verified}${heldUntil === null ? '' : `, pas de mail jusqu’au ${parisBlockEnd(heldUntil)}`}</dd>
${mailCase.addressPending ? html`<dt>Nouvelle adresse mail</dt><dd>donnée, pas encore validée</dd>\n` : ''}<dt>Mot de passe</dt><dd>${dates.passwordChangedAt === null ? 'jamais changé ici' : html`changé le ${parisMoment(dates.passwordChangedAt)}`}</dd>
<dt>Demandes</dt><dd>${blockedUntil === undefined ? 'pas de blocage' : html`bloquées jusqu’au ${parisBlockEnd(blockedUntil)}`}</dd>
<dt>Connexion</dt><dd>${signInWait(facts)}</dd>
<dt>Sessions ouvertes</dt><dd>${sessionsOpen}</dd></dl>`;
}

function signInWait({ signInWait: wait }: PersonFacts): string {
  if (wait === undefined) return 'pas de blocage';
  const then = '«\u00a0Mot de passe oublié\u00a0» marche sans attendre.';
  return wait.verdict === 'wait'
    ? `trop d’essais, bloquée jusqu’au ${parisBlockEnd(wait.until)}. ${then}`
    : `trop d’essais, bloquée. ${then}`;
}

const ANSWERS = { good: 'Rien à corriger', bad: 'À corriger', ask: 'À demander' } as const;

function checks({ mailCase }: PersonFacts): Html {
  return html`<h2>« Je n’ai rien reçu »\u00a0: les vérifications</h2>
<section class="scroll" tabindex="0" aria-label="Les vérifications"><table class="facts"><thead><tr><th scope="col">Vérification</th><th scope="col">Réponse</th><th scope="col">Détail</th></tr></thead>
<tbody>${mailChecks(mailCase).map(
    ({ check, answer, says }) =>
      html`<tr><th scope="row">${check}</th><td class="check-${answer}">${ANSWERS[answer]}</td><td>${says}</td></tr>\n`,
  )}</tbody></table></section>`;
}

function requestLines({ requests, mailCase }: PersonFacts): Html {
  if (requests.length === 0)
    return html`<h2>Les demandes</h2><p>Aucune avec ce numéro et cette date de naissance.</p>`;
  return html`<h2>Les demandes</h2>
${requests.map(
  request => html`<h3>Demande du ${parisMoment(request.askedAt)}</h3>
<ol class="timeline">${requestTimeline(request, mailCase.now).map(
    line => html`<li><span class="instant">${parisMoment(line.at)}</span> ${line.sentence}</li>\n`,
  )}</ol>`,
)}`;
}

function activityLines({ activity }: PersonFacts): Html {
  if (activity.length === 0) return html``;
  return html`<h2>Ce qui s’est passé sur le compte</h2>
<ol class="timeline">${activity.map(
    ({ kind, at, device }) =>
      html`<li><span class="instant">${parisMoment(at)}</span> ${activitySentence(kind)}${device === undefined ? '' : ` (${deviceName(device)})`}</li>\n`,
  )}</ol>`;
}
