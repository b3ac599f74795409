/**
 * SPF of the return address's domain (norm DKIM-1, RFC 7208), evaluated as receivers do. The record is judged by what it
 * answers about a stranger, from which nobody may send: who lets it in lets everybody in, and as it matches nothing, it
 * makes every look-up that the record can ask for.
 */
import { isIPv6 } from 'node:net';
import { type SPFResult, spf } from 'mailauth';
import { type Desk, domainOf } from './desk.ts';
import { type Finding, noAnswer, txtLine } from './finding.ts';

/** Reserved and routed nowhere (RFC 1112 §4). */
const STRANGER = '240.0.0.1';
const SPF_RECORD = /^v=spf1(?: |$)/i;
const LOOKUPS_MAX = 10;

export async function checkSpf(desk: Desk): Promise<Finding[]> {
  const domain = domainOf(desk.config.mail.returnAddress);
  const texts = await desk.names.texts(domain);
  if (texts.state === 'silent') return [noAnswer('spf', domain)];
  const records = texts.records.filter(text => SPF_RECORD.test(text));
  const [record] = records;
  if (record === undefined) return [missing(domain, desk.sendingAddresses)];
  if (records.length > 1) return [several(domain, records)];
  const answered = await ask(desk, STRANGER);
  const about = { domain, record };
  const finding = judgeStranger(about, answered);
  if (isUnreadable(answered)) return [finding];
  return [finding, ...(await checkAddresses(desk, about))];
}

type About = { domain: string; record: string };

function missing(domain: string, addresses: readonly string[]): Finding {
  return {
    check: 'spf',
    verdict: 'bad',
    sentence: `Le domaine ${domain} ne dit pas qui peut envoyer ses mails\u00a0: il n’a pas d’enregistrement SPF.`,
    advice: `Publiez\u00a0: ${txtLine(domain, `v=spf1 ${mechanisms(addresses)} -all`)}`,
  };
}

function several(domain: string, records: readonly string[]): Finding {
  const terms = records.flatMap(record => record.split(/ +/).slice(1)).filter(term => !/all$/i.test(term));
  return {
    check: 'spf',
    verdict: 'bad',
    sentence: `Le domaine ${domain} a ${records.length} enregistrements SPF\u00a0: les destinataires n’en lisent alors aucun.`,
    advice: `Gardez-en un seul\u00a0: ${txtLine(domain, `v=spf1 ${[...new Set(terms)].join(' ')} -all`)}`,
  };
}

function mechanisms(addresses: readonly string[]): string {
  if (addresses.length === 0) return 'ip4:ADRESSE-DU-RELAIS';
  return addresses.map(address => `${isIPv6(address) ? 'ip6' : 'ip4'}:${address}`).join(' ');
}

function ask(desk: Desk, ip: string): Promise<SPFResult> {
  const sender = desk.config.mail.returnAddress;
  return spf({ sender, ip, resolver: desk.names.resolver, strict: true });
}

const isUnreadable = ({ status }: SPFResult) => ['permerror', 'temperror'].includes(status.result);

function judgeStranger({ domain, record }: About, { status, lookups }: SPFResult): Finding {
  const found = (verdict: Finding['verdict'], sentence: string, advice?: string): Finding => ({
    check: 'spf',
    verdict,
    sentence,
    ...(advice !== undefined && { advice }),
  });
  const count = lookups?.count ?? 0;
  switch (status.result) {
    case 'fail':
    case 'softfail':
      return found(
        'good',
        `SPF de ${domain}\u00a0: un seul enregistrement, qui refuse les inconnus (${count} recherches sur ${LOOKUPS_MAX}).`,
      );
    case 'pass':
      return found(
        'bad',
        `L’enregistrement SPF de ${domain} laisse n’importe qui envoyer des mails en son nom.`,
        `Finissez-le par «\u00a0-all\u00a0» et ne gardez que vos adresses\u00a0: ${txtLine(domain, closed(record))}`,
      );
    case 'temperror':
      return noAnswer('spf', domain);
    case 'permerror':
      return found('bad', ...unreadable(domain, count));
    default:
      return found(
        'warning',
        `L’enregistrement SPF de ${domain} ne dit rien des inconnus\u00a0: il ne finit ni par «\u00a0-all\u00a0» ni par «\u00a0~all\u00a0».`,
        `Publiez\u00a0: ${txtLine(domain, closed(record))}`,
      );
  }
}

function unreadable(domain: string, count: number): [string, string] {
  if (count > LOOKUPS_MAX) {
    return [
      `L’enregistrement SPF de ${domain} demande plus de ${LOOKUPS_MAX} recherches\u00a0: les destinataires ne le lisent pas.`,
      'Remplacez des «\u00a0include:\u00a0» par les adresses qu’ils donnent (ip4:, ip6:), ou retirez ceux qui ne servent plus.',
    ];
  }
  return [
    `L’enregistrement SPF de ${domain} contient une faute\u00a0: les destinataires ne le lisent pas.`,
    'Vérifiez chaque mot (ip4:, ip6:, include:, a, mx, -all) et que les noms cités existent.',
  ];
}

/** The record with a last word that refuses who is not named. */
function closed(record: string): string {
  return `${record.replace(/ +[+?]?all\b.*$/i, '')} -all`;
}

async function checkAddresses(desk: Desk, about: About): Promise<Finding[]> {
  if (desk.sendingAddresses.length === 0) return [addressUntold()];
  return Promise.all(
    desk.sendingAddresses.map(async address => judgeAddress(address, about, await ask(desk, address))),
  );
}

function addressUntold(): Finding {
  return {
    check: 'spf-adresse',
    verdict: 'warning',
    sentence:
      'L’adresse IP d’où partent les mails n’a pas été donnée\u00a0: ni SPF ni son nom (PTR) n’ont été vérifiés pour elle.',
    advice: 'Demandez-la à qui tient le relais, puis relancez avec, par exemple, --ip 192.0.2.1.',
  };
}

function judgeAddress(address: string, { domain, record }: About, { status }: SPFResult): Finding {
  if (status.result === 'temperror') return noAnswer('spf-adresse', domain);
  if (status.result === 'pass') {
    return {
      check: 'spf-adresse',
      verdict: 'good',
      sentence: `SPF de ${domain} autorise l’adresse ${address}.`,
    };
  }
  const wider = record.replace(/^v=spf1/i, `v=spf1 ${mechanisms([address])}`);
  return {
    check: 'spf-adresse',
    verdict: 'bad',
    sentence: `SPF de ${domain} n’autorise pas l’adresse ${address}\u00a0: les mails qui en partent passent pour des faux.`,
    advice: `Publiez\u00a0: ${txtLine(domain, wider)}`,
  };
}
