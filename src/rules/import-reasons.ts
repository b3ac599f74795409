/**
 * Why a line of an import is not taken: for an operator, in few words, and never with the value itself, nor a part of
 * it: the list of rejects may be handed on (norm LOG-2). The sentences that people read at étape 2 do name a character.
 */
import type { DateOfBirthFault } from './date-of-birth.ts';
import type { MailAddressFault } from './mail-address.ts';
import type { NirFault } from './nir.ts';
import type { PersonNameFault } from './person-name.ts';

/** `field` is undefined when the line as a whole is wrong. */
export type ImportReject = { field: string | undefined; reason: string };

const NUMERO: Record<NirFault['kind'], string> = {
  empty: 'il manque',
  letterForDigit: 'une lettre est à la place d’un chiffre',
  badCharacter: 'un caractère n’y a pas sa place',
  tooShort: 'il est trop court\u00a0: il faut 13 caractères, ou 15 avec la clé',
  missingKeyDigit: 'il a 14 caractères\u00a0: il manque un chiffre à la clé',
  tooLong: 'il est trop long\u00a0: il faut 13 caractères, ou 15 avec la clé',
  misplacedLetter: 'une lettre n’est pas à la place de celle de la Corse',
  wrongKey: 'la clé ne correspond pas au numéro',
  wrongKeyOfTemporaryNumber: 'la clé ne correspond pas au numéro, qui est d’attente ou provisoire',
};

const DATE: Record<DateOfBirthFault['kind'], string> = {
  empty: 'elle manque',
  unreadable:
    'elle ne se lit pas\u00a0: écrivez 12/07/1985 ou 1985-07-12, avec 00 pour ce qui n’est pas connu',
  twoDigitYear: 'l’année n’a que deux chiffres',
  tooOld: 'l’année est trop ancienne',
  noSuchMonth: 'ce mois n’existe pas',
  noSuchDay: 'ce jour n’existe pas',
  future: 'elle est dans le futur',
};

const ADDRESS: Record<MailAddressFault['kind'], string> = {
  empty: 'elle manque',
  tooLong: 'elle est trop longue',
  spaceInside: 'elle contient un espace',
  noAtSign: 'il manque le signe @',
  severalAtSigns: 'elle contient plusieurs signes @',
  nothingBeforeAtSign: 'il manque le début, avant le signe @',
  nothingAfterAtSign: 'il manque la fin, après le signe @',
  badCharacter: 'un caractère n’y a pas sa place',
  nonAsciiDomain: 'un accent ou une lettre étrangère se trouve après le signe @',
  misplacedDot: 'un point est en double, au début ou à la fin',
  noDotInDomain: 'il manque un point après le signe @',
  badDomain: 'la fin, après le signe @, n’est pas celle d’une adresse',
};

const NAME: Record<PersonNameFault['kind'], string> = {
  empty: 'il manque',
  tooLong: 'il est trop long',
  noLetter: 'il ne contient aucune lettre',
};

export const reasons = {
  numero: NUMERO,
  date: DATE,
  address: ADDRESS,
  name: NAME,
  verified: 'ni «\u00a0oui\u00a0», ni «\u00a0non\u00a0», ni la date passée d’une vérification',
  nothingToVerify: 'il n’y a pas d’adresse mail à vérifier',
  taken: 'ce numéro a déjà un compte, avec une autre date de naissance ou une autre adresse mail',
  takenUnverified: 'ce numéro a déjà un compte, dont l’adresse mail n’est pas vérifiée',
  otherPerson: 'ce numéro est déjà au registre, avec une autre date de naissance',
  tooLong: 'la ligne est trop longue',
  notCsv: 'les guillemets de la ligne ne se lisent pas',
  columns: 'la ligne n’a pas autant de champs que la première',
  notJson: 'la ligne n’est pas un objet JSON',
  unknownField: 'un champ n’est pas connu',
  notText: 'un champ n’est pas un texte',
} as const;
