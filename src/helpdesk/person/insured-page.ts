/**
 * Somebody who stands in the register of insured people and has no account: nothing to renew, an account to create. Nothing of the
 * register is shown but the number, masked; the date of birth that the caller says is compared as for an account.
 */
import { html } from 'hono/html';
import type { AgentCase } from '../../database/agent-cases.ts';
import { CASE_REASONS } from '../../rules/agent-case.ts';
import { parisHour } from '../../rules/paris-time.ts';
import { type FieldFault, faultSummary, notice } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { type AtWork, renderHelpdeskPage } from '../page.ts';
import { HELPDESK_PATHS } from '../plan.ts';
import { callerForm } from './caller-form.ts';

export type InsuredView = {
  atWork: AtWork;
  agentCase: AgentCase;
  /** Masked. */
  number: string;
  /** Since the case was opened, one was made. */
  hasAccount: boolean;
  formToken: string;
  faults: readonly FieldFault[];
  message?: string | undefined;
};

export function insuredPage(site: Site, view: InsuredView): Html {
  const { agentCase, number } = view;
  return renderHelpdeskPage(site, {
    title: 'Dossier sans compte',
    atWork: view.atWork,
    faulty: view.faults.length > 0,
    main: html`<div class="card">
<h1>Assuré sans compte ${number}</h1>
${faultSummary(view.faults)}
${view.message === undefined ? '' : notice(view.message)}
<p class="hint">Motif\u00a0: ${CASE_REASONS[agentCase.reason]}. Dossier ouvert jusqu’à ${parisHour(agentCase.expiresAt)}.</p>
${whatToSay(view)}
${agentCase.callerVerifiedAt === undefined ? callerForm(view) : html`<h2>L’appelant</h2><p>Date de naissance exacte, vérifiée à ${parisHour(agentCase.callerVerifiedAt)}.</p>`}
<h2>Le compte</h2>
<p>Ce numéro est au registre des assurés. ${view.hasAccount ? 'Un compte vient d’être créé.' : 'Il n’a pas de compte\u00a0: aucun mail de renouvellement ne peut partir, et aucun code ne peut être donné.'}</p>
</div>`,
  });
}

function whatToSay({ agentCase, hasAccount }: InsuredView): Html {
  if (agentCase.callerVerifiedAt === undefined)
    return section(
      'Avant de vous répondre, je dois vérifier qui vous êtes. Quelle est votre date de naissance\u00a0?',
      html`ne dites pas encore s’il y a un compte.`,
    );
  if (hasAccount)
    return section(
      'Votre compte vient d’être créé. Vous pouvez vous connecter avec le mot de passe que vous avez choisi.',
      html`<a href="${HELPDESK_PATHS.home}">cherchez à nouveau la personne</a> pour voir son compte.`,
    );
  return section(
    'Vous n’avez pas encore de compte. Sur la page de connexion du site, choisissez «\u00a0Créez votre compte\u00a0».',
    html`la page est à l’adresse /creer-un-compte du site. Il y faut le numéro, le nom et la date de naissance tels qu’ils sont sur l’attestation de droits, et une adresse mail à soi.`,
  );
}

const section = (say: string, act: Html): Html =>
  html`<section class="say" aria-labelledby="dire"><h2 id="dire">À dire à l’assuré</h2>
<p><strong>${say}</strong></p>
<p>Pour vous\u00a0: ${act}</p></section>`;
