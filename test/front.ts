/**
 * What stands in front of several web processes: each request goes to the next of them in turn, over connections that are kept,
 * and to another when one refuses the connection. What was sent and broke is not sent twice: that is told to whoever asked.
 */
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** @param ports of those that run now; a port may stay there while nobody listens */
export function createFront(host: string, ports: readonly number[]) {
  const agent = new Agent({ keepAlive: true });
  let turn = 0;

  async function ask(path: string, init: RequestInit): Promise<Response> {
    for (;;) {
      turn += 1;
      const port = ports[turn % ports.length] ?? 0;
      const answer = await send(port, path, init).catch(error => {
        if (error.code !== 'ECONNREFUSED') throw error;
      });
      if (answer !== undefined) return answer;
    }
  }

  async function send(port: number, path: string, init: RequestInit): Promise<Response> {
    const { method = 'GET' } = init;
    const headers = { ...Object.fromEntries(new Headers(init.headers)), Host: host };
    const asked = request({ agent, host: '127.0.0.1', port, path, method, headers });
    asked.end(init.body);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const body = await buffer(answer);
    const fields = new Headers();
    for (const [name, values = []] of Object.entries(answer.headersDistinct))
      for (const value of values) fields.append(name, value);
    const status = answer.statusCode ?? 0;
    return new Response(body.length === 0 ? null : new Uint8Array(body), { status, headers: fields });
  }

  return { ask, close: () => agent.destroy() };
}
