/**
 * `renouveau doctor`: the sending domain and the mail servers, looked at from the operator's desk (norms DKIM-1, ML-10,
 * ML-12, ML-15). Touches neither the tables nor the accounts; sends nothing but the letter that --mail asks for.
 */
import { isIP } from 'node:net';
import { examine } from '../doctor/examination.ts';
import { createNames } from '../doctor/names.ts';
import { isSound, writeJson, writeReport } from '../doctor/report.ts';
import { mailAddressFaultSentence, readMailAddress } from '../rules/mail-address.ts';
import { realWorld } from '../world.ts';
import { command, JSON_OPTION } from './command.ts';
import { BAD_USAGE, say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';

const ADDRESSES_MAX = 20;

export const doctor = command({
  says: 'vérifie le domaine d’envoi (SPF, DKIM, DMARC, MX, PTR), les relais et le nom du site',
  options: {
    ip: {
      takes: 'adresse',
      isRepeated: true,
      says: 'l’adresse d’où partent les mails (à demander à qui tient le relais)\u00a0; peut être répété',
      faultOf: value => (isIP(value) === 0 ? `«\u00a0${value}\u00a0» n’est pas une adresse IP.` : undefined),
    },
    mail: {
      takes: 'adresse',
      says: 'envoie une lettre d’essai à cette adresse\u00a0; sinon elle est écrite sans être envoyée',
      faultOf(value) {
        const address = readMailAddress(value);
        return address.read === 'fault' ? mailAddressFaultSentence(address.fault) : undefined;
      },
    },
    ntp: {
      takes: 'serveur',
      says: 'compare l’horloge de cette machine à celle de ce serveur de temps',
      faultOf: value =>
        URL.canParse(`ntp://${value}`)
          ? undefined
          : `«\u00a0${value}\u00a0» n’est pas le nom d’un serveur de temps.`,
    },
    ...JSON_OPTION,
  },
  examples: [
    'renouveau doctor --ip 192.0.2.1',
    'renouveau doctor --ip 192.0.2.1 --ip 2001:db8::25 --mail moi@exemple.fr --ntp 0.fr.pool.ntp.org',
  ],
  statuses: {
    0: 'tout est en place, même ce qui pourrait être mieux',
    1: 'un point est à corriger, ou n’a pas pu être regardé',
  },
  async run({ ip: sendingAddresses, mail, ntp: timeServer, json }) {
    if (sendingAddresses.length > ADDRESSES_MAX) {
      return sayFault(`Au plus ${ADDRESSES_MAX} adresses à la fois.`, BAD_USAGE);
    }
    const config = readSettings('production');
    if (config === undefined) return;
    const address = mail === undefined ? undefined : readMailAddress(mail);
    const findings = await examine({
      config,
      names: createNames(config.dnsServers),
      world: realWorld,
      sendingAddresses,
      sendTo: address?.read === 'address' ? address.address : undefined,
      timeServer,
    });
    say(json ? writeJson(findings) : writeReport(findings));
    if (!isSound(findings)) process.exitCode = 1;
  },
});
