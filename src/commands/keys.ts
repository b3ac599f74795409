/**
 * `renouveau keys rotate` and `keys check`: after a new key was put in front of SECRET_KEYS, bring the accounts to it
 * while the servers run, and see when the former one can go. A key is named by its fingerprint and never written.
 */
import { type ResealReport, resealAccounts } from '../actions/reseal-accounts.ts';
import { resealRegister } from '../actions/reseal-register.ts';
import {
  type KeyNeeds,
  type KeyState,
  type KeySurvey,
  REPORT_DAYS,
  surveyKeys,
} from '../actions/reseal-survey.ts';
import { command, JSON_OPTION } from './command.ts';
import { createMeter } from './meter.ts';
import { INTERRUPTED, say, sayFault } from './output.ts';
import { type CommandTools, overDatabase } from './settings.ts';
import { stopWhenAsked } from './stopping.ts';

const rotate = command({
  says: 'scelle les comptes avec la première clé de SECRET_KEYS, pendant que les serveurs tournent',
  options: { ...JSON_OPTION },
  more: ['Interrompue de quelque façon que ce soit, il suffit de la relancer.'],
  examples: ['renouveau keys rotate'],
  statuses: {
    0: 'tous les comptes sont scellés avec la première clé',
    1: 'un compte ne s’ouvre avec aucune clé, ou son numéro a déjà un autre compte',
    [INTERRUPTED]: 'interrompue\u00a0: ce qui est scellé le reste',
  },
  run: ({ json }) => overDatabase(tools => rotateKeys(tools, json)),
});

const check = command({
  says: 'dit, pour chaque clé, ce qui en a encore besoin, et si elle peut être retirée',
  options: { ...JSON_OPTION },
  examples: ['renouveau keys check'],
  statuses: {
    0: 'dit',
    1: 'un compte ne s’ouvre avec aucune clé, ou la clé d’un mot de passe manque',
  },
  run: ({ json }) => overDatabase(tools => checkKeys(tools, json)),
});

export const keys = { says: 'change de clé sans arrêter le service', verbs: { rotate, check } };

async function rotateKeys(tools: CommandTools, asJson: boolean): Promise<void> {
  const stopping = stopWhenAsked();
  const meter = createMeter({ things: 'comptes', isSilent: asJson });
  const { outcome, report } = await resealAccounts(tools, {
    signal: stopping.signal,
    onBatch: ({ looked, accounts }) => meter.show(looked, Math.min(1, looked / accounts)),
  });
  const register = await resealRegister(tools, stopping.signal);
  meter.end();
  stopping.forget();
  const { resealed: insured } = register;
  say(asJson ? JSON.stringify({ ...report, insured }) : sentenceOf(report, insured, tools));
  sayLeft(report);
  if (register.outcome === 'someLeft') sayUnreadable(register.unreadable);
  if (outcome === 'interrupted' || register.outcome === 'interrupted') {
    sayFault('Interrompu. Pour continuer, relancez la même commande.', INTERRUPTED);
  }
}

function sentenceOf(
  { accounts, resealed }: ResealReport,
  insured: number,
  { secrets }: CommandTools,
): string {
  const key = secrets.keys.current('seal').fingerprint.toString('hex');
  return `Comptes\u00a0: ${accounts}. Scellés maintenant avec la clé ${key}\u00a0: ${resealed}.${
    insured > 0 ? ` Personnes du registre\u00a0: ${insured}.` : ''
  }`;
}

function sayUnreadable(refs: readonly string[]): void {
  for (const ref of refs) {
    sayFault(`La personne ${ref} du registre ne s’ouvre avec aucune clé de SECRET_KEYS.`);
  }
}

function sayLeft({ unreadable, doubled }: Pick<ResealReport, 'unreadable' | 'doubled'>): void {
  for (const ref of unreadable) sayFault(`Le compte ${ref} ne s’ouvre avec aucune clé de SECRET_KEYS.`);
  for (const ref of doubled) {
    sayFault(`Le numéro du compte ${ref} a déjà un autre compte\u00a0: il garde sa clé. Regardez les deux.`);
  }
}

async function checkKeys(tools: CommandTools, asJson: boolean): Promise<void> {
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
  sealedInsured: 'personnes du registre',
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
  if (needs.sealedAccounts + needs.sealedInsured + needs.numberIndexes + needs.addressIndexes > 0) {
    reasons.push('lancez «\u00a0renouveau keys rotate\u00a0»');
  }
  if (needs.passwords > 0) {
    reasons.push('des mots de passe en dépendent, jusqu’à ce que leur titulaire se connecte ou en change');
  }
  if (needs.recentMails > 0) reasons.push('des rapports de non-remise peuvent encore revenir');
  if (needs.journalEntries > 0) reasons.push('le journal ne se vérifie pas sans elle, jusqu’à sa purge');
  return `  La clé ${fingerprint} ne peut pas être retirée\u00a0: ${reasons.join('\u00a0; ')}.`;
}
