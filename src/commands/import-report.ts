/** What an import says once it has ended, and with which status: what is in, what was rejected, how to go on. */
import type { ImportOutcome, ImportReport, NumberedReject } from '../actions/import-people.ts';
import { BAD_USAGE, INTERRUPTED, say, sayFault } from './output.ts';

export const REJECTS_SHOWN_MAX = 20;

/** @param rejects where all that were rejected are written @param shown the first of them */
export function tell(
  ended: ImportOutcome,
  { json, rejects }: { json: boolean; rejects: string | undefined },
  shown: NumberedReject[],
): void {
  const { report } = ended;
  if (json) say(JSON.stringify({ fin: ENDINGS[ended.outcome], ...figuresOf(report) }));
  else say(sentenceOf(report));
  if (report.rejected > 0) {
    if (rejects === undefined) sayFault(rejectsSentence(report, shown));
    else sayFault(`Les lignes rejetées sont dans ${rejects}.`);
  }
  const fault = faultOf(ended);
  if (fault !== undefined) sayFault(fault.sentence, fault.status);
}

function faultOf(ended: ImportOutcome): { sentence: string; status: number } | undefined {
  switch (ended.outcome) {
    case 'allIn':
    case 'someRejected':
      return undefined;
    case 'interrupted':
      return { sentence: `Interrompu. ${AGAIN}`, status: INTERRUPTED };
    case 'unreadable':
      return { sentence: ended.sentence, status: BAD_USAGE };
    case 'keyMissing':
      return {
        sentence:
          'Il manque une clé à SECRET_KEYS\u00a0: une autre a scellé ce qui est déjà là, et nul ne peut dire si un numéro y est.',
        status: BAD_USAGE,
      };
    case 'databaseLost':
      return { sentence: `La base ne répond plus. ${AGAIN}`, status: BAD_USAGE };
    default:
      return ended satisfies never;
  }
}

const AGAIN =
  'Pour continuer, relancez la même commande\u00a0: ce qui est déjà là est reconnu, rien n’entre deux fois.';

const ENDINGS: Record<ImportOutcome['outcome'], string> = {
  allIn: 'complet',
  someRejected: 'rejets',
  interrupted: 'interrompu',
  unreadable: 'illisible',
  keyMissing: 'cléManquante',
  databaseLost: 'basePerdue',
};

function figuresOf({ read, added, present, replaced, rejected }: ImportReport) {
  const changed = replaced === undefined ? {} : { misAJour: replaced };
  return { lus: read, ajoutes: added, dejaLa: present, ...changed, rejetes: rejected };
}

function sentenceOf({ read, added, present, replaced, rejected }: ImportReport): string {
  const changed = replaced === undefined ? '' : `, dont mises à jour\u00a0: ${replaced}`;
  return `Personnes lues\u00a0: ${read}. Ajoutées\u00a0: ${added}. Déjà là\u00a0: ${present}${changed}. Rejetées\u00a0: ${rejected}.`;
}

function rejectsSentence({ rejected }: ImportReport, shown: NumberedReject[]): string {
  const lines = shown.map(
    ({ line, field, reason }) => `  ligne ${line}${field === undefined ? '' : `, ${field}`}\u00a0: ${reason}`,
  );
  if (rejected > shown.length) {
    lines.push(
      `  … et ${rejected - shown.length} autres\u00a0: --rejects rejets.ndjson les écrit toutes, une par ligne.`,
    );
  }
  return lines.join('\n');
}
