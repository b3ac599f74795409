/** A browser as light as can be: keeps cookies and connections, and nothing else, since it shares the server's cores. */
import { type Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';

export type Page = { status: number; location: string; retryAfter: string; body: Buffer };

export type Browser = {
  get(path: string): Promise<Page>;
  post(path: string, fields: Record<string, string>): Promise<Page>;
  cookie(name: string): string;
};

/** @param address whom the proxy in front of the server would name */
export function openBrowser(server: { port: number; agent: Agent }, address: string): Browser {
  const cookies = new Map<string, string>();

  async function ask(options: RequestOptions, form?: string): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...options.headers,
      Host: 'compte.exemple',
      'X-Forwarded-For': address,
      ...(cookie !== '' && { Cookie: cookie }),
    };
    const answer = await send({ host: '127.0.0.1', ...server, ...options, headers }, form);
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const { location = '', 'retry-after': retryAfter = '' } = answer.headers;
    return { status: answer.statusCode ?? 0, location, retryAfter, body: await readBody(answer) };
  }

  return {
    get: path => ask({ path }),
    post(path, fields) {
      const form = new URLSearchParams(fields).toString();
      const headers = {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(form),
      };
      return ask({ method: 'POST', path, headers }, form);
    },
    cookie: name => cookies.get(name) ?? '',
  };
}

function send(options: RequestOptions, form?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(options, resolve).on('error', reject).end(form);
  });
}

async function readBody(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Buffer.concat(chunks);
}
