/**
 * The people of the demonstration, of the tests and of the pictures. Invented; their numbers have a commune (990) and
 * an order (999) that no register gives, and valid keys (norm RGP-8).
 */
import './guard.ts';
import type { AgentRole } from '../rules/agent-role.ts';
import type { DateOfBirth } from '../rules/date-of-birth.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { Nir } from '../rules/nir.ts';
import type { InsuredPerson } from '../rules/register-row.ts';

export { writtenNir } from '../rules/nir.ts';

export type DemoPerson = {
  name: string;
  /** Who it is for: one line, in French. */
  story: string;
  nir: Nir;
  dateOfBirth: DateOfBirth;
  mailAddress: MailAddress | null;
  addressVerified: boolean;
  /** Starts the demonstration with the block of étape 3bis, case 2. */
  blocked: boolean;
  /** Starts the demonstration with a provisional code. */
  holdsCode: boolean;
  /** All are in the register of insured people; who has no account may create one. */
  hasAccount: boolean;
};

/** The password that everybody had, and lost. */
export const FORMER_PASSWORD = 'AncienMotDePasse1';

function person(given: {
  name: string;
  story: string;
  nir: string;
  born: readonly [day: number, month: number, year: number];
  mail: string | null;
  addressVerified?: boolean;
  blocked?: boolean;
  holdsCode?: boolean;
  hasAccount?: boolean;
}): DemoPerson {
  const [day, month, year] = given.born;
  return {
    name: given.name,
    story: given.story,
    nir: given.nir as Nir,
    dateOfBirth: { year, month, day },
    mailAddress: given.mail as MailAddress | null,
    addressVerified: given.addressVerified ?? given.mail !== null,
    blocked: given.blocked ?? false,
    holdsCode: given.holdsCode ?? false,
    hasAccount: given.hasAccount ?? true,
  };
}

export const PEOPLE = {
  camille: person({
    name: 'Camille Exemple',
    story: 'Tout va bien\u00a0: le mail arrive.',
    nir: '2850775990999',
    born: [12, 7, 1985],
    mail: 'camille.exemple@exemple.fr',
  }),
  noe: person({
    name: 'Noé Sansmail',
    story: 'Pas d’adresse mail (étape 3bis, cas 1). Un code provisoire lui a été donné.',
    nir: '1520364990999',
    born: [3, 3, 1952],
    mail: null,
    holdsCode: true,
  }),
  ines: person({
    name: 'Inès Nonvalide',
    story: 'Adresse mail jamais validée (étape 3bis, cas 1).',
    nir: '2910969990999',
    born: [21, 9, 1991],
    mail: 'ines.nonvalide@exemple.fr',
    addressVerified: false,
  }),
  bilal: person({
    name: 'Bilal Bloqué',
    story: 'Trop de demandes (étape 3bis, cas 2).',
    nir: '1681113990999',
    born: [5, 11, 1968],
    mail: 'bilal.bloque@exemple.fr',
    blocked: true,
  }),
  lisandru: person({
    name: 'Lisandru Corse',
    story: 'Né en Corse\u00a0: 2A dans le numéro.',
    nir: '176082A990999',
    born: [30, 8, 1976],
    mail: 'lisandru.corse@exemple.fr',
  }),
  amina: person({
    name: 'Amina Lointaine',
    story: 'Née à l’étranger, jour et mois inconnus\u00a0: 00/00/1965.',
    nir: '2659999350999',
    born: [0, 0, 1965],
    mail: 'amina.lointaine@exemple.fr',
  }),
  pavel: person({
    name: 'Pavel Provisoire',
    story: 'Numéro provisoire, en attendant le définitif.',
    nir: '7112399990999',
    born: [14, 2, 2001],
    mail: 'pavel.provisoire@exemple.fr',
  }),
  lea: person({
    name: 'Léa Nouvelle',
    story: 'Pas encore de compte\u00a0: à créer.',
    nir: '2970469990999',
    born: [18, 4, 1997],
    mail: 'lea.nouvelle@exemple.fr',
    hasAccount: false,
  }),
} as const;

/** As the register of insured people has them: given names, then the name. */
export function registeredAs({ name, nir, dateOfBirth }: DemoPerson): InsuredPerson {
  const [givenNames = name, ...rest] = name.split(' ');
  return { nir, birthName: rest.join(' ') || givenNames, usualName: null, givenNames, dateOfBirth };
}

/** Who answers the phone: known to the demonstration's identity provider, without an account here. */
export type DemoAgent = { subject: string; name: string; story: string; role: AgentRole | 'none' };

export const AGENTS: readonly DemoAgent[] = [
  {
    subject: 'claire',
    name: 'Claire Agent',
    story: 'conseillère, elle répond au téléphone.',
    role: 'adviser',
  },
  {
    subject: 'sofia',
    name: 'Sofia Chef',
    story: 'superviseuse, elle lit aussi le journal.',
    role: 'supervisor',
  },
  {
    subject: 'leo',
    name: 'Léo Stagiaire',
    story: 'en formation, il consulte sans rien changer.',
    role: 'reader',
  },
  { subject: 'marc', name: 'Marc Sansrôle', story: 'd’un autre service, sans rôle ici.', role: 'none' },
];

/** `12/07/1985`, with 00 for what is unknown. */
export function writtenDate({ day, month, year }: DateOfBirth): string {
  return `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`;
}
