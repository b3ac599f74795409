/**
 * The mailbox where a mail is read: another site than the service's (127.0.0.1 is not localhost), so that its links
 * arrive as cross-site navigations, as from any webmail. It can also be a gateway that rewrites every link of the mail
 * to go through itself (norm SCAN-6).
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Webmail = {
  /** The address where this mail is shown. */
  show(mailHtml: string, links: 'asTheyAre' | 'throughGateway'): string;
  close(): Promise<void>;
};

export async function openWebmail(): Promise<Webmail> {
  let shown = '';
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('lien');
    if (asked !== null) return response.writeHead(302, { Location: asked }).end();
    return response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(shown);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    show(mailHtml, links) {
      const rewritten = (_: string, link: string) => `href="${address}/?lien=${encodeURIComponent(link)}"`;
      shown = links === 'asTheyAre' ? mailHtml : mailHtml.replace(/href="([^"]+)"/g, rewritten);
      return `${address}/`;
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}
