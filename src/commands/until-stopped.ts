/** A process that runs until the system asks it to stop: it then ends what it began, and a second Ctrl+C ends it at once. */
import { realWorld } from '../world.ts';
import { say } from './output.ts';

/** A terminal and npm may both pass one Ctrl+C on: what comes within this long is the same. */
const SAME_PRESS_MS = 500;
const INTERRUPTED = 130;

export function stopWhenAsked(running: { stop(): Promise<void> }): void {
  let askedAt: number | undefined;
  async function stop(signal: NodeJS.Signals) {
    const now = realWorld.now().getTime();
    if (askedAt !== undefined) {
      if (signal === 'SIGINT' && now - askedAt > SAME_PRESS_MS) process.exit(INTERRUPTED);
      return;
    }
    askedAt = now;
    say('Arrêt en cours…');
    await running.stop();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  process.on('SIGINT', stop).on('SIGTERM', stop);
}
