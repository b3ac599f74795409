/** `renouveau accounts import`: takes over the accounts of a former system (`import-command.ts`). */
import { importAccounts } from '../actions/import-accounts.ts';
import { ACCOUNT_ROWS } from '../rules/import-row.ts';
import { importCommandOf } from './import-command.ts';

export const importCommand = importCommandOf({
  says: 'ajoute les comptes d’un fichier, ou de l’entrée standard',
  shape: ACCOUNT_ROWS,
  columns: [
    '  numero             avec ou sans clé',
    '  date_de_naissance  12/07/1985 ou 1985-07-12\u00a0; 00 pour un jour ou un mois qui n’est pas connu',
    '  adresse_mail       facultative',
    '  adresse_verifiee   facultative\u00a0: oui, non, ou la date de la vérification',
  ],
  more: [
    'Interrompu, il suffit de le relancer\u00a0: les comptes déjà là sont reconnus. Un compte n’est jamais modifié. Les mots de',
    'passe ne s’importent pas\u00a0: chacun choisit le sien par «\u00a0mot de passe oublié\u00a0».',
  ],
  examples: [
    'renouveau accounts import assures.csv --rejects rejets.ndjson',
    'zcat assures.csv.gz | renouveau accounts import --format csv',
  ],
  importAll: importAccounts,
});
