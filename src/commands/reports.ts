/**
 * `renouveau reports take`: a report about an undelivered mail, read on standard input, for whoever receives these
 * reports in a mailbox (norm DSN-1). Works beside a running server. Whatever the message is worth the command ends with
 * 0: a mail system that pipes its mail into it must not answer a report with another one.
 */
import {
  REPORT_BYTES_MAX,
  type TakeDeliveryReportOutcome,
  takeDeliveryReport,
} from '../actions/take-delivery-report.ts';
import { migrate } from '../database/migrate.ts';
import { openForCommand } from '../database/open.ts';
import type { ReportEnding } from '../rules/request-timeline.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';

const USAGE =
  'renouveau reports take  note un rapport de non-remise, lu tel qu’il est arrivé sur l’entrée standard';

export async function reports(words: readonly string[]): Promise<void> {
  if (words[0] !== 'take') return sayFault(USAGE);
  const config = readSettings('production');
  if (config === undefined) return;
  const raw = await readBounded(process.stdin);
  const database = await openForCommand(config.database);
  try {
    await migrate(database.db);
    const secrets = createSecrets(config.secretKeys, realWorld);
    const tools = { world: realWorld, db: database.db, secrets };
    say(sentenceOf(await takeDeliveryReport(tools, { raw, recipient: undefined })));
  } finally {
    await database.close();
  }
}

/** Reads it all, since whoever pipes a mail in wants it taken; keeps what tells that it is too long, and no more. */
async function readBounded(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    if (length <= REPORT_BYTES_MAX) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}

const NOTED: Record<ReportEnding, string> = {
  failed: 'Rapport noté\u00a0: le mail n’a pas pu être remis.',
  delayed: 'Rapport noté\u00a0: le mail est retardé.',
  delivered: 'Rapport noté\u00a0: le mail a été remis.',
};

function sentenceOf(taken: TakeDeliveryReportOutcome): string {
  switch (taken.outcome) {
    case 'noted':
      return NOTED[taken.ending];
    case 'forged':
      return 'Rien n’est noté\u00a0: ce rapport n’est revenu à aucune adresse que nous avons marquée.';
    case 'unknownMail':
      return 'Rien n’est noté\u00a0: le mail dont parle ce rapport n’est plus connu.';
    case 'notAReport':
      return 'Rien n’est noté\u00a0: ce message n’est pas un rapport de remise.';
    default:
      return taken satisfies never;
  }
}
