/**
 * The body's identity provider, spoken to by OpenID Connect: authorization code with PKCE, state and nonce (RFC 6749, RFC 7636,
 * OpenID Connect Core). It is looked up when the first agent comes, and again after it did not answer.
 */
import * as oidc from 'openid-client';
import type { ClaimedAgent } from '../actions/open-agent-session.ts';
import type { HelpdeskConfig } from '../config/helpdesk.ts';
import { HELPDESK_PATHS } from './plan.ts';

/** What one sign-in has to find again when the browser comes back: 43 base64url characters each. */
export type SignInSecrets = { state: string; nonce: string; verifier: string };

export type IdentityProvider = {
  /** Where to send the browser. Throws when the provider does not answer. */
  begin(secrets: SignInSecrets): Promise<URL>;
  /** Who came back; 'refused' for what the provider, or our checks, did not let through. */
  finish(secrets: SignInSecrets, query: URLSearchParams): Promise<ClaimedAgent | 'refused'>;
};

export function createIdentityProvider(config: HelpdeskConfig): IdentityProvider {
  const { issuer, clientId, clientSecret, publicBaseUrl, roleClaim } = config;
  const callback = `${publicBaseUrl}${HELPDESK_PATHS.callback}`;
  let known: Promise<oidc.Configuration> | undefined;

  function configuration(): Promise<oidc.Configuration> {
    known ??= oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, overHttp(issuer));
    known.catch(() => {
      known = undefined;
    });
    return known;
  }

  return {
    async begin({ state, nonce, verifier }) {
      const found = await configuration();
      return oidc.buildAuthorizationUrl(found, {
        redirect_uri: callback,
        scope: 'openid profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
    },
    async finish({ state, nonce, verifier }, query) {
      const found = await configuration();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const came = new URL(`${callback}?${query}`);
      const claims = await oidc
        .authorizationCodeGrant(found, came, { ...checks, idTokenExpected: true })
        .then(tokens => tokens.claims())
        .catch(toRefusal);
      if (claims === undefined || claims === 'refused') return 'refused';
      return { subject: `${claims.iss} ${claims.sub}`, name: readName(claims), role: claims[roleClaim] };
    },
  };
}

/** The demonstration's provider, and the tests', are on this machine. Production's is https, as the settings demand. */
function overHttp(issuer: string): oidc.DiscoveryRequestOptions {
  return issuer.startsWith('http://') ? { execute: [oidc.allowInsecureRequests] } : {};
}

const UNANSWERED = ['OAUTH_TIMEOUT', 'OAUTH_ABORT'];

/** A fault of the exchange is the answer « no », and has a code of the library's; that nobody answers is not. */
function toRefusal(error: { code?: string }): 'refused' {
  if (error.code?.startsWith('OAUTH_') && !UNANSWERED.includes(error.code)) return 'refused';
  throw error;
}

function readName(claims: oidc.IDToken): string {
  return typeof claims.name === 'string' ? claims.name : 'Conseiller';
}
