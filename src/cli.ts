#!/usr/bin/env node
/** The command `renouveau`: one word, one file of `commands/`. */
import { accounts } from './commands/accounts.ts';
import { audit } from './commands/audit.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { keys } from './commands/keys.ts';
import { migrate } from './commands/migrate.ts';
import { say, sayFault } from './commands/output.ts';
import { purge } from './commands/purge.ts';
import { reports } from './commands/reports.ts';
import { requests } from './commands/requests.ts';
import { serve } from './commands/serve.ts';
import { work } from './commands/work.ts';

type Command = { run(words: readonly string[]): Promise<void>; says: string };

const COMMANDS: Record<string, Command> = {
  demo: { run: demo, says: 'la démonstration, avec des personnes inventées et une boîte aux lettres' },
  serve: {
    run: serve,
    says: 'le service, avec les réglages de l’environnement (voir .env.example)\u00a0; sur la base embarquée, envoie aussi les mails',
  },
  work: { run: work, says: 'sur PostgreSQL, envoie les mails et purge, à côté de «\u00a0serve\u00a0»' },
  migrate: { run: migrate, says: 'met les tables de la base à jour' },
  doctor: { run: doctor, says: 'vérifie le domaine d’envoi, les relais et le nom du site (doctor --help)' },
  requests: { run: requests, says: 'montre la vie des demandes d’une personne (requests show)' },
  reports: { run: reports, says: 'note un rapport de non-remise arrivé par mail (reports take)' },
  keys: { run: keys, says: 'change de clé sans arrêter le service (keys rotate, keys check)' },
  audit: {
    run: audit,
    says: 'vérifie le journal (audit verify) ou le montre pour une personne (audit show)',
  },
  purge: {
    run: purge,
    says: 'efface ce qui a été gardé assez longtemps, comme le service le fait chaque heure',
  },
  accounts: {
    run: accounts,
    says: 'ajoute un compte (accounts add) ou un fichier de comptes (accounts import), en montre un (accounts show)',
  },
};

const HELP = [
  'renouveau <commande>',
  '',
  ...Object.entries(COMMANDS).map(([name, command]) => `  ${name.padEnd(10)}${command.says}`),
].join('\n');

const [name = '', ...words] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command !== undefined) await command.run(words);
else if (['', 'aide', '--help', '-h'].includes(name)) say(HELP);
else sayFault(`La commande «\u00a0${name}\u00a0» n’existe pas.\n\n${HELP}`);
