/**
 * Ctrl+C in a long command: who writes stops between two batches, where nothing is lost, and says how to go on; who only
 * reads stops at once. A short command needs neither: the system ends it.
 */
import { INTERRUPTED, sayFault } from './output.ts';

/** Once: a terminal and npm may both pass the same Ctrl+C on. The batch at hand takes a moment. */
export function stopWhenAsked(): { signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return { signal: controller.signal, forget: () => process.off('SIGINT', stop).off('SIGTERM', stop) };
}

/** For what only reads. @param says what it leaves undone */
export function endWhenAsked(says: string): void {
  const end = () => {
    sayFault(says, INTERRUPTED);
    process.exit();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
}
