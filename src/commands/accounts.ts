/**
 * `renouveau accounts add` and `accounts show`: how an operator gives the service one account, and looks at one; many come
 * by `accounts-import.ts`. Works beside a running server. What is personal is read from standard input: never from the command line, where other
 * users of the machine could see it.
 */
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { addAccount, type NewAccount } from '../actions/add-account.ts';
import { record } from '../actions/record-event.ts';
import type { Account } from '../database/accounts.ts';
import { findBouncedAddress } from '../database/bounced-addresses.ts';
import { isHeld } from '../rules/address-hold.ts';
import { calendarDayInParis, dateOfBirthFaultSentence, readDateOfBirth } from '../rules/date-of-birth.ts';
import { explainDelivery } from '../rules/delivery-answers.ts';
import { mailAddressFaultSentence, maskMailAddress, readMailAddress } from '../rules/mail-address.ts';
import { type Nir, nirFaultSentence, readNir } from '../rules/nir.ts';
import { parisMoment } from '../rules/paris-time.ts';
import { realWorld } from '../world.ts';
import { eraseCommand } from './accounts-erase.ts';
import { exportCommand } from './accounts-export.ts';
import { importCommand } from './accounts-import.ts';
import { command, JSON_OPTION } from './command.ts';
import { parseJson } from './json.ts';
import { BAD_USAGE, say, sayFault } from './output.ts';
import { type CommandTools, overDatabase } from './settings.ts';

const GIVEN = z.strictObject({
  numero: z.string(),
  dateDeNaissance: z.string(),
  adresseMail: z.string().nullable().default(null),
  adresseValidee: z.boolean().default(false),
});

const ACCOUNT_EXAMPLE =
  '{"numero":"2 84 05 88 321 025 32","dateDeNaissance":"12/05/1984","adresseMail":"a@exemple.fr","adresseValidee":true}';

const add = command({
  says: 'ajoute un compte, lu en JSON sur l’entrée standard',
  options: { ...JSON_OPTION },
  more: ['L’adresse mail est facultative. Le mot de passe se choisit par «\u00a0mot de passe oublié\u00a0».'],
  examples: [`echo '${ACCOUNT_EXAMPLE}' | renouveau accounts add`],
  statuses: { 0: 'ajouté', 1: 'refusé\u00a0: ce numéro a déjà un compte, ou une clé manque' },
  async run({ json }) {
    const read = readGiven(await text(process.stdin));
    if (read.state === 'faulty') return sayFault(read.sentence, BAD_USAGE);
    await overDatabase(tools => addOne(tools, read.account, json));
  },
});

const show = command({
  says: 'montre l’état d’un compte, dont le numéro est lu sur l’entrée standard',
  options: { ...JSON_OPTION },
  examples: ["echo '2 84 05 88 321 025 32' | renouveau accounts show"],
  statuses: { 0: 'montré', 1: 'ce numéro n’a pas de compte' },
  async run({ json }) {
    const nir = readNir((await text(process.stdin)).trim());
    if (nir.read === 'fault') return sayFault(nirFaultSentence(nir.fault), BAD_USAGE);
    await overDatabase(tools => showOne(tools, nir.nir, json));
  },
});

export const accounts = {
  says: 'les comptes\u00a0: en ajouter, en montrer, en donner le contenu à leur titulaire, en effacer',
  verbs: { add, show, import: importCommand, export: exportCommand, erase: eraseCommand },
};

async function addOne(tools: CommandTools, account: NewAccount, asJson: boolean): Promise<void> {
  const added = await addAccount(tools, account);
  switch (added.outcome) {
    case 'added':
      return say(asJson ? JSON.stringify({ compte: added.ref }) : `Compte ajouté\u00a0: ${added.ref}.`);
    case 'taken':
      return sayFault('Ce numéro a déjà un compte\u00a0: rien n’a été changé.');
    case 'keyMissing':
      return sayFault(
        'Il manque une clé à SECRET_KEYS\u00a0: des comptes sont scellés par une autre, et nul ne peut dire si ce numéro a déjà un compte. Rien n’a été changé.',
      );
    default:
      return added satisfies never;
  }
}

type GivenReading = { state: 'read'; account: NewAccount } | { state: 'faulty'; sentence: string };

function readGiven(input: string): GivenReading {
  const faulty = (sentence: string): GivenReading => ({ state: 'faulty', sentence });
  const given = GIVEN.safeParse(parseJson(input));
  if (!given.success) return faulty(`L’entrée n’est pas le JSON attendu\u00a0: ${ACCOUNT_EXAMPLE}`);
  const nir = readNir(given.data.numero);
  if (nir.read === 'fault') return faulty(nirFaultSentence(nir.fault));
  const date = readDateOfBirth(given.data.dateDeNaissance, calendarDayInParis(realWorld.now()));
  if (date.read === 'fault') return faulty(dateOfBirthFaultSentence(date.fault));
  const account = {
    nir: nir.nir,
    dateOfBirth: date.date,
    addressVerified: given.data.adresseValidee,
    password: null,
  };
  if (given.data.adresseMail === null) return { state: 'read', account: { ...account, mailAddress: null } };
  const address = readMailAddress(given.data.adresseMail);
  if (address.read === 'fault') return faulty(mailAddressFaultSentence(address.fault));
  return { state: 'read', account: { ...account, mailAddress: address.address } };
}

async function showOne(tools: CommandTools, nir: Nir, asJson: boolean): Promise<void> {
  const account = await tools.accounts.findByNir(tools.db, nir);
  if (account === undefined) return sayFault('Ce numéro n’a pas de compte.');
  const { ref, mailAddress, addressVerified: isVerified } = account;
  const subject = { kind: 'account', ref } as const;
  const told = { subject, event: 'commandRun', detail: { command: 'accounts show' } } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, told));
  const address = mailAddress === null ? undefined : maskMailAddress(mailAddress);
  const heldUntil = isHeld(account.addressHeldUntil, tools.world.now()) ? account.addressHeldUntil : null;
  const refusal = await refusalOf(tools, account);
  const hasPassword = account.passwordHash !== undefined;
  if (asJson) {
    const known = {
      compte: ref,
      adresseMail: address ?? null,
      adresseValidee: isVerified,
      sansRenouvellementJusquAu: heldUntil,
    };
    return say(
      JSON.stringify({ ...known, adresseAVerifier: refusal ?? null, motDePasseChoisi: hasPassword }),
    );
  }
  say(`Compte ${ref}`);
  say(`  adresse mail\u00a0: ${address ?? 'aucune'}${isVerified ? ', validée' : ', non validée'}`);
  if (heldUntil !== null)
    say(
      `  pas de renouvellement par mail avant le ${parisMoment(heldUntil)}\u00a0: l’adresse vient d’être changée`,
    );
  if (refusal !== undefined) say(`  adresse à vérifier\u00a0: ${refusal}`);
  say(`  mot de passe\u00a0: ${hasPassword ? 'choisi' : 'jamais choisi'}`);
}

/** A refusal of a former address says nothing of the present one (norm DSN-2). */
async function refusalOf(
  { db, secrets }: CommandTools,
  { ref, mailAddress }: Account,
): Promise<string | undefined> {
  const bounced = await findBouncedAddress(db, ref);
  if (bounced === undefined || mailAddress === null) return undefined;
  const candidates = secrets.blindIndex.candidates('mail-address', mailAddress);
  if (!candidates.some(candidate => candidate.equals(bounced.addressIndex))) return undefined;
  const { bouncedAt, answer } = bounced;
  return `le fournisseur l’a refusée le ${parisMoment(bouncedAt)} (réponse\u00a0: ${answer}). ${explainDelivery(answer)}`;
}
