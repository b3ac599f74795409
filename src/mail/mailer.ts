/**
 * A letter made into a mail and handed over. The recipient is given as structured data and again as the envelope, so
 * that no address parser ever decides where a link goes (norms ATK-23, ATK-24). It is signed here, whole (DKIM-1).
 */
import type { SendMailOptions } from 'nodemailer';
import type { Config } from '../config.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { MailProviderName } from '../rules/mail-providers.ts';
import type { World } from '../world.ts';
import { dkimHeaders } from './dkim.ts';
import type { HandOver } from './hand-over.ts';
import { createLanes } from './lanes.ts';
import { renderHtml } from './layout.ts';
import { type Letter, renderText } from './mail.ts';
import type { ProviderFinder } from './provider-finder.ts';
import type { Relays } from './relays.ts';

/** @param returnAddress where reports about this very mail come back */
type Addressee = { to: MailAddress; returnAddress: string };

export type Mailer = {
  /**
   * Runs `work` when this mailbox's provider bears one more delivery, with the provider's name when it has one;
   * `crowded`: its turn did not come, nothing was run.
   */
  inTurn<T>(
    to: MailAddress,
    work: (provider: MailProviderName | undefined) => Promise<T>,
  ): Promise<T | { outcome: 'crowded' }>;
  handOver(letter: Letter, addressee: Addressee): Promise<HandOver>;
  /** From now on nothing begins to leave: whoever waits for a turn is `crowded`. */
  beginNoMore(): void;
  /** Nothing more leaves; what is leaving is let go, or cut with `force`. */
  close(options?: { force: boolean }): void;
};

/** The ways out of this house, and who stands at their other end. */
export type Outlets = { relays: Relays; findProvider: ProviderFinder };

const MESSAGE_ID_BYTES = 16;
const CROWDED = { outcome: 'crowded' } as const;

/** No machine answers it; providers count complaints about this stream by itself (norms ML-2, FR-1). */
const HEADERS = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  'Feedback-ID': 'mot-de-passe:renouveau',
};

export function createMailer({ relays, findProvider }: Outlets, config: Config, world: World): Mailer {
  const lanes = createLanes();
  let beginsNoMore = false;
  return {
    async inTurn(to, work) {
      const provider = await findProvider(to);
      return lanes(provider, async () => (beginsNoMore ? CROWDED : work(provider)));
    },
    async handOver(letter, { to, returnAddress }) {
      const raw = await writeMessage(letter, to, { config, world });
      return relays.handOver({ raw, envelope: { from: returnAddress, to: [to] } });
    },
    beginNoMore: () => {
      beginsNoMore = true;
    },
    close: relays.close,
  };
}

/** The whole message, headers and signatures, as a server gets it. */
export async function writeMessage(
  letter: Letter,
  to: MailAddress,
  { config, world }: { config: Pick<Config, 'brand' | 'mail' | 'publicBaseUrl'>; world: World },
): Promise<Buffer> {
  const from = config.mail.fromAddress;
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const options: SendMailOptions = {
    from: { name: config.brand.mail.senderName, address: from },
    to: { name: '', address: to },
    subject: letter.subject,
    date: world.now(),
    messageId: `<${world.randomBytes(MESSAGE_ID_BYTES).toString('hex')}@${domain}>`,
    headers: HEADERS,
    text: renderText(letter),
    html: await renderHtml(letter, { brand: config.brand, accountUrl: config.publicBaseUrl }),
    textEncoding: 'quoted-printable',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const message = await new MailComposer(options).compile().build();
  const keys = config.mail.dkim.map(key => ({ ...key, domain }));
  return Buffer.concat([Buffer.from(dkimHeaders(message, keys, world.now())), message]);
}
