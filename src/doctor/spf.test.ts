/** SPF (norm DKIM-1), broken in every way that operators know. */
import { describe } from 'node:test';
import { type DomainFault, testFaults, txt } from '../../test/domain-faults.ts';
import { DOMAIN, makeSigningKeys } from '../../test/sending-domain.ts';

const keys = makeSigningKeys();

const FAULTS: readonly DomainFault[] = [
  {
    of: 'no SPF',
    in: txt(DOMAIN, 'un autre texte'),
    turns: ['spf bad'],
    says: /n’a pas d’enregistrement SPF/,
    advises: /compte\.exemple\.fr\. IN TXT "v=spf1 ip4:192\.0\.2\.25 -all"/,
  },
  {
    of: 'two SPF records',
    in: txt(DOMAIN, 'v=spf1 ip4:192.0.2.25 -all', 'v=spf1 a ~all'),
    turns: ['spf bad'],
    says: /a 2 enregistrements SPF/,
    advises: /"v=spf1 ip4:192\.0\.2\.25 a -all"/,
  },
  {
    of: '+all',
    in: txt(DOMAIN, 'v=spf1 ip4:192.0.2.25 +all'),
    turns: ['spf bad'],
    says: /laisse n’importe qui envoyer/,
    advises: /"v=spf1 ip4:192\.0\.2\.25 -all"/,
  },
  {
    of: 'a record that lets everybody in without +all',
    in: txt(DOMAIN, 'v=spf1 ip4:0.0.0.0/0 -all'),
    turns: ['spf bad'],
    says: /laisse n’importe qui envoyer/,
  },
  {
    of: 'an SPF record without an end',
    in: txt(DOMAIN, 'v=spf1 ip4:192.0.2.25'),
    turns: ['spf warning'],
    says: /ne dit rien des inconnus/,
    advises: /"v=spf1 ip4:192\.0\.2\.25 -all"/,
  },
  {
    of: 'an SPF record with a fault in it',
    in: txt(DOMAIN, 'v=spf1 ip4:192.0.2 -all'),
    turns: ['spf bad'],
    says: /contient une faute/,
  },
  {
    of: 'an SPF record of eleven look-ups',
    in: zone => {
      const includes = Array.from({ length: 11 }, (_, index) => `include:i${index}.exemple.fr`);
      txt(DOMAIN, `v=spf1 ${includes.join(' ')} -all`)(zone);
      for (const include of includes) txt(include.slice('include:'.length), 'v=spf1 -all')(zone);
    },
    turns: ['spf bad'],
    says: /demande plus de 10 recherches/,
  },
  {
    of: 'a sending address that SPF does not name',
    in: txt(DOMAIN, 'v=spf1 ip4:192.0.2.99 -all'),
    turns: ['spf-adresse bad'],
    says: /n’autorise pas l’adresse 192\.0\.2\.25/,
    advises: /"v=spf1 ip4:192\.0\.2\.25 ip4:192\.0\.2\.99 -all"/,
  },
  {
    of: 'a sending address that was not told',
    desk: { sendingAddresses: [] },
    turns: ['spf-adresse warning'],
    says: /n’a pas été donnée/,
    advises: /--ip/,
  },
];

describe('the doctor and spf', () => testFaults('DKIM-1', keys, FAULTS));
