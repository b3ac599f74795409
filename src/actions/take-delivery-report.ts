/**
 * Takes a report about an undelivered mail, from whoever brings it: the mark on the address that it came back to says
 * whether it is about a mail of ours, and about which (norms DSN-1, ATK-37). What it writes is for the agents alone: no
 * page, no limit, no link and no later mail depends on it (norms DSN-2, ENU-1).
 */
import { findBouncedAddress, markAddressBounced } from '../database/bounced-addresses.ts';
import { findMail, type MailRef, noteReport } from '../database/mails.ts';
import { readDeliveryReport } from '../mail/delivery-report.ts';
import { saysAddressIsDead } from '../rules/delivery-answers.ts';
import type { ReportEnding } from '../rules/request-timeline.ts';
import { readReturnMark } from '../secrets/return-mark.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export { REPORT_BYTES_MAX } from '../mail/delivery-report.ts';

export type TakeDeliveryReportOutcome =
  | { outcome: 'noted'; ending: ReportEnding }
  /** It came back to no address that we marked. */
  | { outcome: 'forged' }
  /** Our mark, of a mail that is no longer there. */
  | { outcome: 'unknownMail' }
  | { outcome: 'notAReport' };

export type BroughtReport = {
  raw: Buffer;
  /** Whom it was brought to, when the one who brings it says so. */
  recipient: string | undefined;
};

export async function takeDeliveryReport(
  tools: Pick<ActionTools, 'db' | 'secrets' | 'world'>,
  brought: BroughtReport,
): Promise<TakeDeliveryReportOutcome> {
  const report = await readDeliveryReport(brought.raw, brought.recipient);
  if (report.read === 'notAReport') return { outcome: 'notAReport' };
  const ref = markedRef(tools, report.returnedTo);
  if (ref === undefined) return { outcome: 'forged' };
  const { ending, answer } = report;
  const at = tools.world.now();
  return tools.db.transaction().execute(async trx => {
    const mail = await findMail(trx, ref);
    if (mail === undefined) return { outcome: 'unknownMail' };
    const isNew = await noteReport(trx, ref, { ending, answer, at });
    const known = await findBouncedAddress(trx, mail.accountRef);
    // Brought twice, a report changes nothing: the hour of the first refusal stays.
    const isKnown = known?.addressIndex.equals(mail.addressIndex) ?? false;
    if (ending === 'failed' && saysAddressIsDead(answer) && !isKnown) {
      const bounced = { addressIndex: mail.addressIndex, answer, bouncedAt: at };
      await markAddressBounced(trx, mail.accountRef, bounced);
    }
    const subject = { kind: 'account', ref: mail.accountRef } as const;
    const told = { subject, event: 'reportNoted', detail: { ending, mail: ref, answer } } as const;
    if (isNew) await record(trx, tools, told);
    return { outcome: 'noted', ending };
  });
}

function markedRef(tools: Pick<ActionTools, 'secrets'>, addresses: readonly string[]): MailRef | undefined {
  const marks = addresses.map(address => readReturnMark(tools.secrets.keys, address));
  return marks.flatMap(mark => (mark.state === 'read' ? [mark.ref as MailRef] : []))[0];
}
