/**
 * `renouveau keys rotate`: after a new key was put in front of SECRET_KEYS, brings the accounts to it while the servers run. When the
 * former one can go is told by `keys-check.ts`. A key is named by its fingerprint and never written.
 */
import { type ResealReport, resealAccounts } from '../actions/reseal-accounts.ts';
import { resealRegister } from '../actions/reseal-register.ts';
import { command, JSON_OPTION } from './command.ts';
import { checkCommand } from './keys-check.ts';
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

export const keys = { says: 'change de clé sans arrêter le service', verbs: { rotate, check: checkCommand } };

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

function sayLeft({ unreadable, doubled }: ResealReport): void {
  for (const ref of unreadable) sayFault(`Le compte ${ref} ne s’ouvre avec aucune clé de SECRET_KEYS.`);
  for (const ref of doubled) {
    sayFault(`Le numéro du compte ${ref} a déjà un autre compte\u00a0: il garde sa clé. Regardez les deux.`);
  }
}
