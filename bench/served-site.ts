/**
 * The service as in production, without the demonstration's banner, behind the https of a proxy as plain as can be: it
 * takes the TLS off and hands the bytes on. Screens that need a past (a fault, a mail sent, a link opened) are those of
 * the demonstration's list, by the same pages and the same server.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { enterDemonstration } from '../src/demonstration.ts';
import { createLog } from '../src/log.ts';
import { startServer } from '../src/server.ts';
import { testConfig } from '../test/bench.ts';
import { RELAY_KEY, TRUSTED_CERTIFICATE } from '../test/fixtures/relay-certificates.ts';
import { productionConfig } from '../test/production.ts';
import { temporaryFolder } from '../test/temporary.ts';

export type ServedSite = {
  url: string;
  /** The certificate's key, the only one that the browser is to trust unsigned. */
  keyDigest: string;
  stop(): Promise<void>;
};

export async function serveSite(): Promise<ServedSite> {
  const folder = await temporaryFolder('renouveau-pages-');
  let innerPort = 0;
  const proxy = openProxy(() => innerPort);
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = `https://localhost:${(proxy.address() as AddressInfo).port}`;
  const settings = { PUBLIC_BASE_URL: url, PORT: '0', DATA_FOLDER: folder, SMTP_TLS: 'required' };
  const server = await startInner(settings, folder);
  innerPort = server.port;
  return {
    url,
    keyDigest: digestOfKey(),
    async stop() {
      proxy.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startInner(settings: Record<string, string>, folder: string) {
  enterDemonstration(testConfig());
  const { openMailbox } = await import('../src/demo/mailbox.ts');
  const { demonstrationRoutes } = await import('../src/demo/route.ts');
  const log = createLog({ write: line => process.stderr.write(line) });
  const server = await startServer(productionConfig(settings), log, {
    demonstration: (tools, site) => demonstrationRoutes(tools, site, openMailbox(folder)),
  });
  if (server.state !== 'started') throw new Error(`the server does not start: ${server.state}`);
  return server;
}

function openProxy(innerPort: () => number): Server {
  return createServer({ key: RELAY_KEY, cert: TRUSTED_CERTIFICATE }, outside => {
    const inside = connect(innerPort(), '127.0.0.1');
    outside.pipe(inside).pipe(outside);
    outside.on('error', () => inside.destroy());
    inside.on('error', () => outside.destroy());
  });
}

function digestOfKey(): string {
  const key = new X509Certificate(TRUSTED_CERTIFICATE).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}
