/**
 * The settings of the agents' console (36 46): off unless it is given an address of its own. Who may enter is said by the
 * body's identity provider (OpenID Connect); nothing here is a password of ours.
 */
import { z } from 'zod';
import { FOUR_EYES, type FourEyes } from '../rules/four-eyes.ts';
import { isBareSite, readPlace } from './network.ts';

export type HelpdeskConfig = Readonly<{
  /** The console's address as agents type it, without a final slash; never the public site's. */
  publicBaseUrl: string;
  listen: { host: string; port: number };
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that says an agent's role, and what it says for each. */
  roleClaim: string;
  /** Which deeds wait for a second agent. */
  fourEyes: FourEyes;
}>;

const address = z.url('doit être une adresse complète');

export const HELPDESK_ENVIRONMENT = {
  HELPDESK_BASE_URL: address
    .refine(isBareSite, 'ne doit rien contenir d’autre que le nom du site')
    .optional(),
  HELPDESK_LISTEN: z.string().default('').transform(readPlace),
  HELPDESK_ISSUER: address.optional(),
  HELPDESK_CLIENT_ID: z.string().optional(),
  HELPDESK_CLIENT_SECRET: z.string().min(32, 'doit avoir au moins 32 caractères').optional(),
  HELPDESK_ROLE_CLAIM: z.string().default('role'),
  HELPDESK_FOUR_EYES: z.enum(FOUR_EYES, 'doit être none, code, address ou both').default('none'),
};

type Read = z.infer<z.ZodObject<typeof HELPDESK_ENVIRONMENT>>;

/** Undefined when no console is asked for. `helpdeskFaults` has refused what is half said. */
export function toHelpdesk(read: Read): HelpdeskConfig | undefined {
  const { HELPDESK_BASE_URL, HELPDESK_LISTEN, HELPDESK_ISSUER, HELPDESK_CLIENT_ID, HELPDESK_CLIENT_SECRET } =
    read;
  if (!HELPDESK_BASE_URL || !HELPDESK_LISTEN || !HELPDESK_ISSUER) return undefined;
  if (!HELPDESK_CLIENT_ID || !HELPDESK_CLIENT_SECRET) return undefined;
  return {
    publicBaseUrl: HELPDESK_BASE_URL.replace(/\/+$/, ''),
    listen: HELPDESK_LISTEN,
    issuer: HELPDESK_ISSUER,
    clientId: HELPDESK_CLIENT_ID,
    clientSecret: HELPDESK_CLIENT_SECRET,
    roleClaim: read.HELPDESK_ROLE_CLAIM,
    fourEyes: read.HELPDESK_FOUR_EYES,
  };
}

const NEEDED_TOGETHER = [
  'HELPDESK_BASE_URL',
  'HELPDESK_LISTEN',
  'HELPDESK_ISSUER',
  'HELPDESK_CLIENT_ID',
  'HELPDESK_CLIENT_SECRET',
] as const;

/** All or nothing; over https in production; never the public site's address. */
export function helpdeskFaults(settings: Record<string, string | undefined>, mode: string): string[] {
  const missing = NEEDED_TOGETHER.filter(name => settings[name] === undefined);
  if (missing.length === NEEDED_TOGETHER.length) return [];
  const faults = missing.map(name => `${name} est absent\u00a0: la console des conseillers en a besoin.`);
  const { HELPDESK_BASE_URL = '', HELPDESK_ISSUER = '', PUBLIC_BASE_URL = '' } = settings;
  for (const [name, url] of Object.entries({ HELPDESK_BASE_URL, HELPDESK_ISSUER })) {
    if (mode === 'production' && URL.canParse(url) && !url.startsWith('https://'))
      faults.push(`${name} doit commencer par https:// en production.`);
  }
  if (hostOf(HELPDESK_BASE_URL) !== undefined && hostOf(HELPDESK_BASE_URL) === hostOf(PUBLIC_BASE_URL))
    faults.push('HELPDESK_BASE_URL ne doit pas être l’adresse du site public.');
  return faults;
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : undefined);
