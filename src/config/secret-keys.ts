/** Reading the secrets (norm STO-6): each of 32 bytes, drawn by chance, and never the demonstration's. */
import type { z } from 'zod';
import { SECRET_BYTES } from '../secrets/keys.ts';

/** The key of the demonstration, printed for all to read: production refuses it. */
export const EXAMPLE_SECRET_KEY = Buffer.from('renouveau: cle de demonstration.', 'latin1').toString(
  'base64',
);

const DISTINCT_BYTES_MIN = 16;

export function decodeKeys(text: string): Buffer[] {
  return text.split(',').map(part => Buffer.from(part.trim(), 'base64'));
}

export function readSecretKeys(text: string, context: z.RefinementCtx): Buffer[] {
  const keys = decodeKeys(text);
  for (const key of keys) {
    if (key.length !== SECRET_BYTES) {
      context.addIssue(`chaque clé doit faire ${SECRET_BYTES} octets en base64 (openssl rand -base64 32)`);
    } else if (new Set(key).size < DISTINCT_BYTES_MIN) {
      context.addIssue('une clé est trop simple\u00a0: tirez-la au sort (openssl rand -base64 32)');
    }
  }
  return keys;
}
