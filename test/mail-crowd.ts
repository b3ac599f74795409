/** Who is at the mail's other end at once: counted by domain, and held at a gate that a test shuts and opens. */
import { EventEmitter, once } from 'node:events';

/** Counts who is there at once, by domain. */
export function createCrowd() {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  const move = (domain: string, by: number) => {
    const count = (now.get(domain) ?? 0) + by;
    now.set(domain, count);
    most.set(domain, Math.max(count, most.get(domain) ?? 0));
  };
  return {
    enter(recipients: readonly string[]): () => void {
      const domains = recipients.map(address => address.split('@')[1] ?? '');
      for (const domain of domains) move(domain, 1);
      return () => {
        for (const domain of domains) move(domain, -1);
      };
    },
    busiest: (domain: string) => most.get(domain) ?? 0,
  };
}

/** Holds whoever comes while it is shut, and tells how many wait there. */
export function createGate() {
  const events = new EventEmitter();
  let waiting: (() => void)[] = [];
  let isShut = false;
  return {
    shut: () => {
      isShut = true;
    },
    open() {
      isShut = false;
      for (const go of waiting) go();
      waiting = [];
    },
    async pass(): Promise<void> {
      if (!isShut) return;
      await new Promise<void>(go => {
        waiting.push(go);
        events.emit('held');
      });
    },
    async holding(count: number): Promise<void> {
      while (waiting.length < count) await once(events, 'held');
    },
  };
}
