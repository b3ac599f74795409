/** What a console needs beside it: a real identity provider that knows it, and the settings that tie them together. */
import { enterDemonstration } from '../src/demonstration.ts';
import { HELPDESK_PATHS } from '../src/helpdesk/plan.ts';
import { testConfig } from './bench.ts';

const CLIENT = { clientId: 'console', clientSecret: 'a-secret-of-the-tests-and-of-nothing-else' };

export type AgentsEntrance = { port: number; settings: Record<string, string>; close(): Promise<void> };

/** What turns the console on. */
export function consoleSettings(consoleUrl: string, issuer: string, port: number): Record<string, string> {
  return {
    HELPDESK_BASE_URL: consoleUrl,
    HELPDESK_LISTEN: `127.0.0.1:${port}`,
    HELPDESK_ISSUER: issuer,
    HELPDESK_CLIENT_ID: CLIENT.clientId,
    HELPDESK_CLIENT_SECRET: CLIENT.clientSecret,
  };
}

/**
 * @param consoleUrl as agents type it
 * @param port where the console listens, once it is started
 */
export async function openAgentsEntrance(consoleUrl: string, port: number): Promise<AgentsEntrance> {
  enterDemonstration(testConfig());
  const { openIdentityProvider } = await import('../src/demo/identity-provider.ts');
  const callback = `${consoleUrl}${HELPDESK_PATHS.callback}`;
  const provider = await openIdentityProvider(0, { ...CLIENT, callback });
  return {
    port,
    settings: consoleSettings(consoleUrl, provider.issuer, port),
    close: () => provider.close(),
  };
}
