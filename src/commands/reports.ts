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
import type { ReportEnding } from '../rules/request-timeline.ts';
import { command, JSON_OPTION } from './command.ts';
import { say } from './output.ts';
import { overDatabase } from './settings.ts';

const take = command({
  says: 'note un rapport de non-remise, lu tel qu’il est arrivé sur l’entrée standard',
  options: { ...JSON_OPTION },
  more: ['À appeler par le serveur de mail, pour chaque message reçu à l’adresse MAIL_RETURN_ADDRESS.'],
  examples: ['renouveau reports take < rapport.eml'],
  statuses: { 0: 'le message a été lu, noté ou non\u00a0: un rapport n’appelle jamais de réponse' },
  async run({ json }) {
    const raw = await readBounded(process.stdin);
    await overDatabase(async tools => {
      const taken = await takeDeliveryReport(tools, { raw, recipient: undefined });
      say(json ? JSON.stringify(writtenEnding(taken)) : sentenceOf(taken));
    });
  },
});

export const reports = { says: 'les rapports de non-remise arrivés par mail', verbs: { take } };

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

function writtenEnding(taken: TakeDeliveryReportOutcome) {
  const isNoted = taken.outcome === 'noted';
  return { note: isNoted, remise: isNoted ? taken.ending : null, phrase: sentenceOf(taken) };
}
