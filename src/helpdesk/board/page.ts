/** « Les 24 dernières heures »: what providers make of our mails, and how far people come. Whoever answers the phone sees at once whether it is one caller or everybody. */
import { html } from 'hono/html';
import {
  type FunnelCount,
  funnelSteps,
  type HourFigures,
  type MailCount,
  worstStep,
} from '../../rules/day-board.ts';
import { parisHour } from '../../rules/paris-time.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { type AtWork, renderHelpdeskPage } from '../page.ts';
import { mailChart } from './chart.ts';

export type BoardView = {
  atWork: AtWork;
  hours: readonly HourFigures[];
  mails: readonly MailCount[];
  funnel: readonly FunnelCount[];
};

export function boardPage(site: Site, view: BoardView): Html {
  return renderHelpdeskPage(site, {
    title: 'Les 24 dernières heures',
    atWork: view.atWork,
    main: html`<div class="card">
<h1>Les 24 dernières heures</h1>
${spikes(view.hours)}
<h2>Les mails</h2>
${mailChart(view.hours)}
${hourTable(view.hours)}
<h2>Par fournisseur</h2>
${providerTable(view.mails)}
<h2>Jusqu’où vont les assurés</h2>
${view.funnel.length === 0 ? html`<p>Aucune demande.</p>` : view.funnel.map(funnelTable)}
</div>`,
  });
}

function spikes(hours: readonly HourFigures[]): Html {
  const told = hours.flatMap(hour => [
    ...(hour.isRequestSpike
      ? [`À ${parisHour(hour.from)}, ${hour.requests} demandes\u00a0: bien plus que d’habitude.`]
      : []),
    ...(hour.isRefusalSpike
      ? [`À ${parisHour(hour.from)}, ${hour.refused} mails refusés\u00a0: bien plus que d’habitude.`]
      : []),
  ]);
  if (told.length === 0) return html`<p>Rien d’inhabituel.</p>`;
  return html`<div class="notice notice-alert" role="status">${told.map(line => html`<p>${line}</p>`)}</div>`;
}

function hourTable(hours: readonly HourFigures[]): Html {
  return html`<details><summary>Heure par heure</summary><section class="scroll" tabindex="0" aria-label="Heure par heure"><table class="figures">
<thead><tr><th scope="col">Heure</th><th scope="col">Demandes</th><th scope="col">Mails partis</th><th scope="col">Retardés</th><th scope="col">Refusés</th></tr></thead>
<tbody>${hours.map(
    hour =>
      html`<tr><th scope="row">${parisHour(hour.from)}</th><td>${hour.requests}${hour.isRequestSpike ? ' (pic)' : ''}</td><td>${hour.handedOver}</td><td>${hour.deferred}</td><td>${hour.refused}${hour.isRefusalSpike ? ' (pic)' : ''}</td></tr>\n`,
  )}</tbody></table></section></details>`;
}

function providerTable(mails: readonly MailCount[]): Html {
  const names = [...new Set(mails.map(({ provider }) => provider ?? 'Autres'))].toSorted();
  if (names.length === 0) return html`<p>Aucun mail.</p>`;
  const count = (name: string, fate: MailCount['fate']) =>
    mails
      .filter(row => (row.provider ?? 'Autres') === name && row.fate === fate)
      .reduce((total, row) => total + row.mails, 0);
  return html`<section class="scroll" tabindex="0" aria-label="Par fournisseur"><table class="figures">
<thead><tr><th scope="col">Fournisseur</th><th scope="col">Mails partis</th><th scope="col">Retardés</th><th scope="col">Refusés</th></tr></thead>
<tbody>${names.map(
    name =>
      html`<tr><th scope="row">${name}</th><td>${count(name, 'handedOver')}</td><td>${count(name, 'deferred')}</td><td>${count(name, 'refused')}</td></tr>\n`,
  )}</tbody></table></section>`;
}

const WAYS: Record<FunnelCount['way'], string> = {
  copied: 'En recopiant le code, lu ou entendu',
  withoutCopying: 'Sans recopier de code',
  again: 'En redemandant un mail à l’étape 3',
};

function funnelTable(count: FunnelCount): Html {
  const steps = funnelSteps(count);
  const worst = worstStep(steps);
  return html`<section class="scroll" tabindex="0" aria-label="${WAYS[count.way]}"><table class="figures"><caption>${WAYS[count.way]}</caption>
<thead><tr><th scope="col">Étape</th><th scope="col">Personnes</th><th scope="col">Part</th></tr></thead>
<tbody>${steps.map(
    step =>
      html`<tr><th scope="row">${step.step}${step === worst ? ' (là où le plus s’arrêtent)' : ''}</th><td>${step.people}</td><td>${step.share}\u00a0%</td></tr>\n`,
  )}</tbody></table></section>`;
}
