/**
 * `renouveau code issue`: a provisional code for somebody who was checked, told at once or as a letter for the post (norm RST-9).
 * Works beside a running server. Of a letter the code is nowhere but in the file: whoever prints it need not know it.
 */
import { type FileHandle, open, rm } from 'node:fs/promises';
import { codeLetter } from '../account/provisional-code/letter.ts';
import { type IssueProvisionalCodeOutcome, issueProvisionalCode } from '../actions/issue-provisional-code.ts';
import type { Config } from '../config.ts';
import { PATHS } from '../journey/plan.ts';
import { parisMoment } from '../rules/paris-time.ts';
import { codeGroups, spellOut } from '../rules/provisional-code.ts';
import { untilWhen } from '../rules/until-when.ts';
import { realWorld } from '../world.ts';
import { command, JSON_OPTION } from './command.ts';
import { BAD_USAGE, say, sayFault } from './output.ts';
import { PERSON_INPUT, personExample, readPerson } from './person.ts';
import { overQueues } from './settings.ts';

const issue = command({
  says: 'donne un code provisoire à une personne dont l’identité a été vérifiée',
  options: {
    letter: {
      takes: 'fichier',
      says: 'l’écrit dans une lettre à imprimer (HTML), sans le montrer ici\u00a0; valable plus longtemps',
    },
    ...JSON_OPTION,
  },
  more: [
    ...PERSON_INPUT,
    'Le code n’est montré qu’une fois. Il remplace le précédent, et sert une fois\u00a0: à choisir un mot de passe. Le titulaire en est prévenu à son adresse mail validée.',
  ],
  examples: [personExample('code issue'), personExample('code issue --letter lettre.html')],
  statuses: {
    0: 'donné',
    1: 'aucun compte à ce numéro et à cette date, trop de codes aujourd’hui, ou le fichier ne s’écrit pas',
  },
  async run({ letter, json }) {
    const read = await readPerson();
    if (read.state === 'faulty') return sayFault(read.sentence, BAD_USAGE);
    const file = letter === undefined ? undefined : await openNew(letter);
    if (file === 'notWritten') return sayFault(`Le fichier ${letter} existe déjà, ou ne s’écrit pas.`);
    let isWritten = false;
    try {
      await overQueues(async tools => {
        const given = { by: 'command', way: file === undefined ? 'told' : 'posted' } as const;
        const ending = await issueProvisionalCode(tools, read.person, given);
        if (ending.outcome !== 'issued') return sayWhyNot(ending);
        if (file === undefined || letter === undefined) return tell(ending, json);
        await file.writeFile(await letterOf(tools.config, ending));
        isWritten = true;
        tellLetter(ending, letter, json);
      });
    } finally {
      await file?.close();
      if (letter !== undefined && !isWritten) await rm(letter);
    }
  },
});

export const code = { says: 'les codes provisoires', verbs: { issue } };

/** Before there is a code, so that none is made that could not be written. For its owner alone. */
function openNew(path: string): Promise<FileHandle | 'notWritten'> {
  return open(path, 'wx', 0o600).catch(() => 'notWritten' as const);
}

type Issued = Extract<IssueProvisionalCodeOutcome, { outcome: 'issued' }>;

function sayWhyNot(ending: Exclude<IssueProvisionalCodeOutcome, Issued>): void {
  sayFault(
    ending.outcome === 'noAccount'
      ? 'Aucun compte n’a ce numéro et cette date de naissance. Aucun code n’est donné.'
      : `Trop de codes donnés à ce compte. Réessayez à partir de ${untilWhen(realWorld.now(), ending.until)}.`,
  );
}

function tell({ code, expiresAt, ownerTold }: Issued, asJson: boolean): void {
  const shown = codeGroups(code).join(' ');
  const spelled = spellOut(code);
  const lines = [`Code provisoire\u00a0: ${shown}`, ...spelled.map(group => `  ${group}`)];
  const told = { code: shown, epele: spelled, expireLe: expiresAt, titulairePrevenu: ownerTold };
  if (asJson) say(JSON.stringify(told));
  else for (const line of [...lines, validity(expiresAt), whoIsTold(ownerTold)]) say(line);
}

function tellLetter({ expiresAt, ownerTold }: Issued, letter: string, asJson: boolean): void {
  const written = `Lettre écrite dans ${letter}\u00a0: ouvrez-la dans un navigateur pour l’imprimer.`;
  const told = { fichier: letter, expireLe: expiresAt, titulairePrevenu: ownerTold };
  if (asJson) say(JSON.stringify(told));
  else for (const line of [written, validity(expiresAt), whoIsTold(ownerTold)]) say(line);
}

const validity = (expiresAt: Date) =>
  `Valable une fois, jusqu’au ${parisMoment(expiresAt)} (heure de Paris). Le code précédent ne vaut plus rien.`;

const whoIsTold = (isTold: boolean) =>
  isTold
    ? 'Le titulaire en est prévenu par mail.'
    : 'Le titulaire n’en est pas prévenu\u00a0: il n’a pas d’adresse mail validée.';

function letterOf({ brand, publicBaseUrl }: Config, { code, expiresAt }: Issued): Promise<string> {
  const signInUrl = `${publicBaseUrl}${PATHS.signIn}`;
  return codeLetter(brand, { code, expiresAt, writtenAt: realWorld.now(), signInUrl });
}
