/** What the verbs of `renouveau accounts` expect, said by --help and to whoever writes something else. */

export const ACCOUNTS_USAGE = [
  'renouveau accounts add     ajoute un compte, lu en JSON sur l’entrée standard\u00a0:',
  '  {"numero":"2 84 05 88 321 025 32","dateDeNaissance":"12/05/1984","adresseMail":"a@exemple.fr","adresseValidee":true}',
  'renouveau accounts show    montre l’état d’un compte, dont le numéro est lu sur l’entrée standard',
  'renouveau accounts import  ajoute les comptes d’un fichier (accounts import --help)',
  'renouveau accounts export  donne à une personne tout ce qui est gardé d’elle (accounts export --help)',
].join('\n');

export const IMPORT_USAGE = [
  'renouveau accounts import [fichier]  ajoute les comptes d’un fichier, ou de l’entrée standard',
  '',
  '  --format csv|ndjson  inutile si le nom finit par .csv, .ndjson ou .jsonl',
  '  --rejects fichier    y écrit les lignes rejetées\u00a0: numéro de ligne, champ, raison, sans les données',
  '  --json               donne le résultat en JSON',
  '',
  'Le fichier est en UTF-8, une personne par ligne. En CSV, séparé par «\u00a0;\u00a0», «\u00a0,\u00a0» ou des tabulations, la première',
  'ligne nomme les colonnes\u00a0; en NDJSON, chaque ligne est un objet de mêmes champs\u00a0:',
  '  numero             avec ou sans clé',
  '  date_de_naissance  12/07/1985 ou 1985-07-12\u00a0; 00 pour un jour ou un mois qui n’est pas connu',
  '  adresse_mail       facultative',
  '  adresse_verifiee   facultative\u00a0: oui, non, ou la date de la vérification',
  '',
  'Interrompu, il suffit de le relancer\u00a0: les comptes déjà là sont reconnus. Un compte n’est jamais modifié. Les mots de',
  'passe ne s’importent pas\u00a0: chacun choisit le sien par «\u00a0mot de passe oublié\u00a0».',
  '',
  'Se termine avec 0 si tout est entré, 1 si des lignes sont rejetées, 2 si rien ne peut être lu ou écrit, 130 s’il est',
  'interrompu.',
  '',
  'Exemples\u00a0:',
  '  renouveau accounts import assures.csv --rejects rejets.ndjson',
  '  zcat assures.csv.gz | renouveau accounts import --format csv',
].join('\n');

export const EXPORT_USAGE = [
  'renouveau accounts export  donne, en JSON, tout ce qui est gardé d’une personne, lue en JSON sur l’entrée standard\u00a0:',
  '  {"numero":"2 84 05 88 321 025 32","dateDeNaissance":"12/05/1984"}',
  '  --output fichier  l’écrit dans un fichier nouveau, que son seul propriétaire peut lire',
  '',
  'Se termine avec 1 si rien n’est gardé de cette personne.',
].join('\n');
