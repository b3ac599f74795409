/** The tables of the agents' guide, made from the rules themselves, so that they say what the console does. */
import { AGENT_ROLES, type AgentDeed, mayDo, roleName } from '../../src/rules/agent-role.ts';
import { whyNotReceived } from '../../src/rules/mail-not-received.ts';
import { CALLS } from '../../test/fixtures/calls.ts';

/** The first cell of a row is its heading. */
export type Table = { caption: string; columns: readonly string[]; rows: readonly (readonly string[])[] };

const TABLES = { roles: rolesTable, appels: callsTable };

export type TableName = keyof typeof TABLES;

export function isTable(name: string): name is TableName {
  return Object.hasOwn(TABLES, name);
}

export function tableOf(name: TableName): Table {
  return TABLES[name]();
}

const DEEDS: Record<AgentDeed, string> = {
  find: 'Ouvrir un dossier et le lire',
  seeBoard: 'Voir les 24\u00a0dernières heures',
  reveal: 'Afficher un numéro et une adresse en clair',
  act: 'Agir pour l’assuré',
  decide: 'Approuver ce qu’un conseiller propose',
  readJournal: 'Lire le journal',
};

function rolesTable(): Table {
  return {
    caption: 'Ce que chaque rôle permet',
    columns: ['Ce que vous voulez faire', ...AGENT_ROLES.map(role => capital(roleName(role)))],
    rows: Object.entries(DEEDS).map(([deed, says]) => [
      says,
      ...AGENT_ROLES.map(role => (mayDo(role, deed as AgentDeed) ? 'Oui' : 'Non')),
    ]),
  };
}

function callsTable(): Table {
  return {
    caption: `${CALLS.length} appels, et ce que vous répondez`,
    columns: ['Ce que dit la personne', 'Ce que l’écran dit (à lire)', 'Ce que vous faites'],
    rows: CALLS.map(({ hears, mailCase }) => {
      const { say, act } = whyNotReceived(mailCase);
      return [`«\u00a0${hears.replace(/\.$/, '')}\u00a0»`, say, act];
    }),
  };
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
