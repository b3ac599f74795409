/** The console as a table: where each page is, and what an agent must be allowed to do to see it. */
import type { AgentDeed } from '../rules/agent-role.ts';

export const HELPDESK_PATHS = {
  home: '/',
  cases: '/assures',
  approvals: '/a-valider',
  board: '/journee',
  journal: '/journal',
  signIn: '/connexion',
  callback: '/connexion/retour',
  signOut: '/deconnexion',
} as const;

export type HelpdeskPage = { path: string; title: string; deed: AgentDeed };

/** What the console's menu leads to, in its order. */
export const MENU: readonly HelpdeskPage[] = [
  { path: HELPDESK_PATHS.home, title: 'Trouver un assuré', deed: 'find' },
  { path: HELPDESK_PATHS.approvals, title: 'À valider', deed: 'decide' },
  { path: HELPDESK_PATHS.board, title: 'Les 24 dernières heures', deed: 'seeBoard' },
  { path: HELPDESK_PATHS.journal, title: 'Le journal', deed: 'readJournal' },
];
