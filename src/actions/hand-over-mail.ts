/**
 * Hands one recorded mail over, from an address of return that only we can have marked, and records what the mail
 * server made of it. An address that the provider says does not exist is marked for the agents (norms DSN-1, DSN-2).
 */
import type { AccountRef } from '../database/accounts.ts';
import { markAddressBounced } from '../database/bounced-addresses.ts';
import { type MailRef, settleMail } from '../database/mails.ts';
import type { Trx } from '../database/tables.ts';
import type { HandOver } from '../mail/hand-over.ts';
import type { Letter } from '../mail/mail.ts';
import { saysAddressIsDead } from '../rules/delivery-answers.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { MailKind } from '../rules/request-timeline.ts';
import { markedReturnAddress } from '../secrets/return-mark.ts';
import { type AuditEntry, record as recordEvent } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type LeavingMail = {
  ref: MailRef;
  kind: MailKind;
  letter: Letter;
  to: MailAddress;
  accountRef: AccountRef;
  /** What else its ending changes, in the same transaction. */
  whenSettled?: (trx: Trx, ended: HandOver['ended'], at: Date) => Promise<void>;
};

export async function handOverMail(tools: ActionTools, mail: LeavingMail): Promise<HandOver> {
  const returnAddress = markedReturnAddress(tools.secrets.keys, tools.config.mail.returnAddress, mail.ref);
  const handOver = await tools.mailer.handOver(mail.letter, { to: mail.to, returnAddress });
  await record(tools, mail, handOver);
  return handOver;
}

const EVENTS = {
  accepted: 'mailHandedOver',
  deferred: 'mailDeferred',
  refused: 'mailRefused',
  unsure: 'mailUnsure',
} as const satisfies Record<HandOver['ended'], AuditEntry['event']>;

async function record(tools: ActionTools, mail: LeavingMail, { ended, answer }: HandOver): Promise<void> {
  const at = tools.world.now();
  await tools.db.transaction().execute(async trx => {
    await settleMail(trx, mail.ref, { handOver: ended, answer, at });
    await mail.whenSettled?.(trx, ended, at);
    if (ended === 'refused' && saysAddressIsDead(answer)) {
      const bounced = { addressIndex: addressIndexOf(tools, mail.to), answer, bouncedAt: at };
      await markAddressBounced(trx, mail.accountRef, bounced);
    }
    await recordEvent(trx, tools, {
      subject: { kind: 'account', ref: mail.accountRef },
      event: EVENTS[ended],
      detail: { kind: mail.kind, mail: mail.ref, answer },
    });
  });
}

export function addressIndexOf(tools: ActionTools, address: MailAddress): Buffer {
  return tools.secrets.blindIndex.of('mail-address', address);
}
