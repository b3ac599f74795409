/** The name of each sending address (norm DKIM-4): it has one (PTR), and that name leads back to it. */
import { BlockList, isIPv6 } from 'node:net';
import type { Desk } from './desk.ts';
import { type Finding, noAnswer } from './finding.ts';
import type { Names } from './names.ts';

/** An address may have several names; more than these are not looked at. */
const HOSTS_MAX = 10;

export function checkReverse(desk: Desk): Promise<Finding[]> {
  return Promise.all(desk.sendingAddresses.map(address => checkAddress(desk.names, address)));
}

async function checkAddress(names: Names, address: string): Promise<Finding> {
  const answer = await names.hostsOf(address);
  if (answer.state === 'silent') return noAnswer('ptr', address);
  const hosts = answer.records.slice(0, HOSTS_MAX);
  const bad = (sentence: string, advice: string): Finding => ({
    check: 'ptr',
    verdict: 'bad',
    sentence,
    advice,
  });
  if (hosts.length === 0) {
    return bad(
      `L’adresse ${address} n’a pas de nom (PTR)\u00a0: beaucoup de fournisseurs refusent ses mails.`,
      'Demandez à qui vous fournit l’adresse de lui donner le nom du relais.',
    );
  }
  const found = await Promise.all(hosts.map(host => names.addresses(host)));
  const back = hosts.find((_, index) => leadsTo(found[index], address));
  if (back !== undefined) {
    return {
      check: 'ptr',
      verdict: 'good',
      sentence: `L’adresse ${address} s’appelle ${back}, et ce nom y ramène.`,
    };
  }
  if (found.some(({ state }) => state === 'silent')) return noAnswer('ptr', hosts.join(', '));
  return bad(
    `L’adresse ${address} s’appelle ${hosts.join(', ')}, mais ce nom n’y ramène pas.`,
    `Publiez\u00a0: ${hosts[0]}. IN ${isIPv6(address) ? 'AAAA' : 'A'} ${address}`,
  );
}

type Found = Awaited<ReturnType<Names['addresses']>> | undefined;

/** One IPv6 address can be written in several ways: they are compared as addresses. */
function leadsTo(found: Found, address: string): boolean {
  if (found?.state !== 'answered') return false;
  const family = (one: string) => (isIPv6(one) ? 'ipv6' : 'ipv4');
  const list = new BlockList();
  for (const one of found.records) list.addAddress(one, family(one));
  return list.check(address, family(address));
}
