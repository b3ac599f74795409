/** DMARC (norm DKIM-1, RFC 9989): the policy, its tags, and whose domain the return address is of. */
import { describe } from 'node:test';
import { type DomainFault, gone, testFaults, txt } from '../../test/domain-faults.ts';
import { DOMAIN, makeSigningKeys } from '../../test/sending-domain.ts';

const DMARC = `_dmarc.${DOMAIN}`;
const RETURN_ELSEWHERE = { MAIL_RETURN_ADDRESS: 'retour@ailleurs.exemple' };
const keys = makeSigningKeys();

const FAULTS: readonly DomainFault[] = [
  {
    of: 'no DMARC',
    in: gone(DMARC),
    turns: ['dmarc bad', 'lettre warning'],
    says: /n’a pas de règle DMARC/,
    advises: /_dmarc\.compte\.exemple\.fr\. IN TXT "v=DMARC1; p=quarantine; rua=/,
  },
  {
    of: 'two DMARC records',
    in: txt(DMARC, 'v=DMARC1; p=reject; rua=mailto:a@b.fr', 'v=DMARC1; p=none; rua=mailto:a@b.fr'),
    turns: ['dmarc bad', 'lettre warning'],
    says: /a 2 enregistrements DMARC/,
  },
  {
    of: 'p=none',
    in: txt(DMARC, 'v=DMARC1; p=none; rua=mailto:a@b.fr'),
    turns: ['dmarc bad'],
    says: /laisse passer les faux mails \(p=none\)/,
    advises: /"v=DMARC1; p=reject; rua=mailto:a@b\.fr"/,
  },
  {
    of: 'p=quarantine',
    in: txt(DMARC, 'v=DMARC1; p=quarantine; rua=mailto:a@b.fr'),
    turns: ['dmarc warning'],
    says: /dans les indésirables \(p=quarantine\)/,
    advises: /p=reject/,
  },
  {
    of: 'a policy inherited from above, weaker for what is below',
    in: zone => {
      delete zone[DMARC];
      txt('_dmarc.exemple.fr', 'v=DMARC1; p=reject; sp=none; rua=mailto:a@b.fr')(zone);
    },
    turns: ['dmarc bad'],
    says: /_dmarc\.exemple\.fr laisse passer/,
    advises: /p=reject; sp=reject/,
  },
  {
    of: 'pct=50',
    in: txt(DMARC, 'v=DMARC1; p=reject; pct=50; rua=mailto:a@b.fr'),
    turns: ['dmarc-etiquettes bad'],
    says: /«\spct\s», qui ne veut plus rien dire/,
    advises: /"v=DMARC1; p=reject; rua=mailto:a@b\.fr"/,
  },
  {
    of: 't=y',
    in: txt(DMARC, 'v=DMARC1; p=reject; t=y; rua=mailto:a@b.fr'),
    turns: ['dmarc warning'],
    says: /est à l’essai/,
    advises: /"v=DMARC1; p=reject; rua=mailto:a@b\.fr"/,
  },
  {
    of: 'an empty address for reports',
    in: txt(DMARC, 'v=DMARC1; p=reject; rua='),
    turns: ['dmarc-rapports warning'],
    says: /ne dit pas où envoyer les rapports/,
    advises: /"v=DMARC1; p=reject; rua=mailto:dmarc@compte\.exemple\.fr"/,
  },
  {
    of: 'no address for reports',
    in: txt(DMARC, 'v=DMARC1; p=reject'),
    turns: ['dmarc-rapports warning'],
    says: /ne dit pas où envoyer les rapports/,
    advises: /"v=DMARC1; p=reject; rua=mailto:dmarc@compte\.exemple\.fr"/,
  },
  {
    of: 'a return address of another domain',
    settings: RETURN_ELSEWHERE,
    in: zone => {
      zone['ailleurs.exemple'] = { ...(zone[DOMAIN] as object) };
    },
    turns: ['alignement bad'],
    says: /\(ailleurs\.exemple\) n’est pas du domaine de l’expéditeur/,
    advises: /@compte\.exemple\.fr/,
  },
];

describe('the doctor and dmarc', () => testFaults('DKIM-1', keys, FAULTS));
