/**
 * A test letter, composed and signed by what signs the real ones, sent when the operator asks for it, and looked at as
 * a receiver would (norm DKIM-1): with the keys that are in the DNS now, in the strict reading of the RFCs.
 */
import { type AuthenticateResult, authenticate } from 'mailauth';
import type { Brand } from '../config/brand.ts';
import type { HandOver, OutgoingMail } from '../mail/hand-over.ts';
import { type Letter, paragraph } from '../mail/mail.ts';
import { createMailer } from '../mail/mailer.ts';
import { createRelays, type Relays } from '../mail/relays.ts';
import { createSmtpTransport } from '../mail/transport.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { Desk } from './desk.ts';

export type OwnLetter = { handOver: HandOver; seen: AuthenticateResult };

const RSA_BITS_MIN = 2048;

export async function writeOwnLetter(desk: Desk): Promise<OwnLetter> {
  const { raw, handOver } = await handOverLetter(desk);
  const [ip] = desk.sendingAddresses;
  const seen = await authenticate(raw, {
    sender: desk.config.mail.returnAddress,
    ...(ip !== undefined && { ip }),
    resolver: desk.names.resolver,
    minBitLength: RSA_BITS_MIN,
    strict: true,
    disableArc: true,
    disableBimi: true,
  });
  return { handOver, seen };
}

async function handOverLetter(desk: Desk): Promise<{ raw: Buffer; handOver: HandOver }> {
  const { config, world, sendTo } = desk;
  const kept: OutgoingMail[] = [];
  const relays = keeping(kept, sendTo === undefined ? undefined : realRelays(desk));
  const mailer = createMailer({ relays, findProvider: async () => undefined }, config, world);
  try {
    const to = sendTo ?? (config.mail.fromAddress as MailAddress);
    const handOver = await mailer.handOver(testLetter(config.brand), {
      to,
      returnAddress: config.mail.returnAddress,
    });
    return { raw: kept[0]?.raw ?? Buffer.alloc(0), handOver };
  } finally {
    mailer.close();
  }
}

function realRelays({ config, world }: Desk): Relays {
  const transports = config.mail.relayUrls.map(url => createSmtpTransport(url, config.mail.tls));
  return createRelays(transports, world);
}

/** Keeps what leaves; it leaves for good only when there is a way out. */
function keeping(kept: OutgoingMail[], out: Relays | undefined): Relays {
  return {
    async handOver(mail) {
      kept.push(mail);
      return out === undefined ? { ended: 'accepted', answer: '' } : out.handOver(mail);
    },
    close: () => out?.close(),
  };
}

const testLetter = (brand: Brand): Letter => ({
  subject: `Votre ${brand.account.name} – mail d’essai`,
  title: 'Mail d’essai',
  preview: 'Mail d’essai du service de renouvellement du mot de passe.',
  blocks: [
    paragraph('Bonjour,'),
    paragraph(
      'Ce mail d’essai a été demandé par la commande «\u00a0renouveau doctor\u00a0». Il est signé comme ceux du service.',
    ),
    paragraph(
      'Dans le texte source de ce mail, la ligne Authentication-Results dit ce que votre messagerie pense de lui\u00a0: spf, dkim et dmarc y portent «\u00a0pass\u00a0» quand tout va bien.',
    ),
  ],
});
