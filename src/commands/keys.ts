/**
 * `renouveau keys rotate` and `keys check`: after a new key was put in front of SECRET_KEYS, bring the accounts to it
 * while the servers run, and see when the former one can go. A key is named by its fingerprint and never written.
 */
import { type ResealProgress, type ResealReport, resealAccounts } from '../actions/reseal-accounts.ts';
import {
  type KeyNeeds,
  type KeyState,
  type KeySurvey,
  REPORT_DAYS,
  surveyKeys,
} from '../actions/reseal-survey.ts';
import { migrate } from '../database/migrate.ts';
import { openForCommand } from '../database/open.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';

const USAGE = [
  'renouveau keys rotate  scelle les comptes avec la première clé de SECRET_KEYS, pendant que les serveurs tournent',
  'renouveau keys check   dit, pour chaque clé, ce qui en a encore besoin, et si elle peut être retirée',
  '  --json  pour une sortie en JSON',
  '',
  'Se termine avec le code 1 quand un compte ne s’ouvre avec aucune clé.',
].join('\n');

const OPTIONS = ['--json'];

export async function keys([verb, ...options]: readonly string[]): Promise<void> {
  if (verb === '--help' || verb === '-h') return say(USAGE);
  const isOdd = options.some(option => !OPTIONS.includes(option));
  if ((verb !== 'rotate' && verb !== 'check') || isOdd) return sayFault(USAGE);
  const config = readSettings('production');
  if (config === undefined) return;
  const asJson = options.includes('--json');
  const database = await openForCommand(config.database);
  try {
    await migrate(database.db);
    const secrets = createSecrets(config.secretKeys, realWorld);
    const tools = { db: database.db, secrets, world: realWorld };
    await (verb === 'rotate' ? rotate(tools, asJson) : check(tools, asJson));
  } finally {
    await database.close();
  }
}

type Tools = Parameters<typeof surveyKeys>[0];

async function rotate(tools: Tools, asJson: boolean): Promise<void> {
  const watch = process.stderr.isTTY ? showProgress(tools.world.now()) : undefined;
  const { report } = await resealAccounts(tools, watch);
  if (watch !== undefined) process.stderr.write('\n');
  say(asJson ? JSON.stringify(report) : sentenceOf(report, tools));
  sayLeft(report);
}

/** One line of a terminal, written over: how many, how fast, how long still. */
function showProgress(startedAt: Date): (progress: ResealProgress) => void {
  const SECOND_MS = 1000;
  return ({ looked, accounts }) => {
    const seconds = (realWorld.now().getTime() - startedAt.getTime()) / SECOND_MS;
    const rate = looked / Math.max(seconds, 1 / SECOND_MS);
    const left = Math.ceil(Math.max(0, accounts - looked) / rate);
    process.stderr.write(
      `\r${looked} comptes sur ${accounts}, ${Math.round(rate)} par seconde, encore ${left} s   `,
    );
  };
}

function sentenceOf({ accounts, resealed }: ResealReport, { secrets }: Tools): string {
  const key = secrets.keys.current('seal').fingerprint.toString('hex');
  return `Comptes\u00a0: ${accounts}. Scellés maintenant avec la clé ${key}\u00a0: ${resealed}.`;
}

function sayLeft({ unreadable, doubled }: Pick<ResealReport, 'unreadable' | 'doubled'>): void {
  for (const ref of unreadable) sayFault(`Le compte ${ref} ne s’ouvre avec aucune clé de SECRET_KEYS.`);
  for (const ref of doubled) {
    sayFault(`Le numéro du compte ${ref} a déjà un autre compte\u00a0: il garde sa clé. Regardez les deux.`);
  }
}

async function check(tools: Tools, asJson: boolean): Promise<void> {
  const survey = await surveyKeys(tools);
  say(asJson ? JSON.stringify(survey) : writeSurvey(survey));
  sayLeft({ unreadable: survey.unreadable, doubled: [] });
  if (survey.passwordsWithoutKey > 0) {
    sayFault(
      `Mots de passe dont la clé manque à SECRET_KEYS\u00a0: ${survey.passwordsWithoutKey}. Leurs titulaires ne peuvent pas se connecter.`,
    );
  }
}

function writeSurvey(survey: KeySurvey): string {
  return [
    `Comptes\u00a0: ${survey.accounts}.`,
    ...survey.keys.flatMap(key => [titleOf(key), ...needsOf(key.needs), verdictOf(key)]),
    'Les sessions ouvertes et les liens envoyés n’ont besoin d’aucune clé.',
  ].join('\n');
}

const titleOf = ({ fingerprint, isCurrent }: KeyState) =>
  `Clé ${fingerprint}, ${isCurrent ? 'en cours' : 'ancienne'}\u00a0:`;

const NEEDS: Record<keyof KeyNeeds, string> = {
  sealedAccounts: 'comptes scellés',
  numberIndexes: 'numéros indexés',
  addressIndexes: 'adresses indexées',
  passwords: 'mots de passe',
  journalEntries: 'lignes du journal',
  recentMails: `mails de moins de ${REPORT_DAYS} jours`,
};

function needsOf(needs: KeyNeeds): string[] {
  return Object.entries(NEEDS).map(([need, words]) => `  ${words}\u00a0: ${needs[need as keyof KeyNeeds]}`);
}

/** What to do is told in the order in which it has to be done. */
function verdictOf({ fingerprint, isCurrent, canBeRemoved, needs }: KeyState): string {
  if (isCurrent) return '  C’est elle qui scelle.';
  if (canBeRemoved) {
    return `  La clé ${fingerprint} peut être retirée, une heure après le dernier redémarrage d’un serveur\u00a0: des formulaires ouverts s’en servent jusque-là.`;
  }
  const reasons: string[] = [];
  if (needs.sealedAccounts + needs.numberIndexes + needs.addressIndexes > 0) {
    reasons.push('lancez «\u00a0renouveau keys rotate\u00a0»');
  }
  if (needs.passwords > 0) {
    reasons.push('des mots de passe en dépendent, jusqu’à ce que leur titulaire se connecte ou en change');
  }
  if (needs.recentMails > 0) reasons.push('des rapports de non-remise peuvent encore revenir');
  if (needs.journalEntries > 0) reasons.push('le journal ne se vérifie pas sans elle, jusqu’à sa purge');
  return `  La clé ${fingerprint} ne peut pas être retirée\u00a0: ${reasons.join('\u00a0; ')}.`;
}
