/**
 * A mail server that says the recipient's address in all its refusals, as the big providers do: it stands in front of the
 * tests' own server and rewrites its answers on their way back.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type TellingRelay = { url: string; close(): void };

export async function openTellingRelay(sinkUrl: string): Promise<TellingRelay> {
  const { port: sinkPort } = new URL(sinkUrl);
  const lines = new Set<Socket>();
  const server = createServer(client => {
    const sink = connect(Number(sinkPort), '127.0.0.1');
    let recipient = '';
    client.on('data', sent => {
      recipient = /RCPT TO:<([^>]+)>/i.exec(sent.toString('latin1'))?.[1] ?? recipient;
      sink.write(sent);
    });
    sink.on('data', answered => client.write(tell(answered.toString('latin1'), recipient)));
    for (const [here, there] of [
      [client, sink],
      [sink, client],
    ] as const) {
      lines.add(here);
      here.on('close', () => there.destroy());
      // A line that is cut is part of what is tried.
      here.on('error', () => there.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const line of lines) line.destroy();
      server.close();
    },
  };
}

function tell(answer: string, recipient: string): string {
  const words = `<${recipient}>: mailbox of ${recipient.toUpperCase()} (user=${recipient.split('@')[0]})`;
  return answer.replace(/^([45]\d\d[ -])(\d\.\d\.\d )?/gm, `$1$2${words} `);
}
