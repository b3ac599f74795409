/**
 * The demonstration's identity provider for agents: a real one (OpenID Connect), whose users are invented and have no password.
 * It stands in for the body's own, on a port beside, and for the tests too. Its library is there in development only, and read
 * when the first agent comes: whoever starts the demonstration does not wait for it.
 */
import './guard.ts';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { html } from 'hono/html';
import type { AdapterFactory, Provider } from 'oidc-provider';
import { AGENTS, type DemoAgent } from './people.ts';

export type DemoIdentityProvider = { issuer: string; close(): Promise<void> };

type Client = { clientId: string; clientSecret: string; callback: string };

const HOUR_S = 3600;

/** @param port 0 leaves it to the system */
export async function openIdentityProvider(port: number, client: Client): Promise<DemoIdentityProvider> {
  let provider: Promise<RequestListener> | undefined;
  const server = createServer(async (asked, answer) => {
    provider ??= loadLibrary().then(library => providerOf(library, issuer, client).callback());
    const respond = await provider.catch(() => undefined);
    if (respond === undefined) answer.writeHead(503).end();
    else respond(asked, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
    server.unref();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, close: () => close(server) };
}

type Library = { Provider: typeof Provider; adapter: AdapterFactory };

/**
 * Its two parts, not its front door, which warns whoever starts it: that this Node is not its « LTS », and that what is kept in
 * memory goes when the process ends. Both are as wanted here.
 */
async function loadLibrary(): Promise<Library> {
  const PARTS: readonly string[] = ['provider.js', 'adapters/memory_adapter.js'];
  const [provider, memory] = await Promise.all(PARTS.map(part => import(`oidc-provider/lib/${part}`)));
  return { Provider: provider.Provider, adapter: memory.createMemoryAdapter() };
}

function providerOf(
  library: Library,
  issuer: string,
  { clientId, clientSecret, callback }: Client,
): Provider {
  const provider = new library.Provider(issuer, {
    adapter: library.adapter,
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
    claims: { openid: ['sub'], profile: ['name', 'role'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    jwks: { keys: [signingKey()] },
    ttl: { Interaction: HOUR_S, Session: HOUR_S, Grant: HOUR_S, AccessToken: HOUR_S, IdToken: HOUR_S },
    interactions: { url: (_, { uid }) => `/choisir/${uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: async () => claimsOf(id) }),
    loadExistingGrant: async ctx => {
      const { Grant } = ctx.oidc.provider;
      const grant = new Grant({
        ...(ctx.oidc.client && { clientId: ctx.oidc.client.clientId }),
        ...(ctx.oidc.session?.accountId && { accountId: ctx.oidc.session.accountId }),
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    // Whoever comes is asked anew, so that one browser can be each agent in turn.
    if (ctx.path === '/auth') delete ctx.req.headers.cookie;
    if (!ctx.path.startsWith('/choisir/')) return next();
    const agent = AGENTS.find(({ subject }) => subject === ctx.query.agent);
    if (agent === undefined) {
      ctx.type = 'html';
      ctx.body = String(await choicePage(ctx.path));
      return;
    }
    const result = { login: { accountId: agent.subject, remember: false } };
    await provider.interactionFinished(ctx.req, ctx.res, result);
    ctx.respond = false;
  });
  return provider;
}

function signingKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
}

function claimsOf(id: string): { sub: string; name?: string; role?: DemoAgent['role'] } {
  const agent = AGENTS.find(({ subject }) => subject === id);
  return agent === undefined ? { sub: id } : { sub: id, name: agent.name, role: agent.role };
}

function choicePage(path: string) {
  return html`<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Service d’identité de la démonstration</title></head>
<body><main><h1>Qui êtes-vous\u00a0?</h1>
<p>Ici serait le service d’identité de l’organisme. Choisissez un conseiller inventé.</p>
<ul>${AGENTS.map(agent => html`<li><a href="${path}?agent=${agent.subject}">${agent.name}</a>\u00a0: ${agent.story}</li>\n`)}</ul>
</main></body></html>`;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
