/**
 * This machine's clock against a time server (SNTP, RFC 4330): a clock that is wrong makes links die early and signatures
 * look as if they came from the future. Asked only where the operator names the server: the site's own Date would
 * compare the clock with itself.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { World } from '../world.ts';
import type { Desk } from './desk.ts';
import type { Finding } from './finding.ts';

const NTP_PORT = 123;
const PATIENCE_MS = 3000;
const DIFFERENCE_SECONDS_MAX = 60;
const PACKET_BYTES = 48;
/** No warning, version 4, client. */
const CLIENT = 0x23;
const SERVER_MODE = 4;
const ORIGINATE_AT = 24;
const RECEIVE_AT = 32;
const TRANSMIT_AT = 40;
const COOKIE_BYTES = 8;
/** From 1900, where NTP counts from, to 1970; and the length of one of its eras. */
const NTP_EPOCH_SECONDS = 2_208_988_800;
const ERA_SECONDS = 2 ** 32;

export async function checkClock({ timeServer, world }: Desk): Promise<Finding[]> {
  if (timeServer === undefined) return [];
  const difference = await differenceWith(timeServer, world);
  if (difference === undefined) {
    return [
      {
        check: 'horloge',
        verdict: 'unknown',
        sentence: `Le serveur de temps ${timeServer} ne répond pas.`,
        advice: 'Nommez-en un autre avec --ntp, ou laissez sortir le port 123 en UDP.',
      },
    ];
  }
  return [judge(timeServer, Math.round(difference))];
}

function judge(server: string, seconds: number): Finding {
  if (Math.abs(seconds) <= DIFFERENCE_SECONDS_MAX) {
    return {
      check: 'horloge',
      verdict: 'good',
      sentence: `L’horloge de cette machine est à l’heure de ${server} (écart\u00a0: ${seconds} s).`,
    };
  }
  return {
    check: 'horloge',
    verdict: 'warning',
    sentence: `L’horloge de cette machine ${seconds < 0 ? 'avance' : 'retarde'} de ${Math.abs(seconds)} s sur ${server}.`,
    advice: 'Mettez-la à l’heure (chrony, systemd-timesyncd)\u00a0: les liens comptent sur elle.',
  };
}

/** In seconds, positive when this machine is late; undefined when nothing that answers to the question came in time. */
async function differenceWith(server: string, world: World): Promise<number | undefined> {
  const { hostname, port } = new URL(`ntp://${server}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  try {
    const cookie = world.randomBytes(COOKIE_BYTES);
    const answer = once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    const sentAt = world.now().getTime() / 1000;
    socket.send(question(cookie), Number(port) || NTP_PORT, host, error => {
      if (error !== null) socket.emit('error', error);
    });
    const [packet] = (await answer) as [Buffer];
    if (!answers(packet, cookie)) return undefined;
    const gotAt = world.now().getTime() / 1000;
    return (readTime(packet, RECEIVE_AT) - sentAt + (readTime(packet, TRANSMIT_AT) - gotAt)) / 2;
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}

/** The cookie stands where our hour could: the server gives it back, and learns nothing of our clock. */
function question(cookie: Buffer): Buffer {
  const packet = Buffer.alloc(PACKET_BYTES);
  packet[0] = CLIENT;
  cookie.copy(packet, TRANSMIT_AT);
  return packet;
}

function answers(packet: Buffer, cookie: Buffer): boolean {
  if (packet.length < PACKET_BYTES) return false;
  const [head = 0, stratum = 0] = packet;
  const isSynchronised = stratum > 0 && stratum < 16;
  const isOurs = packet.subarray(ORIGINATE_AT, ORIGINATE_AT + COOKIE_BYTES).equals(cookie);
  return (head & 7) === SERVER_MODE && isSynchronised && isOurs;
}

/** Seconds since 1970. Small numbers belong to the era that begins in 2036. */
function readTime(packet: Buffer, at: number): number {
  const seconds = packet.readUInt32BE(at);
  const era = seconds < ERA_SECONDS / 2 ? ERA_SECONDS : 0;
  return seconds + era + packet.readUInt32BE(at + 4) / ERA_SECONDS - NTP_EPOCH_SECONDS;
}
