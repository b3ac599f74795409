/**
 * `renouveau doctor`: the sending domain and the mail servers, looked at from the operator's desk (norms DKIM-1, ML-10,
 * ML-12, ML-15). Touches neither the tables nor the accounts; sends nothing but the letter that --mail asks for.
 */
import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { examine } from '../doctor/examination.ts';
import { createNames } from '../doctor/names.ts';
import { isSound, writeJson, writeReport } from '../doctor/report.ts';
import { type MailAddress, mailAddressFaultSentence, readMailAddress } from '../rules/mail-address.ts';
import { realWorld } from '../world.ts';
import { say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';

const USAGE = [
  'renouveau doctor  vérifie le domaine d’envoi (SPF, DKIM, DMARC, MX, PTR), les relais et le nom du site',
  '',
  '  --ip 192.0.2.1         l’adresse d’où partent les mails (à demander à qui tient le relais)\u00a0; peut être répété',
  '  --mail moi@exemple.fr  envoie une lettre d’essai à cette adresse\u00a0; sinon elle est écrite sans être envoyée',
  '  --ntp ntp.exemple.fr   compare l’horloge de cette machine à celle de ce serveur de temps',
  '  --json                 pour une sortie en JSON',
  '',
  'Exemples\u00a0:',
  '  renouveau doctor --ip 192.0.2.1',
  '  renouveau doctor --ip 192.0.2.1 --ip 2001:db8::25 --mail moi@exemple.fr --ntp 0.fr.pool.ntp.org',
  '',
  'Se termine avec le code 0 quand tout est en place, 1 sinon.',
].join('\n');

const ADDRESSES_MAX = 20;

export async function doctor(words: readonly string[]): Promise<void> {
  const read = readWishes(words);
  if (read.state === 'help') return say(USAGE);
  if (read.state === 'faulty') return sayFault(`${read.sentence}\n\n${USAGE}`);
  const config = readSettings('production');
  if (config === undefined) return;
  const { asJson, ...wishes } = read.wishes;
  const names = createNames(config.dnsServers);
  const findings = await examine({ config, names, world: realWorld, ...wishes });
  say(asJson ? writeJson(findings) : writeReport(findings));
  if (!isSound(findings)) process.exitCode = 1;
}

type Wishes = {
  sendingAddresses: string[];
  sendTo: MailAddress | undefined;
  timeServer: string | undefined;
  asJson: boolean;
};
type WishesReading =
  | { state: 'read'; wishes: Wishes }
  | { state: 'help' }
  | { state: 'faulty'; sentence: string };

const OPTIONS = {
  ip: { type: 'string', multiple: true },
  mail: { type: 'string' },
  ntp: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function readWishes(words: readonly string[]): WishesReading {
  const faulty = (sentence: string): WishesReading => ({ state: 'faulty', sentence });
  const given = readOptions(words);
  if (given === undefined) return faulty('Ces options ne sont pas celles de la commande.');
  if (given.help === true) return { state: 'help' };
  const { ip: sendingAddresses = [], ntp: timeServer } = given;
  const odd = sendingAddresses.find(address => isIP(address) === 0);
  if (odd !== undefined) return faulty(`«\u00a0${odd}\u00a0» n’est pas une adresse IP.`);
  if (sendingAddresses.length > ADDRESSES_MAX) return faulty(`Au plus ${ADDRESSES_MAX} adresses à la fois.`);
  if (timeServer !== undefined && !URL.canParse(`ntp://${timeServer}`)) {
    return faulty(`«\u00a0${timeServer}\u00a0» n’est pas le nom d’un serveur de temps.`);
  }
  const wishes = { sendingAddresses, sendTo: undefined, timeServer, asJson: given.json === true };
  if (given.mail === undefined) return { state: 'read', wishes };
  const address = readMailAddress(given.mail);
  if (address.read === 'fault') return faulty(mailAddressFaultSentence(address.fault));
  return { state: 'read', wishes: { ...wishes, sendTo: address.address } };
}

function readOptions(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: false }).values;
  } catch {
    return undefined;
  }
}
