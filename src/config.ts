/**
 * The settings: the only reader of `process.env`. Parsed once, every fault reported in French, then frozen.
 * `.env.example` says each of them line by line. Production refuses to start with a missing, weak or example secret
 * (norms STO-6, HDR-7, HDR-8).
 */
import { z } from 'zod';
import { type Brand, DEFAULT_BRAND_FILE, readBrand } from './config/brand.ts';
import { HELPDESK_ENVIRONMENT, type HelpdeskConfig, helpdeskFaults, toHelpdesk } from './config/helpdesk.ts';
import { bearsReturnMark, type MailConfig, readDkimKeys, readRelayUrls } from './config/mail.ts';
import { isBareSite, readDnsServers, readPlace, readProxies } from './config/network.ts';
import { wholeNumber } from './config/numbers.ts';
import { productionFaults } from './config/production.ts';
import { EXAMPLE_SECRET_KEY, readSecretKeys } from './config/secret-keys.ts';
import type { DatabasePlace } from './database/open.ts';
import { LINK_LIFE_MINUTES } from './rules/link-life.ts';
import type { PasswordProfile } from './rules/password-rules.ts';
import { SITE_REQUESTS_PER_MINUTE } from './rules/quota-table.ts';
import type { AnswerPolicy } from './rules/renewal-answer.ts';
import { DOCUMENTED_REQUEST_LIMIT, type RequestLimitNumbers } from './rules/request-limit.ts';
import type { RetentionNumbers } from './rules/retention.ts';

export type Mode = 'production' | 'demonstration';

export type Config = Readonly<{
  mode: Mode;
  /** The site's address as people type it, without a final slash. */
  publicBaseUrl: string;
  listen: { host: string; port: number };
  /** Where health and metrics are told, never the public address; nowhere when undefined. */
  metricsListen: { host: string; port: number } | undefined;
  /** Addresses or networks of the proxies in front: only they may say where a request comes from. */
  trustedProxies: readonly string[];
  /** The body's words and colours. */
  brand: Brand;
  database: DatabasePlace;
  /** 32 bytes each, current first. */
  secretKeys: readonly Buffer[];
  mail: Readonly<MailConfig>;
  /** Whom to tell of a flaw: a `mailto:` or an address of the web, published when it is there (RFC 9116). */
  securityContact: string | undefined;
  /** The agents' console, at an address of its own; undefined where there is none. */
  helpdesk: HelpdeskConfig | undefined;
  /** Asked about other people's names; empty for the system's own. */
  dnsServers: readonly string[];
  answers: AnswerPolicy;
  passwordProfile: PasswordProfile;
  codeLifeSeconds: number;
  linkLifeMinutes: number;
  requestLimit: RequestLimitNumbers;
  /** Accepted from the whole site. */
  siteRequestsPerMinute: number;
  /** How long requests and the journal are kept. */
  retention: RetentionNumbers;
}>;

const REPORTS_SECRET_MIN = 32;

const ENVIRONMENT = z.object({
  PUBLIC_BASE_URL: z
    .url('doit être une adresse complète, par exemple https://compte.exemple.fr')
    .refine(isBareSite, 'ne doit rien contenir d’autre que le nom du site'),
  LISTEN_HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, 3000),
  METRICS_LISTEN: z.string().default('').transform(readPlace),
  TRUSTED_PROXIES: z.string().default('').transform(readProxies),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(?:mailto:|https:\/\/)\S+$/, 'doit commencer par mailto: ou https://')
    .optional(),
  BRAND_FILE: z.string().default(DEFAULT_BRAND_FILE).transform(readBrand),
  DATABASE_URL: z.string().optional(),
  DATA_FOLDER: z.string().default('renouveau-donnees'),
  SECRET_KEYS: z.string('est absent. Donnez une clé (openssl rand -base64 32)').transform(readSecretKeys),
  SMTP_URL: z.string().default('').transform(readRelayUrls),
  SMTP_TLS: z.enum(['required', 'optional'], 'doit être required ou optional').default('required'),
  MAIL_FROM_ADDRESS: z.email('doit être une adresse mail'),
  MAIL_RETURN_ADDRESS: z.email('doit être une adresse mail').optional(),
  DKIM_KEYS: z.string().default('').transform(readDkimKeys),
  REPORTS_SECRET: z
    .string()
    .min(REPORTS_SECRET_MIN, `doit avoir au moins ${REPORTS_SECRET_MIN} caractères`)
    .optional(),
  DNS_SERVERS: z.string().default('').transform(readDnsServers),
  ANSWERS: z.enum(['documented', 'neutral'], 'doit être documented ou neutral').default('documented'),
  PASSWORD_PROFILE: z
    .enum(['documented', 'recommended'], 'doit être documented ou recommended')
    .default('documented'),
  CODE_LIFE_SECONDS: wholeNumber(60, 3600, 300),
  LINK_LIFE_MINUTES: wholeNumber(5, 1440, LINK_LIFE_MINUTES),
  REQUESTS_MAX: wholeNumber(1, 20, DOCUMENTED_REQUEST_LIMIT.requestsMax),
  REQUESTS_WINDOW_MINUTES: wholeNumber(1, 1440, DOCUMENTED_REQUEST_LIMIT.windowMinutes),
  BLOCK_MINUTES: wholeNumber(1, 1440, DOCUMENTED_REQUEST_LIMIT.blockMinutes),
  REPEAT_SECONDS: wholeNumber(0, 3600, DOCUMENTED_REQUEST_LIMIT.repeatSeconds),
  SITE_REQUESTS_PER_MINUTE: wholeNumber(1, 100_000, SITE_REQUESTS_PER_MINUTE),
  KEEP_REQUESTS_DAYS: wholeNumber(7, 365, 30),
  KEEP_AUDIT_DAYS: wholeNumber(180, 1095, 365),
  ...HELPDESK_ENVIRONMENT,
});

/** A folder of its own, so that no production ever opens the demonstration's accounts. */
const DEMONSTRATION_DEFAULTS = {
  DATA_FOLDER: '.renouveau',
  SECRET_KEYS: EXAMPLE_SECRET_KEY,
  MAIL_FROM_ADDRESS: 'ne-pas-repondre@compte.exemple',
  SMTP_TLS: 'optional',
};

export type ConfigReading = { state: 'read'; config: Config } | { state: 'faulty'; faults: string[] };

/**
 * @param defaults what counts where the environment says nothing
 * @param environment `process.env`, unless a test makes one up; an empty variable counts as absent
 */
export function readConfig(
  mode: Mode,
  defaults: Record<string, string> = {},
  environment: Record<string, string | undefined> = process.env,
): ConfigReading {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const ofMode = mode === 'demonstration' ? DEMONSTRATION_DEFAULTS : {};
  const settings: Record<string, string | undefined> = { ...ofMode, ...defaults, ...given };
  if (mode === 'demonstration') settings.PUBLIC_BASE_URL ??= `http://localhost:${settings.PORT}`;
  const parsed = ENVIRONMENT.safeParse(settings);
  const faults = [
    ...returnAddressFaults(settings),
    ...helpdeskFaults(settings, mode),
    ...(mode === 'production' ? productionFaults(settings) : []),
  ];
  if (parsed.success && faults.length === 0) {
    return { state: 'read', config: Object.freeze(toConfig(mode, parsed.data)) };
  }
  const issues = parsed.error?.issues ?? [];
  return { state: 'faulty', faults: [...issues.map(sayIssue), ...faults] };
}

function sayIssue(issue: { path: PropertyKey[]; message: string }): string {
  return `${issue.path.join('.')} ${issue.message}.`;
}

/** The return address is the sender's own unless another is given: either has to bear a mark. */
function returnAddressFaults(settings: Record<string, string | undefined>): string[] {
  const { MAIL_FROM_ADDRESS = '', MAIL_RETURN_ADDRESS = MAIL_FROM_ADDRESS } = settings;
  if (bearsReturnMark(MAIL_RETURN_ADDRESS)) return [];
  return [
    'MAIL_RETURN_ADDRESS (à défaut MAIL_FROM_ADDRESS) doit avoir au plus 15 caractères avant le @\u00a0: une marque y est ajoutée.',
  ];
}

function toConfig(mode: Mode, environment: z.infer<typeof ENVIRONMENT>): Config {
  return {
    mode,
    publicBaseUrl: environment.PUBLIC_BASE_URL.replace(/\/+$/, ''),
    listen: { host: environment.LISTEN_HOST, port: environment.PORT },
    metricsListen: environment.METRICS_LISTEN,
    trustedProxies: environment.TRUSTED_PROXIES,
    brand: environment.BRAND_FILE,
    database:
      environment.DATABASE_URL === undefined
        ? { kind: 'folder', folder: environment.DATA_FOLDER }
        : { kind: 'postgres', url: environment.DATABASE_URL },
    secretKeys: environment.SECRET_KEYS,
    mail: {
      relayUrls: environment.SMTP_URL,
      tls: environment.SMTP_TLS,
      fromAddress: environment.MAIL_FROM_ADDRESS,
      returnAddress: environment.MAIL_RETURN_ADDRESS ?? environment.MAIL_FROM_ADDRESS,
      dkim: environment.DKIM_KEYS,
      reportsSecret: environment.REPORTS_SECRET,
    },
    securityContact: environment.SECURITY_CONTACT,
    helpdesk: toHelpdesk(environment),
    dnsServers: environment.DNS_SERVERS,
    answers: environment.ANSWERS,
    passwordProfile: environment.PASSWORD_PROFILE,
    codeLifeSeconds: environment.CODE_LIFE_SECONDS,
    linkLifeMinutes: environment.LINK_LIFE_MINUTES,
    requestLimit: {
      requestsMax: environment.REQUESTS_MAX,
      windowMinutes: environment.REQUESTS_WINDOW_MINUTES,
      blockMinutes: environment.BLOCK_MINUTES,
      repeatSeconds: environment.REPEAT_SECONDS,
    },
    siteRequestsPerMinute: environment.SITE_REQUESTS_PER_MINUTE,
    retention: {
      requestsDays: environment.KEEP_REQUESTS_DAYS,
      auditDays: environment.KEEP_AUDIT_DAYS,
    },
  };
}
