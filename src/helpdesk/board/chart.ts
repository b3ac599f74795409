/** The day as bars, drawn on the server: no script, no style of its own, and all that it shows is in the table beside it. */
import { html } from 'hono/html';
import type { HourFigures } from '../../rules/day-board.ts';
import { parisHour } from '../../rules/paris-time.ts';
import type { Html } from '../../web/page.ts';

const WIDTH = 720;
const HEIGHT = 200;
const FLOOR = 170;
const GAP = 4;
const STACK = ['handedOver', 'deferred', 'refused'] as const;

/** One bar an hour, its mails on each other; a spike has a mark over it. */
export function mailChart(hours: readonly HourFigures[]): Html {
  const most = Math.max(1, ...hours.map(hour => hour.handedOver + hour.deferred + hour.refused));
  const step = WIDTH / hours.length;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="graphique-titre graphique-texte">
<title id="graphique-titre">Mails des 24 dernières heures</title>
<desc id="graphique-texte">Une barre par heure\u00a0: mails partis, retardés, refusés. Les mêmes chiffres sont dans le tableau qui suit.</desc>
${hours.map((hour, rank) => bar(hour, { left: rank * step, width: step - GAP, most }))}
<line x1="0" y1="${FLOOR}" x2="${WIDTH}" y2="${FLOOR}" class="chart-floor"/>
</svg>`;
}

function bar(hour: HourFigures, { left, width, most }: { left: number; width: number; most: number }): Html {
  const unit = (FLOOR - 20) / most;
  let top = FLOOR;
  const parts = STACK.map(fate => {
    const height = hour[fate] * unit;
    top -= height;
    return html`<rect x="${left}" y="${top.toFixed(1)}" width="${width}" height="${height.toFixed(1)}" class="chart-${fate}"/>`;
  });
  const mark = hour.isRequestSpike || hour.isRefusalSpike;
  return html`<g><title>${parisHour(hour.from)}</title>${parts}${
    mark ? html`<text x="${left + width / 2}" y="12" class="chart-spike">!</text>` : ''
  }<text x="${left + width / 2}" y="${FLOOR + 18}" class="chart-hour">${parisHour(hour.from).slice(0, 2)}</text></g>`;
}
