/** « Le journal »: what was done, latest first, in sentences; whether it is as it was written; and a file to take away. */
import { html } from 'hono/html';
import type { ShownEntry } from '../../database/audit.ts';
import type { AuditFault } from '../../database/audit-verification.ts';
import { auditSentence } from '../../rules/audit-sentences.ts';
import { parisMoment } from '../../rules/paris-time.ts';
import { notice } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { type AtWork, renderHelpdeskPage } from '../page.ts';
import { HELPDESK_PATHS } from '../plan.ts';

export type JournalView = {
  atWork: AtWork;
  formToken: string;
  entries: readonly ShownEntry[];
  /** Whether there may be older ones. */
  mayBeMore: boolean;
  verified?: { entries: number; faults: readonly AuditFault[] } | undefined;
};

export function journalPage(site: Site, view: JournalView): Html {
  const oldest = view.entries.at(-1);
  return renderHelpdeskPage(site, {
    title: 'Le journal',
    atWork: view.atWork,
    main: html`<div class="card">
<h1>Le journal</h1>
<p>Le journal ne nomme personne. Un agent y a toujours la même marque. Le lire y est inscrit.</p>
${view.verified === undefined ? '' : verification(view.verified)}
<form method="post" action="${HELPDESK_PATHS.journal}/verifier"><input type="hidden" name="jeton" value="${view.formToken}">
<p class="actions"><button class="button" type="submit">Vérifier le journal</button></p></form>
<form method="post" action="${HELPDESK_PATHS.journal}/exporter"><input type="hidden" name="jeton" value="${view.formToken}">
<p class="actions"><button class="button button-secondary" type="submit">Exporter (CSV)</button></p></form>
${
  view.entries.length === 0
    ? html`<p>Rien de plus ancien.</p>`
    : html`<ol class="timeline">${view.entries.map(
        entry =>
          html`<li><span class="instant">${parisMoment(entry.at)}</span> ${auditSentence(entry)}</li>\n`,
      )}</ol>`
}
${
  view.mayBeMore && oldest !== undefined
    ? html`<p><a href="${HELPDESK_PATHS.journal}?avant=${oldest.at.toISOString()}">Plus ancien</a></p>`
    : ''
}
</div>`,
  });
}

function verification({ entries, faults }: { entries: number; faults: readonly AuditFault[] }): Html {
  if (faults.length === 0)
    return notice(`Le journal est tel qu’il a été écrit\u00a0: ${entries} lignes vérifiées.`);
  return html`${notice(`Le journal n’est pas tel qu’il a été écrit\u00a0: ${faults.length} chaînes sur 16 ont une faute. Prévenez la sécurité.`, 'alert')}
<ul>${faults.map(
    fault =>
      html`<li>Chaîne ${fault.chain}, ligne ${fault.seq}${fault.at === undefined ? '' : `, du ${parisMoment(fault.at)}`}\u00a0: ${fault.kind}</li>`,
  )}</ul>`;
}

/** One line an entry, for a spreadsheet: instant (ISO 8601, UTC), event, sentence. */
export function journalCsv(entries: readonly ShownEntry[]): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = entries.map(entry =>
    [entry.at.toISOString(), entry.event, auditSentence(entry)].map(cell).join(';'),
  );
  return `\ufeff"instant";"évènement";"phrase"\r\n${lines.map(line => `${line}\r\n`).join('')}`;
}
