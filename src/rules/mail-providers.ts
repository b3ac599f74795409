/**
 * The mailbox providers that people in France have: told apart by the end of an address, for the help of the
 * document's last page (norm FR-5), and by the servers that take their mail, so as not to press any of them with too
 * many connections at once (norms FR-1, FR-2). Names change hands: SFR has Neuf's and Numericable's, Free has Alice's.
 */

export type MailProviderName =
  | 'Orange'
  | 'SFR'
  | 'Free'
  | 'La Poste'
  | 'Bouygues'
  | 'Outlook'
  | 'Gmail'
  | 'Yahoo'
  | 'iCloud'
  | 'GMX'
  | 'Proton'
  | 'Mailo';

export type MailProvider = {
  name: MailProviderName;
  /** What its addresses end with, in lower case. */
  domains: readonly string[];
  /** What the names of its MX hosts end with, in lower case: a whole name, or the end of one after a dot. */
  mxSuffixes: readonly string[];
  /** How many deliveries it may be handed at once. */
  connectionsMax: number;
};

/** For whoever is not in the table. */
export const OTHER_CONNECTIONS_MAX = 4;

export const MAIL_PROVIDERS: readonly MailProvider[] = [
  {
    name: 'Orange',
    domains: ['orange.fr', 'wanadoo.fr', 'voila.fr'],
    mxSuffixes: ['orange.fr', 'wanadoo.fr'],
    connectionsMax: 1,
  },
  {
    name: 'SFR',
    domains: [
      ...['sfr.fr', 'neuf.fr', '9online.fr', '9business.fr', 'cegetel.net', 'club-internet.fr'],
      ...['numericable.fr', 'numericable.com', 'noos.fr', 'modulonet.fr', 'evhr.net', 'estvideo.fr'],
    ],
    mxSuffixes: ['sfr.fr', 'neuf.fr'],
    connectionsMax: 2,
  },
  {
    name: 'Free',
    domains: [
      ...['free.fr', 'aliceadsl.fr', 'libertysurf.fr', 'worldonline.fr', 'tiscali.fr', 'freesbee.fr'],
      ...['infonie.fr'],
    ],
    mxSuffixes: ['free.fr', 'proxad.net'],
    connectionsMax: 2,
  },
  { name: 'La Poste', domains: ['laposte.net'], mxSuffixes: ['laposte.net'], connectionsMax: 2 },
  {
    name: 'Bouygues',
    domains: ['bbox.fr'],
    mxSuffixes: ['bbox.fr', 'bouyguestelecom.fr'],
    connectionsMax: 2,
  },
  {
    name: 'Outlook',
    domains: [
      ...['outlook.com', 'outlook.fr', 'outlook.be', 'outlook.de', 'outlook.es', 'outlook.it', 'outlook.pt'],
      ...['hotmail.com', 'hotmail.fr', 'hotmail.be', 'hotmail.ch', 'hotmail.de', 'hotmail.es', 'hotmail.it'],
      ...['hotmail.co.uk', 'live.com', 'live.fr', 'live.be', 'live.co.uk', 'live.it', 'live.nl', 'msn.com'],
      ...['passport.com', 'windowslive.com'],
    ],
    // The second half is for the newer names of Exchange Online.
    mxSuffixes: ['protection.outlook.com', 'mx.microsoft'],
    connectionsMax: 2,
  },
  {
    name: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    mxSuffixes: ['google.com', 'googlemail.com'],
    connectionsMax: 2,
  },
  {
    name: 'Yahoo',
    domains: [
      ...['yahoo.com', 'yahoo.fr', 'yahoo.be', 'yahoo.ca', 'yahoo.co.uk', 'yahoo.de', 'yahoo.es', 'yahoo.it'],
      ...['ymail.com', 'rocketmail.com', 'aol.com', 'aol.fr'],
    ],
    mxSuffixes: ['yahoodns.net'],
    connectionsMax: 2,
  },
  {
    name: 'iCloud',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    mxSuffixes: ['mail.icloud.com'],
    connectionsMax: 2,
  },
  {
    name: 'GMX',
    domains: ['gmx.fr', 'gmx.com', 'gmx.net', 'gmx.de', 'gmx.ch', 'caramail.fr', 'caramail.com'],
    mxSuffixes: ['gmx.net', 'gmx.com'],
    connectionsMax: 2,
  },
  {
    name: 'Proton',
    domains: ['proton.me', 'protonmail.com', 'pm.me'],
    mxSuffixes: ['protonmail.ch'],
    connectionsMax: 2,
  },
  {
    name: 'Mailo',
    domains: ['mailo.com', 'netcourrier.com', 'net-c.com', 'netc.fr'],
    mxSuffixes: ['mailo.com', 'netcourrier.com'],
    connectionsMax: 2,
  },
];

/** @param domain what stands after the @ of an address, in any case */
export function providerOfDomain(domain: string): MailProvider | undefined {
  return MAIL_PROVIDERS.find(provider => provider.domains.some(end => endsWith(domain, end)));
}

/** @param host the name of an MX, in any case, with or without the dot that the DNS ends it with */
export function providerOfMx(host: string): MailProvider | undefined {
  return MAIL_PROVIDERS.find(provider => provider.mxSuffixes.some(end => endsWith(host, end)));
}

export function connectionsMaxOf(name: MailProviderName | undefined): number {
  const provider = MAIL_PROVIDERS.find(listed => listed.name === name);
  return provider?.connectionsMax ?? OTHER_CONNECTIONS_MAX;
}

/** By whole labels: `mx.orange.fr` ends with `orange.fr`, `notorange.fr` does not. */
function endsWith(name: string, end: string): boolean {
  return `.${name.toLowerCase().replace(/\.$/, '')}`.endsWith(`.${end}`);
}
