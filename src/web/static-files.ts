/**
 * The files that browsers fetch: `public/`, with the rule modules that run on both sides, whose types were stripped beforehand
 * (`scripts/browser-rules.ts`: what strips them holds 14 MiB); the stylesheet and the icon take the brand's colours at start. All are
 * held in memory (while passwords are hashed, reading a file waits), compressed once, under an address that changes with
 * their content, so that they can be kept for ever.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { BrandColours } from '../rules/palette.ts';
import { dress } from './brand-dress.ts';
import { chooseEncoding, formsOf } from './content-encoding.ts';

const PUBLIC_FOLDER = join(import.meta.dirname, '../../public');

/** The few files of altcha-lib that the browser's worker runs, and nothing else of `node_modules`. */
const ALTCHA_FOLDER = dirname(fileURLToPath(import.meta.resolve('altcha-lib')));
const ALTCHA_FILES = ['pow.js', 'helpers.js', 'types.js', 'algorithms/web/pbkdf2.js'];

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
};

export type StaticFiles = { url(name: string): string; routes: Hono };

/** The site and the console of one process hold the same files: read and compressed once. */
const LOADED = new WeakMap<BrandColours, StaticFiles>();

export function loadStaticFiles(colours: BrandColours): StaticFiles {
  const loaded = LOADED.get(colours) ?? readStaticFiles(colours);
  LOADED.set(colours, loaded);
  return loaded;
}

function readStaticFiles(colours: BrandColours): StaticFiles {
  const contents = [...readPublic().map(file => dress(file, colours)), ...readAltcha()];
  const digest = createHash('sha256');
  for (const [name, content] of contents) digest.update(name).update(content);
  const version = digest.digest('hex').slice(0, 12);
  const prefix = `/statique/${version}/`;
  const files = new Map(contents.map(([name, content]) => [name, hold(name, content)]));

  function url(name: string): string {
    if (!files.has(name)) throw new Error(`no static file is named ${name}`);
    return prefix + name;
  }

  const routes = new Hono();
  routes.get(`${prefix}*`, c => {
    const file = files.get(c.req.path.slice(prefix.length));
    if (file === undefined) return c.notFound();
    const encoding = chooseEncoding(c.req.header('Accept-Encoding'), file.forms);
    c.header('Content-Type', file.type);
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    if (file.forms.br !== undefined) c.header('Vary', 'Accept-Encoding');
    if (encoding !== 'identity') c.header('Content-Encoding', encoding);
    return c.body(new Uint8Array(file.forms[encoding] ?? file.forms.identity));
  });
  return { url, routes };
}

function hold(name: string, content: Buffer) {
  const type = CONTENT_TYPES[extname(name)] ?? 'application/octet-stream';
  return { type, forms: formsOf(content, type) };
}

function readPublic(): [string, Buffer][] {
  return readdirSync(PUBLIC_FOLDER, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && extname(entry.name) in CONTENT_TYPES)
    .map(entry => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(PUBLIC_FOLDER.length + 1).replaceAll('\\', '/'), readFileSync(path)];
    });
}

function readAltcha(): [string, Buffer][] {
  return ALTCHA_FILES.map(name => [`altcha/${name}`, readFileSync(join(ALTCHA_FOLDER, name))]);
}
