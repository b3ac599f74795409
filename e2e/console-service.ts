/** The whole service with its console, and the identity provider of the demonstration beside it: see service.ts. */
import { openAgentsEntrance } from '../test/agents-entrance.ts';
import { freePort } from '../test/temporary.ts';
import { type Service, startService } from './service.ts';

export type ConsoleService = { service: Service; consoleUrl: string; stop(): Promise<void> };

export async function startConsole(): Promise<ConsoleService> {
  const port = await freePort();
  const consoleUrl = `http://localhost:${port}`;
  const entrance = await openAgentsEntrance(consoleUrl, port);
  const service = await startService(entrance.settings);
  return {
    service,
    consoleUrl,
    async stop() {
      await service.stop();
      await entrance.close();
    },
  };
}
