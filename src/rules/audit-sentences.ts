/** The journal as it is read out (norm RGP-9): each event in a French sentence, and what a verification found (LOG-7). */
import { accountSentence } from './account-sentences.ts';
import { agentSentence, type OfCases } from './agent-sentences.ts';
import type { AuditEvent, AuditedLimit, DeadLink, ErasedTable, PurgedTable } from './audit-events.ts';
import { explainDelivery } from './delivery-answers.ts';
import { EXTENSION_MINUTES, EXTENSIONS_MAX } from './more-time.ts';
import type { RequestFinding } from './renewal-answer.ts';
import type { MailKind, ReportEnding } from './request-timeline.ts';

const FINDINGS: Record<RequestFinding, string> = {
  match: 'un mail doit partir',
  noVerifiedAddress: 'pas d’adresse mail validée, aucun mail',
  noMatch: 'aucun compte ne correspond, aucun mail',
};

const LIMITS: Record<AuditedLimit, string> = {
  person: 'trop de demandes pour ce numéro et cette date de naissance',
  session: 'trop de demandes depuis ce navigateur',
  account: 'trop de demandes pour ce compte',
  mailAddress: 'trop de demandes pour cette adresse mail',
  number: 'trop de demandes pour ce numéro',
  client: 'trop de demandes depuis cette adresse réseau',
  network: 'trop de demandes depuis ce réseau',
  site: 'trop de demandes sur tout le site',
};

const MAILS: Record<MailKind, string> = {
  renewal: 'Mail de renouvellement',
  notice: 'Mail de notification',
  addressLink: 'Mail pour valider l’adresse',
  alert: 'Mail d’alerte',
};

const REPORTED: Record<ReportEnding, string> = {
  failed: 'il n’a pas pu être remis',
  delayed: 'il est retardé',
  delivered: 'il a été remis',
};

const DEAD: Record<DeadLink, string> = {
  expired: 'il avait expiré',
  usedHere: 'il avait déjà servi dans ce navigateur',
  used: 'il avait déjà servi',
  replaced: 'un mail plus récent l’avait remplacé',
  passwordChanged: 'le mot de passe avait changé entre-temps',
  addressChanged: 'l’adresse mail du compte avait changé entre-temps',
  disavowed: '«\u00a0Ce n’était pas moi\u00a0» l’avait annulé',
};

export function auditSentence(told: AuditEvent): string {
  switch (told.event) {
    case 'requestAccepted':
      return `Demande reçue\u00a0: ${FINDINGS[told.detail.finding]}.`;
    case 'requestRepeated':
      return 'La même demande, à l’instant\u00a0: elle ne compte pas.';
    case 'requestBlocked':
      return `Demande refusée\u00a0: ${LIMITS[told.detail.limit]}.`;
    case 'mailHandedOver':
      return `${MAILS[told.detail.kind]} parti. ${explainDelivery(told.detail.answer)}`;
    case 'mailDeferred':
      return `${MAILS[told.detail.kind]} retardé. ${explainDelivery(told.detail.answer)}`;
    case 'mailRefused':
      return `${MAILS[told.detail.kind]} refusé. ${explainDelivery(told.detail.answer)}`;
    case 'mailUnsure':
      return `${MAILS[told.detail.kind]} peut-être parti. ${explainDelivery(told.detail.answer)}`;
    case 'mailGivenUp':
      return `${MAILS[told.detail.kind]} abandonné\u00a0: il n’a pas pu partir à temps.`;
    case 'reportNoted':
      return `Rapport sur un mail\u00a0: ${REPORTED[told.detail.ending]}. ${explainDelivery(told.detail.answer)}`;
    default:
      return ownSentence(told);
  }
}

type OfTheMails = Extract<AuditEvent, { event: `request${string}` | `mail${string}` | 'reportNoted' }>;

function ownSentence(told: Exclude<AuditEvent, OfTheMails>): string {
  switch (told.event) {
    case 'linkOpened':
      return 'Lien ouvert pour la première fois.';
    case 'linkExtended':
      return `Lien prolongé de ${EXTENSION_MINUTES} minutes (${told.detail.extension} fois sur ${EXTENSIONS_MAX} au plus).`;
    case 'linkRefused':
      return `Lien refusé\u00a0: ${DEAD[told.detail.why]}.`;
    case 'passwordRefused':
      return `Mot de passe refusé (règles\u00a0: ${told.detail.rules.join(', ')}).`;
    case 'passwordChanged':
      return `Mot de passe modifié\u00a0; sessions fermées\u00a0: ${told.detail.sessionsEnded}.`;
    case 'signedIn':
      return 'Connexion.';
    case 'signInFailed':
      return 'Connexion refusée\u00a0: numéro ou mot de passe incorrect.';
    case 'signInThrottled':
      return 'Connexion refusée\u00a0: trop d’essais.';
    case 'signedOut':
      return 'Déconnexion.';
    case 'accountAdded':
      return `Compte ajouté, adresse mail ${told.detail.addressVerified ? 'validée' : 'absente ou non validée'}.`;
    case 'accountCreated':
    case 'accountNotCreated':
    case 'addressChangeAsked':
    case 'addressVerified':
    case 'addressChanged':
    case 'addressChangeCancelled':
    case 'ownPasswordRefused':
    case 'codeIssued':
    case 'signedInWithCode':
    case 'passwordChosen':
    case 'sessionsClosed':
    case 'linkDisavowed':
    case 'changeDisavowed':
      return accountSentence(told);
    default:
      return operatorsSentence(told);
  }
}

type OfOperators = Extract<
  AuditEvent,
  { event: `agent${string}` | 'personErased' | `${string}Imported` | 'keysRotated' | 'purged' | 'commandRun' }
>;

/** What commands did, and agents in their console. */
function operatorsSentence(told: OfOperators | OfCases): string {
  switch (told.event) {
    case 'personErased':
      return `Personne effacée\u00a0: ${rowsSentence(told.detail)}.`;
    case 'accountsImported':
      return `Import de comptes\u00a0: ${told.detail.accounts} ajoutés.`;
    case 'registerImported':
      return `Import du registre des assurés\u00a0: ${told.detail.people} ajoutés ou mis à jour.`;
    case 'keysRotated':
      return `Changement de clé\u00a0: lignes scellées à nouveau, ${told.detail.rows}.`;
    case 'purged':
      return `Purge\u00a0: ${rowsSentence(told.detail)}.`;
    case 'commandRun':
      return `Commande «\u00a0${told.detail.command}\u00a0».`;
    default:
      return agentSentence(told);
  }
}

const TABLES: Record<PurgedTable | ErasedTable, string> = {
  code_answers: 'codes',
  quotas: 'quotas',
  request_limits: 'limites de demandes',
  sign_in_limits: 'limites de connexion',
  sessions: 'sessions',
  provisional_codes: 'codes provisoires',
  account_activity: 'activité des comptes',
  other_addresses: 'autres adresses',
  agent_sessions: 'connexions de conseillers',
  agent_approvals: 'demandes de validation',
  agent_cases: 'dossiers de conseillers',
  mails: 'mails',
  renewal_links: 'liens',
  address_links: 'liens de validation d’adresse',
  renewal_requests: 'demandes',
  disavowals: '«\u00a0Ce n’était pas moi\u00a0»',
  audit_entries: 'lignes du journal',
  accounts: 'comptes',
  verified_addresses: 'adresses validées',
  bounced_addresses: 'adresses refusées',
};

/** `demandes 12, liens 9`. */
export function rowsSentence(removed: Partial<Record<PurgedTable | ErasedTable, number>>): string {
  return (Object.keys(removed) as (PurgedTable | ErasedTable)[])
    .map(table => `${TABLES[table]} ${removed[table]}`)
    .join(', ');
}
