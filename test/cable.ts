/** What is between a process and its database, and may be cut: a server that passes bytes on to another. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** @param url of the database @returns its address through the cable */
export async function layCable(url: string): Promise<{ url: string; cut(): void }> {
  const far = new URL(url);
  const sockets: Socket[] = [];
  const server = createServer(near => {
    const other = connect(Number(far.port), far.hostname);
    for (const socket of [near, other]) sockets.push(socket.on('error', () => {}));
    near.pipe(other).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = new URL(url);
  near.port = String((server.address() as AddressInfo).port);
  return {
    url: near.href,
    cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
