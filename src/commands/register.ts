/**
 * `renouveau register import` and `register show`: the register of insured people, which says who may create an account and under
 * which names. Numbers are read from standard input: never from the command line, where others could see them.
 */
import { text } from 'node:stream/consumers';
import { importRegister } from '../actions/import-register.ts';
import { record } from '../actions/record-event.ts';
import { InsuredPeople } from '../database/insured-people.ts';
import { type Nir, nirFaultSentence, readNir } from '../rules/nir.ts';
import { REGISTER_ROWS } from '../rules/register-row.ts';
import { command, JSON_OPTION } from './command.ts';
import { importCommandOf } from './import-command.ts';
import { BAD_USAGE, say, sayFault } from './output.ts';
import { type CommandTools, overDatabase } from './settings.ts';

const importCommand = importCommandOf({
  says: 'met au registre des assurés les personnes d’un fichier, ou de l’entrée standard',
  shape: REGISTER_ROWS,
  columns: [
    '  numero             avec ou sans clé',
    '  nom_de_naissance',
    '  prenoms            dans l’ordre de l’état civil, séparés par des espaces ou des virgules',
    '  date_de_naissance  12/07/1985 ou 1985-07-12\u00a0; 00 pour un jour ou un mois qui n’est pas connu',
    '  nom_d_usage        facultatif',
  ],
  more: [
    'Interrompu, il suffit de le relancer\u00a0: les personnes déjà là sont reconnues, et mises à jour si leur ligne a changé.',
    'Personne n’est retiré du registre, et aucun compte n’est créé\u00a0: chacun crée le sien.',
  ],
  examples: [
    'renouveau register import registre.csv --rejects rejets.ndjson',
    'zcat registre.csv.gz | renouveau register import --format csv',
  ],
  importAll: importRegister,
});

const show = command({
  says: 'dit si un numéro, lu sur l’entrée standard, est au registre des assurés',
  options: { ...JSON_OPTION },
  more: ['Les noms et la date ne sont pas montrés.'],
  examples: ["echo '2 84 05 88 321 025 32' | renouveau register show"],
  statuses: { 0: 'il y est', 1: 'il n’y est pas' },
  async run({ json }) {
    const nir = readNir((await text(process.stdin)).trim());
    if (nir.read === 'fault') return sayFault(nirFaultSentence(nir.fault), BAD_USAGE);
    await overDatabase(tools => showOne(tools, nir.nir, json));
  },
});

export const register = {
  says: 'le registre des assurés\u00a0: qui peut créer un compte, et sous quels noms',
  verbs: { import: importCommand, show },
};

async function showOne(tools: CommandTools, nir: Nir, asJson: boolean): Promise<void> {
  const { db, secrets, accounts } = tools;
  const isThere = (await new InsuredPeople(secrets).findByNir(db, nir)) !== undefined;
  const hasAccount = (await accounts.findByNir(db, nir)) !== undefined;
  const subject = { kind: 'number', index: secrets.blindIndex.of('nir', nir) } as const;
  const told = { subject, event: 'commandRun', detail: { command: 'register show' } } as const;
  await db.transaction().execute(trx => record(trx, tools, told));
  if (asJson) say(JSON.stringify({ auRegistre: isThere, compte: hasAccount }));
  if (!isThere) return sayFault('Ce numéro n’est pas au registre des assurés.');
  if (!asJson)
    say(`Ce numéro est au registre des assurés, ${hasAccount ? 'et il a un compte' : 'sans compte'}.`);
}
