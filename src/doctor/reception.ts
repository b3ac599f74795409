/** Whether the sender and the return address can receive (norm ML-10): the latter gets the reports of what was not delivered. */
import { type Desk, domainOf } from './desk.ts';
import { type Finding, noAnswer } from './finding.ts';
import type { Names } from './names.ts';

export async function checkReception(desk: Desk): Promise<Finding[]> {
  const { fromAddress, returnAddress } = desk.config.mail;
  const domains = new Set([domainOf(fromAddress), domainOf(returnAddress)]);
  return Promise.all([...domains].map(domain => checkDomain(desk.names, domain)));
}

async function checkDomain(names: Names, domain: string): Promise<Finding> {
  const answer = await names.mailHosts(domain);
  if (answer.state === 'silent') return noAnswer('mx', domain);
  const hosts = answer.records;
  if (hosts.length === 0) return withoutMx(names, domain);
  if (hosts.every(host => host === '')) {
    return {
      check: 'mx',
      verdict: 'bad',
      sentence: `Le domaine ${domain} annonce qu’il ne reçoit aucun mail (MX «\u00a0.\u00a0»)\u00a0: des fournisseurs refusent alors les siens.`,
      advice: `Remplacez cet enregistrement par\u00a0: ${mxLine(domain)}`,
    };
  }
  const found = await Promise.all(hosts.map(host => names.addresses(host)));
  if (found.some(({ state }) => state === 'silent')) return noAnswer('mx', domain);
  const isReachable = found.some(one => one.state === 'answered' && one.records.length > 0);
  if (isReachable) {
    return { check: 'mx', verdict: 'good', sentence: `Le domaine ${domain} peut recevoir (${hosts[0]}).` };
  }
  return {
    check: 'mx',
    verdict: 'bad',
    sentence: `Le domaine ${domain} ne peut rien recevoir\u00a0: ${hosts.join(', ')} n’a pas d’adresse.`,
    advice: 'Publiez l’adresse (A ou AAAA) de ce serveur, ou corrigez le MX.',
  };
}

/** RFC 5321 §5.1: without MX, mail goes to the domain's own address, which is seldom what was meant. */
async function withoutMx(names: Names, domain: string): Promise<Finding> {
  const own = await names.addresses(domain);
  if (own.state === 'silent') return noAnswer('mx', domain);
  const isReachable = own.records.length > 0;
  return {
    check: 'mx',
    verdict: isReachable ? 'warning' : 'bad',
    sentence: isReachable
      ? `Le domaine ${domain} n’a pas de MX\u00a0: ses mails iraient à ${own.records[0]}, qui n’en attend peut-être pas.`
      : `Le domaine ${domain} ne peut rien recevoir\u00a0: il n’a pas de MX. Les rapports de non-remise se perdent.`,
    advice: `Publiez\u00a0: ${mxLine(domain)}`,
  };
}

const mxLine = (domain: string) => `${domain}. IN MX 10 SERVEUR-QUI-REÇOIT.${domain}.`;
