/**
 * `renouveau audit verify`: whether the journal is as it was written (norm LOG-7). `audit show`: one person's entries, which
 * is what a person may ask for (norm RGP-9). Both work beside a running server.
 */
import { parseArgs } from 'node:util';
import { subjectsOf } from '../actions/audit-subjects.ts';
import { record } from '../actions/record-event.ts';
import type { Config } from '../config.ts';
import { Accounts } from '../database/accounts.ts';
import { listEntries } from '../database/audit.ts';
import { type AuditFault, type AuditFaultKind, verifyAudit } from '../database/audit-verification.ts';
import { migrate } from '../database/migrate.ts';
import { type Database, openForCommand } from '../database/open.ts';
import { auditSentence } from '../rules/audit-sentences.ts';
import { parisMoment } from '../rules/paris-time.ts';
import { readWitness, type WitnessedHead, writeWitness } from '../secrets/audit-witness.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { say, sayFault } from './output.ts';
import { readPerson } from './person.ts';
import { readSettings } from './settings.ts';

const USAGE = [
  'renouveau audit verify  vérifie que le journal est tel qu’il a été écrit, et donne un témoin à garder ailleurs',
  '  --temoin «\u00a0renouveau-temoin-1:…\u00a0»  prouve aussi que rien n’a été coupé depuis ce témoin',
  'renouveau audit show    montre ce que le journal dit d’une personne, lue en JSON sur l’entrée standard\u00a0:',
  '  {"numero":"2 84 05 88 321 025 32","dateDeNaissance":"12/05/1984"}',
  '  --json  pour une sortie en JSON',
].join('\n');

type Options = { temoin: string | undefined; json: boolean };

export async function audit([verb, ...words]: readonly string[]): Promise<void> {
  const options = readOptions(words);
  if (options === undefined || (verb !== 'verify' && verb !== 'show')) return sayFault(USAGE);
  const config = readSettings('production');
  if (config === undefined) return;
  const database = await openForCommand(config.database);
  try {
    await migrate(database.db);
    await (verb === 'verify' ? verify : show)(toolsOver(config, database), options);
  } finally {
    await database.close();
  }
}

function readOptions(words: readonly string[]): Options | undefined {
  try {
    const options = { temoin: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
    const { temoin, json } = parseArgs({ args: [...words], options }).values;
    return { temoin, json };
  } catch {
    return undefined;
  }
}

function toolsOver(config: Config, { db }: Database) {
  const secrets = createSecrets(config.secretKeys, realWorld);
  return { db, secrets, world: realWorld, accounts: new Accounts(secrets) };
}

type Tools = ReturnType<typeof toolsOver>;

async function verify({ db, secrets }: Tools, { temoin }: Options): Promise<void> {
  let witness: WitnessedHead[] | undefined;
  if (temoin !== undefined) {
    const read = readWitness(secrets.keys, temoin);
    if (read.state === 'unreadable') {
      return sayFault(
        'Ce témoin n’a pas été écrit par ce service, ou pas ainsi, ou sa clé n’est plus dans SECRET_KEYS.',
      );
    }
    witness = read.heads;
  }
  const { chains, faults } = await verifyAudit(db, secrets.keys, witness);
  if (faults.length > 0) {
    for (const fault of faults) sayFault(faultSentence(fault));
    return;
  }
  const entries = chains.reduce((sum, chain) => sum + chain.entries, 0);
  say(`Le journal est tel qu’il a été écrit\u00a0: ${entries} lignes dans ${chains.length} chaînes.`);
  if (witness !== undefined) say('Rien n’a été coupé depuis le témoin.');
  say('Témoin, à garder hors de cette base\u00a0:');
  say(writeWitness(secrets.keys, chains));
}

const FAULTS: Record<AuditFaultKind, string> = {
  changed: 'cette ligne n’est pas ce qui a été écrit',
  unlinked: 'cette ligne est intacte, mais une autre la précédait',
  missing: 'des lignes manquent juste avant celle-ci',
  added: 'une ligne se trouve là où il n’y en a plus',
  cutOff: 'les lignes manquent à partir de celle-ci (la date est celle de la dernière qui reste)',
  endChanged: 'la fin de la chaîne n’est pas celle qui a été notée',
  startChanged: 'le début de la chaîne n’est pas celui que la purge a signé',
  chainMissing: 'la ligne qui tient la chaîne a disparu',
  unknownKey: 'la clé qui a écrit cette ligne n’est pas dans SECRET_KEYS\u00a0: rien ne peut en être dit',
  notAsWitnessed: 'cette ligne n’est pas celle que le témoin a vue',
};

function faultSentence({ kind, chain, seq, at }: AuditFault): string {
  const date = at === undefined ? '' : `, ${parisMoment(at)}`;
  return `Chaîne ${chain}, ligne ${seq}${date}\u00a0: ${FAULTS[kind]}.`;
}

async function show(tools: Tools, { json }: Options): Promise<void> {
  const read = await readPerson(USAGE);
  if (read.state === 'faulty') return sayFault(read.sentence);
  const subjects = await subjectsOf(tools, read.person);
  const entries = await listEntries(tools.db, tools.secrets.keys, subjects);
  const [subject] = subjects;
  const told = { subject, event: 'commandRun', detail: { command: 'audit show' } } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, told));
  const lines = entries.map(entry => ({ ...entry, phrase: auditSentence(entry) }));
  if (json) return say(JSON.stringify(lines));
  if (lines.length === 0) say('Le journal ne dit rien de ce numéro et de cette date de naissance.');
  for (const { at, phrase } of lines) say(`${parisMoment(at)}\u00a0: ${phrase}`);
}
