/**
 * `renouveau accounts add` and `accounts show`: how an operator gives the service one account, and looks at one; many come
 * by `accounts-import.ts`. Works beside a running server. What is personal is read from standard input: never from the command line, where other
 * users of the machine could see it.
 */
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { addAccount, type NewAccount } from '../actions/add-account.ts';
import { record } from '../actions/record-event.ts';
import type { Config } from '../config.ts';
import { type Account, Accounts } from '../database/accounts.ts';
import { findBouncedAddress } from '../database/bounced-addresses.ts';
import { migrate } from '../database/migrate.ts';
import { type Database, openForCommand } from '../database/open.ts';
import { calendarDayInParis, dateOfBirthFaultSentence, readDateOfBirth } from '../rules/date-of-birth.ts';
import { explainDelivery } from '../rules/delivery-answers.ts';
import { mailAddressFaultSentence, maskMailAddress, readMailAddress } from '../rules/mail-address.ts';
import { nirFaultSentence, readNir } from '../rules/nir.ts';
import { parisMoment } from '../rules/paris-time.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { exportCommand } from './accounts-export.ts';
import { importCommand } from './accounts-import.ts';
import { ACCOUNTS_USAGE } from './accounts-usage.ts';
import { parseJson } from './json.ts';
import { say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';

const GIVEN = z.strictObject({
  numero: z.string(),
  dateDeNaissance: z.string(),
  adresseMail: z.string().nullable().default(null),
  adresseValidee: z.boolean().default(false),
});

export async function accounts(words: readonly string[]): Promise<void> {
  const [verb, ...options] = words;
  if (verb === 'import') return importCommand(options);
  if (verb === 'export') return exportCommand(options);
  if (verb === '--help' || verb === '-h') return say(ACCOUNTS_USAGE);
  if (verb !== 'add' && verb !== 'show') return sayFault(ACCOUNTS_USAGE);
  const config = readSettings('production');
  if (config === undefined) return;
  const input = await text(process.stdin);
  const database = await openForCommand(config.database);
  try {
    await migrate(database.db);
    await (verb === 'add' ? add(config, database, input) : show(config, database, input));
  } finally {
    await database.close();
  }
}

function toolsOver(config: Config, database: Database) {
  const secrets = createSecrets(config.secretKeys, realWorld);
  return { world: realWorld, db: database.db, secrets, accounts: new Accounts(secrets) };
}

async function add(config: Config, database: Database, input: string): Promise<void> {
  const read = readGiven(input);
  if (read.state === 'faulty') return sayFault(read.sentence);
  const added = await addAccount(toolsOver(config, database), read.account);
  switch (added.outcome) {
    case 'added':
      return say(`Compte ajouté\u00a0: ${added.ref}.`);
    case 'taken':
      return sayFault('Ce numéro a déjà un compte\u00a0: rien n’a été changé.');
    case 'keyMissing':
      return sayFault(
        'Il manque une clé à SECRET_KEYS\u00a0: des comptes sont scellés par une autre, et nul ne peut dire si ce numéro a déjà un compte. Rien n’a été changé.',
      );
    default:
      return added satisfies never;
  }
}

type GivenReading = { state: 'read'; account: NewAccount } | { state: 'faulty'; sentence: string };

function readGiven(input: string): GivenReading {
  const faulty = (sentence: string): GivenReading => ({ state: 'faulty', sentence });
  const given = GIVEN.safeParse(parseJson(input));
  if (!given.success) return faulty(`L’entrée n’est pas le JSON attendu.\n\n${ACCOUNTS_USAGE}`);
  const nir = readNir(given.data.numero);
  if (nir.read === 'fault') return faulty(nirFaultSentence(nir.fault));
  const date = readDateOfBirth(given.data.dateDeNaissance, calendarDayInParis(realWorld.now()));
  if (date.read === 'fault') return faulty(dateOfBirthFaultSentence(date.fault));
  const account = {
    nir: nir.nir,
    dateOfBirth: date.date,
    addressVerified: given.data.adresseValidee,
    password: null,
  };
  if (given.data.adresseMail === null) return { state: 'read', account: { ...account, mailAddress: null } };
  const address = readMailAddress(given.data.adresseMail);
  if (address.read === 'fault') return faulty(mailAddressFaultSentence(address.fault));
  return { state: 'read', account: { ...account, mailAddress: address.address } };
}

async function show(config: Config, database: Database, input: string): Promise<void> {
  const nir = readNir(input.trim());
  if (nir.read === 'fault') return sayFault(nirFaultSentence(nir.fault));
  const tools = toolsOver(config, database);
  const account = await tools.accounts.findByNir(tools.db, nir.nir);
  if (account === undefined) return sayFault('Ce numéro n’a pas de compte.');
  const subject = { kind: 'account', ref: account.ref } as const;
  const told = { subject, event: 'commandRun', detail: { command: 'accounts show' } } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, told));
  const address = account.mailAddress === null ? 'aucune' : maskMailAddress(account.mailAddress);
  say(`Compte ${account.ref}`);
  say(`  adresse mail\u00a0: ${address}${account.addressVerified ? ', validée' : ', non validée'}`);
  const refusal = await refusalOf(tools, account);
  if (refusal !== undefined) say(`  adresse à vérifier\u00a0: ${refusal}`);
  say(`  mot de passe\u00a0: ${account.passwordHash === undefined ? 'jamais choisi' : 'choisi'}`);
}

/** A refusal of a former address says nothing of the present one (norm DSN-2). */
async function refusalOf(
  { db, secrets }: ReturnType<typeof toolsOver>,
  { ref, mailAddress }: Account,
): Promise<string | undefined> {
  const bounced = await findBouncedAddress(db, ref);
  if (bounced === undefined || mailAddress === null) return undefined;
  const candidates = secrets.blindIndex.candidates('mail-address', mailAddress);
  if (!candidates.some(candidate => candidate.equals(bounced.addressIndex))) return undefined;
  const { bouncedAt, answer } = bounced;
  return `le fournisseur l’a refusée le ${parisMoment(bouncedAt)} (réponse\u00a0: ${answer}). ${explainDelivery(answer)}`;
}
