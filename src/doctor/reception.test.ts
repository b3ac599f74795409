/** Receiving, names of addresses, and the site (norms ML-10, DKIM-4). */
import { describe } from 'node:test';
import { type DomainFault, gone, testFaults } from '../../test/domain-faults.ts';
import { DOMAIN, makeSigningKeys } from '../../test/sending-domain.ts';

const REVERSE = '25.2.0.192.in-addr.arpa';
const keys = makeSigningKeys();

const FAULTS: readonly DomainFault[] = [
  {
    of: 'no MX',
    in: zone => {
      zone[DOMAIN] = { TXT: ['v=spf1 ip4:192.0.2.25 -all'] };
    },
    settings: { PUBLIC_BASE_URL: 'https://relais.exemple.fr' },
    turns: ['mx bad'],
    says: /il n’a pas de MX/,
    advises: /compte\.exemple\.fr\. IN MX 10 /,
  },
  {
    of: 'no MX, but an address',
    in: zone => {
      zone[DOMAIN] = { TXT: ['v=spf1 ip4:192.0.2.25 -all'], A: ['192.0.2.80'] };
    },
    turns: ['mx warning'],
    says: /ses mails iraient à 192\.0\.2\.80/,
  },
  {
    of: 'a null MX',
    in: zone => {
      zone[DOMAIN] = { ...(zone[DOMAIN] as object), MX: [{ exchange: '', priority: 0 }] };
    },
    turns: ['mx bad'],
    says: /annonce qu’il ne reçoit aucun mail/,
  },
  {
    of: 'an MX that has no address',
    in: gone('mx.exemple.fr'),
    turns: ['mx bad'],
    says: /mx\.exemple\.fr n’a pas d’adresse/,
  },
  {
    of: 'an address without a name',
    in: gone(REVERSE),
    turns: ['ptr bad'],
    says: /192\.0\.2\.25 n’a pas de nom/,
  },
  {
    of: 'a name that does not lead back',
    in: zone => {
      zone['relais.exemple.fr'] = { A: ['192.0.2.77'] };
    },
    turns: ['ptr bad'],
    says: /s’appelle relais\.exemple\.fr, mais ce nom n’y ramène pas/,
    advises: /relais\.exemple\.fr\. IN A 192\.0\.2\.25/,
  },
  {
    of: 'a site that has no address',
    settings: { PUBLIC_BASE_URL: 'https://compt.exemple.fr' },
    turns: ['site bad'],
    says: /compt\.exemple\.fr n’existe pas/,
  },
];

describe('the doctor and reception', () => testFaults('ML-10, DKIM-4', keys, FAULTS));
