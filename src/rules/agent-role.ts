/**
 * What each agent may do in the console: one table. A role can do all that those before it can. reader: sees, masked.
 * adviser: answers the phone, reveals, acts, and answers what another agent asks for
 * (decision 0034). supervisor: reads the journal.
 */

export const AGENT_ROLES = ['reader', 'adviser', 'supervisor'] as const;
export type AgentRole = (typeof AGENT_ROLES)[number];

const FIRST_ROLE = {
  find: 'reader',
  seeBoard: 'reader',
  reveal: 'adviser',
  act: 'adviser',
  decide: 'adviser',
  readJournal: 'supervisor',
} as const satisfies Record<string, AgentRole>;

export type AgentDeed = keyof typeof FIRST_ROLE;

export function mayDo(role: AgentRole, deed: AgentDeed): boolean {
  return AGENT_ROLES.indexOf(role) >= AGENT_ROLES.indexOf(FIRST_ROLE[deed]);
}

/** The strongest of those that the identity provider said; undefined when it said none of ours. */
export function readRole(claimed: unknown): AgentRole | undefined {
  const said = Array.isArray(claimed) ? claimed : [claimed];
  return AGENT_ROLES.filter(role => said.includes(role)).at(-1);
}

const NAMES: Record<AgentRole, string> = {
  reader: 'consultation',
  adviser: 'conseiller',
  supervisor: 'superviseur',
};

export function roleName(role: AgentRole): string {
  return NAMES[role];
}
