/** The console's routes as a table: who comes through each. `src/helpdesk/routes.test.ts` holds it to the app's own list. */
import type { AgentRole } from '../src/rules/agent-role.ts';

/** Who may: the first role that comes through. `all` are without a door: files, and coming in or going out. */
export const CONSOLE_ROUTES: Record<string, AgentRole | 'all'> = {
  'GET /': 'reader',
  'POST /assures': 'reader',
  'GET /assures/:ref': 'reader',
  'POST /assures/:ref/appelant': 'reader',
  'POST /assures/:ref/en-clair': 'adviser',
  'POST /assures/:ref/lever-le-blocage': 'adviser',
  'POST /assures/:ref/renvoyer': 'adviser',
  'POST /assures/:ref/code-provisoire': 'adviser',
  'POST /assures/:ref/code-accepte': 'adviser',
  'POST /assures/:ref/fermer-les-connexions': 'adviser',
  'POST /assures/:ref/adresse': 'adviser',
  'GET /a-valider': 'adviser',
  'POST /a-valider/:ref/accepter': 'adviser',
  'POST /a-valider/:ref/refuser': 'adviser',
  'POST /a-valider/:ref/en-clair': 'adviser',
  'GET /journee': 'reader',
  'GET /journal': 'supervisor',
  'POST /journal/verifier': 'supervisor',
  'POST /journal/exporter': 'supervisor',
  'GET /connexion': 'all',
  'GET /connexion/retour': 'all',
  'POST /deconnexion': 'all',
};
export const CONSOLE_ROLES: readonly AgentRole[] = ['reader', 'adviser', 'supervisor'];
