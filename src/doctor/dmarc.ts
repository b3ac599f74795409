/**
 * DMARC of the From's domain (norm DKIM-1, RFC 9989): found by the DNS tree walk of `mailauth`, never by a list of public
 * suffixes. `pct`, `rf` and `ri` are no more; `p=reject` is the goal.
 */
import { type DMARCResult, dmarc } from 'mailauth';
import { type Desk, domainOf } from './desk.ts';
import { type Finding, noAnswer, txtLine } from './finding.ts';

/** What earlier RFC had, and receivers no longer read. */
const GONE_TAGS = ['pct', 'rf', 'ri'];

export async function checkDmarc(desk: Desk): Promise<Finding[]> {
  const domain = domainOf(desk.config.mail.fromAddress);
  const returnDomain = domainOf(desk.config.mail.returnAddress);
  const found = await dmarc({
    headerFrom: desk.config.mail.fromAddress,
    spfDomains: [returnDomain],
    resolver: desk.names.resolver,
  });
  if (found === false || found.status.result === 'temperror') return [noAnswer('dmarc', `_dmarc.${domain}`)];
  const record = found.rr;
  if (record === undefined) return [await missing(desk, domain)];
  const where = `_dmarc.${found.policyDomain ?? domain}`;
  return [
    judgePolicy(where, found, record),
    ...judgeTags(where, record),
    judgeReports(where, record),
    judgeAlignment({ domain, returnDomain }, found),
  ];
}

async function missing(desk: Desk, domain: string): Promise<Finding> {
  const name = `_dmarc.${domain}`;
  const texts = await desk.names.texts(name);
  const count = texts.state === 'answered' ? texts.records.filter(text => /^v=DMARC1/i.test(text)).length : 0;
  return {
    check: 'dmarc',
    verdict: 'bad',
    sentence:
      count > 1
        ? `${name} a ${count} enregistrements DMARC\u00a0: les destinataires n’en lisent alors aucun.`
        : `Le domaine ${domain} n’a pas de règle DMARC qui se lise, ni lui ni ceux qui sont au-dessus\u00a0: chacun peut se faire passer pour lui.`,
    advice: `Publiez d’abord\u00a0: ${txtLine(name, `v=DMARC1; p=quarantine; rua=mailto:dmarc@${domain}`)} puis, quand les rapports ne montrent plus de vrais mails refusés, p=reject.`,
  };
}

function judgePolicy(where: string, { policy, testMode }: DMARCResult, record: string): Finding {
  if (testMode) {
    return {
      check: 'dmarc',
      verdict: policy === 'none' ? 'bad' : 'warning',
      sentence: `${where} est à l’essai («\u00a0t=y\u00a0»)\u00a0: les destinataires appliquent une règle plus douce que celle qui est écrite.`,
      advice: `Quand les rapports sont bons, publiez\u00a0: ${txtLine(where, without(record, ['t']))}`,
    };
  }
  if (policy === 'reject') {
    return {
      check: 'dmarc',
      verdict: 'good',
      sentence: `DMARC\u00a0: ${where} fait refuser les faux mails (p=reject).`,
    };
  }
  const isNone = policy === 'none';
  return {
    check: 'dmarc',
    verdict: isNone ? 'bad' : 'warning',
    sentence: isNone
      ? `${where} laisse passer les faux mails (p=none).`
      : `${where} envoie les faux mails dans les indésirables (p=quarantine).`,
    advice: `Quand les rapports sont bons, publiez\u00a0: ${txtLine(where, rejecting(record))}`,
  };
}

function judgeTags(where: string, record: string): Finding[] {
  const gone = GONE_TAGS.filter(tag => tagsOf(record).some(({ name }) => name === tag));
  if (gone.length === 0) return [];
  const named = gone.map(tag => `«\u00a0${tag}\u00a0»`).join(', ');
  return [
    {
      check: 'dmarc-etiquettes',
      verdict: gone.includes('pct') ? 'bad' : 'warning',
      sentence: `${where} porte ${named}, qui ne veut plus rien dire (RFC 9989)\u00a0: la règle s’applique à tous les mails.`,
      advice: `Retirez-le\u00a0: ${txtLine(where, without(record, gone))}`,
    },
  ];
}

function judgeReports(where: string, record: string): Finding {
  const hasReports = tagsOf(record).some(({ name, value }) => name === 'rua' && value !== '');
  if (hasReports) {
    return {
      check: 'dmarc-rapports',
      verdict: 'good',
      sentence: 'DMARC\u00a0: les rapports ont une adresse (rua).',
    };
  }
  const domain = where.replace('_dmarc.', '');
  return {
    check: 'dmarc-rapports',
    verdict: 'warning',
    sentence: `${where} ne dit pas où envoyer les rapports (rua)\u00a0: personne ne voit qui écrit en votre nom.`,
    advice: `Publiez\u00a0: ${txtLine(where, `${without(record, ['rua'])}; rua=mailto:dmarc@${domain}`)}`,
  };
}

type Domains = { domain: string; returnDomain: string };

function judgeAlignment({ domain, returnDomain }: Domains, { alignment }: DMARCResult): Finding {
  if (alignment.spf.result !== undefined) {
    return {
      check: 'alignement',
      verdict: 'good',
      sentence: `L’adresse de retour (${returnDomain}) et l’expéditeur (${domain}) sont du même domaine pour DMARC.`,
    };
  }
  return {
    check: 'alignement',
    verdict: 'bad',
    sentence: `L’adresse de retour (${returnDomain}) n’est pas du domaine de l’expéditeur (${domain})\u00a0: SPF ne compte pas pour DMARC.`,
    advice: `Donnez à MAIL_RETURN_ADDRESS une adresse en @${domain}.`,
  };
}

type Tag = { name: string; value: string };

function tagsOf(record: string): Tag[] {
  return record
    .split(';')
    .map(part => part.trim())
    .filter(Boolean)
    .map(part => {
      const [name = '', value = ''] = part.split(/ *= */, 2);
      return { name: name.toLowerCase(), value };
    });
}

const write = (tags: readonly Tag[]) => tags.map(({ name, value }) => `${name}=${value}`).join('; ');

const without = (record: string, names: readonly string[]) =>
  write(tagsOf(record).filter(({ name }) => !names.includes(name)));

function rejecting(record: string): string {
  const tags = tagsOf(record).filter(({ name }) => !GONE_TAGS.includes(name));
  return write(tags.map(tag => (['p', 'sp'].includes(tag.name) ? { ...tag, value: 'reject' } : tag)));
}
