/**
 * Requests that nobody should send, made up from the routes of the running app: each verb, each field, each header, in
 * types, sizes and encodings that were not asked for. Half right is what goes deepest: a good token with one bad field.
 */
import { METHODS } from 'node:http';
import fc from 'fast-check';
import type { Hono } from 'hono';
import { COOKIES, contentType, FIELDS, fieldName, header, nasty } from './fuzz-values.ts';

export type FuzzRequest = {
  method: string;
  /** Path and query, ASCII. */
  target: string;
  /** Latin-1, without NUL, CR or LF: what `Headers` lets through. */
  headers: [string, string][];
  body: Buffer | undefined;
};

/** What an honest visitor holds: to be sent along, whole or bent. */
export type Held = {
  cookies: Map<string, string>;
  /** By the path where each form is posted. */
  forms: Map<string, Record<string, string>>;
  /** What stands in the addresses of the code to copy. */
  codeToken: string;
};

/** What is left to chance; the visitor comes by when the request is sent. */
export type FuzzPlan = {
  route: { method: string; path: string };
  otherMethod: string | null;
  otherPath: string | null;
  segments: string[];
  query: [string, string] | null;
  headers: [string, string][] | null;
  cookies: [string, string][];
  keepsCookies: boolean;
  keepsFields: boolean;
  fields: [string, string][];
  rawBody: Uint8Array | null;
  contentType: string;
};

/** Once in so many. */
function seldom<T>(arbitrary: fc.Arbitrary<T>, times: number): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

const mostly = fc.nat(4).map(rank => rank > 0);

/** The routes as the app holds them, middlewares aside. */
export function routesOf(app: Hono): { method: string; path: string }[] {
  return app.routes.filter(route => route.method !== 'ALL').map(({ method, path }) => ({ method, path }));
}

export function fuzzPlans(app: Hono): fc.Arbitrary<FuzzPlan> {
  return fc.record({
    route: fc.constantFrom(...routesOf(app)),
    otherMethod: seldom(fc.constantFrom(...METHODS.filter(verb => verb !== 'CONNECT')), 8),
    otherPath: seldom(nasty, 20),
    segments: fc.array(nasty, { minLength: 3, maxLength: 3 }),
    query: seldom(fc.tuple(fc.constantFrom(...FIELDS, 'next', 'retour', '_method'), nasty), 4),
    headers: seldom(fc.array(header, { maxLength: 3 }), 3),
    cookies: fc.array(fc.tuple(fc.constantFrom(...COOKIES), nasty), { maxLength: 3 }),
    keepsCookies: mostly,
    keepsFields: mostly,
    fields: fc.array(fc.tuple(fieldName, nasty), { maxLength: 3 }),
    rawBody: seldom(fc.uint8Array({ maxLength: 400 }), 15),
    contentType,
  });
}

export function requestFrom(plan: FuzzPlan, held: Held): FuzzRequest {
  const method = plan.otherMethod ?? plan.route.method;
  const target = targetFrom(plan, held);
  const cookies = [...(plan.keepsCookies ? held.cookies : []), ...plan.cookies].map(
    ([name, value]) => `${name}=${value.replaceAll(/[^\x20-\x3a\x3c-\x7e]/g, '?')}`,
  );
  const headers: [string, string][] = [...(plan.headers ?? [])];
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
  if (method === 'GET' || method === 'HEAD') return { method, target, headers, body: undefined };
  headers.push(['Content-Type', plan.contentType]);
  return { method, target, headers, body: bodyFrom(plan, held) };
}

function targetFrom({ route, otherPath, segments, query, keepsFields }: FuzzPlan, held: Held): string {
  const [token = '', name = ''] = keepsFields ? [held.codeToken, segments[0]] : segments;
  const written = route.path.replace(':token', () => encoded(token)).replace(/:name|\*/, () => encoded(name));
  const path = otherPath === null ? written : `/${encoded(otherPath)}`;
  return query === null ? path : `${path}?${query[0]}=${encoded(query[1])}`;
}

/** Lone surrogates become what a program makes of them; percent signs stay as they are, half the time wrong. */
function encoded(text: string): string {
  const short = text.toWellFormed().slice(0, 1500).toWellFormed();
  return encodeURI(short).replaceAll('%25', '%').replaceAll(/[?#]/g, '_');
}

function bodyFrom({ route, keepsFields, fields, rawBody }: FuzzPlan, held: Held): Buffer {
  if (rawBody !== null) return Buffer.from(rawBody);
  const bent = new Set(fields.map(([name]) => name));
  const own = keepsFields ? Object.entries(held.forms.get(route.path) ?? {}) : [];
  const sent = [...own.filter(([name]) => !bent.has(name)), ...fields.map(neverTheSameTwice)];
  return Buffer.from(new URLSearchParams(sent).toString());
}

/** So that no request is one that rightly changes a password. */
function neverTheSameTwice([name, value]: [string, string]): [string, string] {
  const text = value.toWellFormed();
  return [name, name === 'mot-de-passe-repete' ? `${text}, autrement` : text];
}
