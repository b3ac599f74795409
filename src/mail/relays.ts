/**
 * Several mail servers, in the operator's order of preference. A server that fails is passed over for a while, so that
 * not every mail waits for it; a mail that may already have left is never given to another (norms ML-12, ML-14).
 */
import type { Transporter } from 'nodemailer';
import type { World } from '../world.ts';
import { type Attempt, attempt, type HandOver, type OutgoingMail } from './hand-over.ts';

/** How long a server that failed is tried last only. */
const REST_SECONDS = 60;

type Relay = { transport: Transporter; restsUntil: number };

export type Relays = {
  handOver(mail: OutgoingMail): Promise<HandOver>;
  close(options?: { force: boolean }): void;
};

/** @param transports at least one, the preferred first */
export function createRelays(transports: readonly Transporter[], world: World): Relays {
  const relays: Relay[] = transports.map(transport => ({ transport, restsUntil: 0 }));

  async function tryOne(relay: Relay, mail: OutgoingMail): Promise<Attempt> {
    const tried = await attempt(relay.transport, mail);
    relay.restsUntil = tried.isServerAtFault ? world.now().getTime() + REST_SECONDS * 1000 : 0;
    return tried;
  }

  return {
    async handOver(mail) {
      let last: Attempt | undefined;
      for (const relay of inOrder(relays, world.now())) {
        last = await tryOne(relay, mail);
        if (!last.isServerAtFault) break;
      }
      if (last === undefined) throw new Error('there is no mail server');
      return { ended: last.ended, answer: last.answer };
    },
    close: options => {
      for (const { transport } of relays) transport.close(options as never);
    },
  };
}

/** Those that rest come last, in case nobody else is there. */
function inOrder(relays: readonly Relay[], now: Date): Relay[] {
  const rests = (relay: Relay) => relay.restsUntil > now.getTime();
  return [...relays.filter(relay => !rests(relay)), ...relays.filter(rests)];
}
