/**
 * The headers of every answer, errors, redirects and what Node refuses by itself included (norms HDR-1 to HDR-6). Hono's
 * own middleware would do it with a short HSTS and no Permissions-Policy; a plain list says more in fewer lines.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { Config } from '../config.ts';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const PERMISSIONS_POLICY = [
  'accelerometer=()',
  'camera=()',
  'display-capture=()',
  'geolocation=()',
  'gyroscope=()',
  'hid=()',
  'magnetometer=()',
  'microphone=()',
  'midi=()',
  'payment=()',
  'serial=()',
  'usb=()',
  'browsing-topics=()',
].join(', ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-DNS-Prefetch-Control': 'off',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Permissions-Policy': PERMISSIONS_POLICY,
  'Cache-Control': 'no-store',
};

const HSTS = 'max-age=63072000; includeSubDomains';

/** The one list. An answer that needs something else of its own keeps it. */
export function answerHeaders(config: Config): Readonly<Record<string, string>> {
  const overHttps = config.publicBaseUrl.startsWith('https://');
  return overHttps ? { ...HEADERS, 'Strict-Transport-Security': HSTS } : HEADERS;
}

/**
 * Behind the server an answer has them from its first moment (`http-server.ts`): they are set here where the app is asked by
 * itself, since answers that the app looks into again cost twice. HEAD tells what a page is like and leaves nothing behind, a
 * cookie no more than a body (norm URL-1).
 */
export function securityHeaders(config: Config): MiddlewareHandler {
  const headers = Object.entries(answerHeaders(config));
  return async (c, next) => {
    await next();
    for (const [name, value] of isServed(c) ? [] : headers) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
    if (c.req.method === 'HEAD') c.res.headers.delete('Set-Cookie');
  };
}

const isServed = (c: Context) => c.env?.outgoing !== undefined;
