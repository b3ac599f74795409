/**
 * `renouveau purge`: removes now what has been kept long enough, as the worker does every hour (norms RGP-4, LOG-6). Works
 * beside a running server; may be interrupted and repeated.
 */
import { purge as purgeOldRows } from '../actions/purge.ts';
import type { PurgedTable } from '../rules/audit-events.ts';
import { rowsSentence } from '../rules/audit-sentences.ts';
import { command, JSON_OPTION } from './command.ts';
import { createMeter } from './meter.ts';
import { INTERRUPTED, say, sayFault } from './output.ts';
import { type CommandTools, overDatabase } from './settings.ts';
import { stopWhenAsked } from './stopping.ts';

export const purge = command({
  says: 'efface ce qui a été gardé assez longtemps, comme le service le fait chaque heure, et dit ce qui l’a été',
  options: { ...JSON_OPTION },
  more: [
    'Les durées sont des réglages\u00a0: KEEP_REQUESTS_DAYS, KEEP_AUDIT_DAYS. Interrompue, il suffit de la relancer.',
  ],
  examples: ['renouveau purge'],
  statuses: {
    0: 'tout ce qui devait l’être est effacé',
    [INTERRUPTED]: 'interrompue\u00a0: ce qui est effacé est dit, le reste attend',
  },
  run: ({ json }) => overDatabase(tools => run(tools, json)),
});

async function run(tools: CommandTools, asJson: boolean): Promise<void> {
  const stopping = stopWhenAsked();
  const meter = createMeter({ things: 'lignes', isSilent: asJson });
  const removed: Partial<Record<PurgedTable, number>> = {};
  const purged = await purgeOldRows(tools, {
    signal: stopping.signal,
    onBatch(table, sofar) {
      removed[table] = sofar;
      meter.show(Object.values(removed).reduce((sum, rows) => sum + rows, 0));
    },
  });
  meter.end();
  stopping.forget();
  const isInterrupted = purged.outcome === 'interrupted';
  if (asJson) say(JSON.stringify({ fin: isInterrupted ? 'interrompu' : 'complet', efface: removed }));
  else if (Object.keys(removed).length > 0) say(`Effacé\u00a0: ${rowsSentence(removed)}.`);
  else say('Rien à effacer.');
  if (isInterrupted) sayFault('Interrompu. Pour continuer, relancez la même commande.', INTERRUPTED);
}
