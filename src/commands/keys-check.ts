/**
 * `renouveau keys check`: what still needs each key, and so when a former one can go; `--count` only counts, without opening the accounts.
 * A key is named by its fingerprint and never written.
 */
import { countKeys, type KeyCounts } from '../actions/count-keys.ts';
import {
  type KeyNeeds,
  type KeyState,
  type KeySurvey,
  REPORT_DAYS,
  surveyKeys,
} from '../actions/reseal-survey.ts';
import { countAccounts } from '../database/account-seals.ts';
import { command, JSON_OPTION } from './command.ts';
import { createMeter } from './meter.ts';
import { INTERRUPTED, say, sayFault } from './output.ts';
import { type CommandTools, overDatabase } from './settings.ts';
import { endWhenAsked } from './stopping.ts';

export const checkCommand = command({
  says: 'dit, pour chaque clé, ce qui en a encore besoin, et si elle peut être retirée',
  options: {
    count: {
      says: 'compte seulement, sans ouvrir les comptes\u00a0: rapide, mais ne dit pas si une clé peut être retirée',
    },
    ...JSON_OPTION,
  },
  examples: ['renouveau keys check', 'renouveau keys check --count'],
  statuses: {
    0: 'dit',
    1: 'un compte ne s’ouvre avec aucune clé, ou la clé d’un mot de passe manque',
    [INTERRUPTED]: 'interrompue\u00a0: rien n’est dit des clés',
  },
  run: ({ count, json }) => overDatabase(tools => (count ? sayCounts(tools, json) : checkKeys(tools, json))),
});

async function sayCounts(tools: CommandTools, asJson: boolean): Promise<void> {
  const counts = await countKeys(tools);
  say(asJson ? JSON.stringify(counts) : writeCounts(counts));
  const { sealedAccounts, passwords } = counts.withoutKey;
  if (sealedAccounts > 0) sayFault(`Comptes dont la clé manque à SECRET_KEYS\u00a0: ${sealedAccounts}.`);
  if (passwords > 0) sayPasswordsWithoutKey(passwords);
}

function writeCounts({ accounts, keys }: KeyCounts): string {
  const lines = keys.map(
    ({ fingerprint, isCurrent, sealedAccounts, passwords, journalEntries }) =>
      `${titleOf({ fingerprint, isCurrent })} ${NEEDS.sealedAccounts} ${sealedAccounts}, ${NEEDS.passwords} ${passwords}, ${NEEDS.journalEntries} ${journalEntries}.`,
  );
  return [`Comptes\u00a0: ${accounts}.`, ...lines].join('\n');
}

async function checkKeys(tools: CommandTools, asJson: boolean): Promise<void> {
  endWhenAsked(
    'Interrompu\u00a0: rien ne peut être dit des clés. Pour les regarder, relancez la même commande.',
  );
  const accounts = await countAccounts(tools.db);
  const meter = createMeter({ things: 'comptes', isSilent: asJson });
  const survey = await surveyKeys(tools, opened => meter.show(opened, Math.min(1, opened / accounts)));
  meter.end();
  say(asJson ? JSON.stringify(survey) : writeSurvey(survey));
  for (const ref of survey.unreadable) {
    sayFault(`Le compte ${ref} ne s’ouvre avec aucune clé de SECRET_KEYS.`);
  }
  if (survey.passwordsWithoutKey > 0) sayPasswordsWithoutKey(survey.passwordsWithoutKey);
}

function sayPasswordsWithoutKey(passwords: number): void {
  sayFault(
    `Mots de passe dont la clé manque à SECRET_KEYS\u00a0: ${passwords}. Leurs titulaires ne peuvent pas se connecter.`,
  );
}

function writeSurvey(survey: KeySurvey): string {
  return [
    `Comptes\u00a0: ${survey.accounts}.`,
    ...survey.keys.flatMap(key => [titleOf(key), ...needsOf(key.needs), verdictOf(key)]),
    'Les sessions ouvertes et les liens envoyés n’ont besoin d’aucune clé.',
  ].join('\n');
}

const titleOf = ({ fingerprint, isCurrent }: Pick<KeyState, 'fingerprint' | 'isCurrent'>) =>
  `Clé ${fingerprint}, ${isCurrent ? 'en cours' : 'ancienne'}\u00a0:`;

const NEEDS: Record<keyof KeyNeeds, string> = {
  sealedAccounts: 'comptes scellés',
  sealedInsured: 'personnes du registre',
  numberIndexes: 'numéros indexés',
  addressIndexes: 'adresses indexées',
  otherAddresses: 'autres adresses scellées',
  addressLinks: 'liens pour valider une adresse',
  provisionalCodes: 'codes provisoires en cours',
  passwords: 'mots de passe',
  journalEntries: 'lignes du journal',
  recentMails: `mails de moins de ${REPORT_DAYS} jours`,
  openNotices: `notifications plus anciennes, dont «\u00a0Ce n’était pas moi\u00a0» sert encore`,
};

function needsOf(needs: KeyNeeds): string[] {
  return Object.entries(NEEDS).map(([need, words]) => `  ${words}\u00a0: ${needs[need as keyof KeyNeeds]}`);
}

/** By `keys rotate`. */
const MADE_ANEW = [
  'sealedAccounts',
  'sealedInsured',
  'numberIndexes',
  'addressIndexes',
  'otherAddresses',
  'addressLinks',
] as const satisfies readonly (keyof KeyNeeds)[];

/** What to do is told in the order in which it has to be done. */
function verdictOf({ fingerprint, isCurrent, canBeRemoved, needs }: KeyState): string {
  if (isCurrent) return '  C’est elle qui scelle.';
  if (canBeRemoved) {
    return `  La clé ${fingerprint} peut être retirée, une heure après le dernier redémarrage d’un serveur\u00a0: des formulaires ouverts s’en servent jusque-là.`;
  }
  const reasons: string[] = [];
  if (MADE_ANEW.some(need => needs[need] > 0)) reasons.push('lancez «\u00a0renouveau keys rotate\u00a0»');
  if (needs.passwords > 0) {
    reasons.push('des mots de passe en dépendent, jusqu’à ce que leur titulaire se connecte ou en change');
  }
  if (needs.provisionalCodes > 0) reasons.push('des codes provisoires ne serviraient plus');
  if (needs.openNotices > 0) {
    reasons.push(
      '«\u00a0Ce n’était pas moi\u00a0» fermerait encore le compte, mais sans envoyer de mail pour un nouveau mot de passe',
    );
  }
  if (needs.recentMails > 0) reasons.push('des rapports de non-remise peuvent encore revenir');
  if (needs.journalEntries > 0) reasons.push('le journal ne se vérifie pas sans elle, jusqu’à sa purge');
  return `  La clé ${fingerprint} ne peut pas être retirée\u00a0: ${reasons.join('\u00a0; ')}.`;
}
