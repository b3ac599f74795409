/** Whether the name that every link bears leads somewhere: a link that opens nothing is a mail sent for nothing. */
import { isIP } from 'node:net';
import type { Desk } from './desk.ts';
import { type Finding, noAnswer } from './finding.ts';

export async function checkSite({ config, names }: Desk): Promise<Finding[]> {
  const host = new URL(config.publicBaseUrl).hostname.replace(/^\[|\]$/g, '');
  const answer = isIP(host) === 0 ? await names.addresses(host) : undefined;
  if (answer?.state === 'silent') return [noAnswer('site', host)];
  if (answer === undefined || answer.records.length > 0) {
    return [{ check: 'site', verdict: 'good', sentence: `Le site ${host} a une adresse.` }];
  }
  return [
    {
      check: 'site',
      verdict: 'bad',
      sentence: `Le nom ${host} n’existe pas\u00a0: aucun lien ne s’ouvrira.`,
      advice: `Corrigez PUBLIC_BASE_URL, ou publiez\u00a0: ${host}. IN A ADRESSE-DU-SITE`,
    },
  ];
}
