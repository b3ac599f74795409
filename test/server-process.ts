/**
 * A server as a process of its own, over a PostgreSQL that others share: what `renouveau serve` starts, with the settings
 * of its environment. It tells its parent its port, and stops when told to.
 */
import { readConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { startServer } from '../src/server.ts';

const reading = readConfig('demonstration');
if (reading.state === 'faulty') throw new Error(reading.faults.join('\n'));
const server = await startServer(reading.config, createLog({ write: () => {} }));
if (server.state !== 'started') throw new Error(`the server is ${server.state}`);
process.send?.(server.port);
process.once('message', async () => {
  await server.stop();
  process.disconnect?.();
});
