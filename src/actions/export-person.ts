/**
 * All that is kept about one person, for that person (norm RGP-9; GDPR articles 15 and 20): the account, its sessions, « Ce n'était
 * pas moi », the requests with their mails and links, the limits, the journal. No secret and no hash: they say nothing of anybody and
 * could be used by whoever finds the file. That it was given is told in the journal.
 */
import { listActivity } from '../database/account-activity.ts';
import type { AccountRef } from '../database/accounts.ts';
import { listAddressLinks } from '../database/address-links.ts';
import { listApprovalsOf } from '../database/agent-approvals.ts';
import { listEntries } from '../database/audit.ts';
import { findBouncedAddress } from '../database/bounced-addresses.ts';
import { listDisavowals } from '../database/disavowals.ts';
import { InsuredPeople } from '../database/insured-people.ts';
import { type AddressRole, findOtherAddress, type OtherAddress } from '../database/other-addresses.ts';
import { findProvisionalCode } from '../database/provisional-codes.ts';
import { listRequestHistories } from '../database/renewal-requests.ts';
import { findRequestLimits } from '../database/request-limits.ts';
import { listSessions } from '../database/sessions.ts';
import { findSignInLimits } from '../database/sign-in-limits.ts';
import { activitySentence, deviceName } from '../rules/account-activity.ts';
import { auditSentence } from '../rules/audit-sentences.ts';
import { type DateOfBirth, sameDateOfBirth, writtenDateOfBirth } from '../rules/date-of-birth.ts';
import { explainDelivery } from '../rules/delivery-answers.ts';
import { keyOf, type Nir } from '../rules/nir.ts';
import { requestTimeline } from '../rules/request-timeline.ts';
import { identityOf } from './ask-for-renewal.ts';
import { subjectsOf } from './audit-subjects.ts';
import { SIGN_IN_LIMIT_FIELD } from './count-sign-in.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type ExportPersonOutcome =
  | { outcome: 'exported'; document: Record<string, unknown> }
  | { outcome: 'nothingKept' };

type Asked = { nir: Nir; dateOfBirth: DateOfBirth };
type Tools = Pick<ActionTools, 'db' | 'secrets' | 'world' | 'accounts'>;

/** Of requests and of journal lines: more than a person can make while they are kept. */
const EXPORTED_MAX = 10_000;

/** An account under this number is the person's when its date of birth is. The document's names are French. */
export async function exportPerson(tools: Tools, asked: Asked): Promise<ExportPersonOutcome> {
  const subjects = await subjectsOf(tools, asked);
  const [subject] = subjects;
  const compte = await exportAccount(tools, asked);
  const demandes = await exportRequests(tools, asked);
  const limites = await exportLimits(tools, asked);
  const entries = await listEntries(tools.db, tools.secrets.keys, subjects, EXPORTED_MAX);
  const journal = entries.map(entry => ({ le: entry.at, phrase: auditSentence(entry) }));
  const registre = await exportRegistered(tools, asked);
  if (compte === null && registre === null && demandes.length + limites.length + journal.length === 0) {
    return { outcome: 'nothingKept' };
  }
  const told = { subject, event: 'commandRun', detail: { command: 'accounts export' } } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, told));
  const document = { etabliLe: tools.world.now(), compte, registre, demandes, limites, journal };
  return { outcome: 'exported', document };
}

async function exportAccount(tools: Tools, asked: Asked) {
  const { db, accounts } = tools;
  const account = await accounts.findByNir(db, asked.nir);
  if (account === undefined || !sameDateOfBirth(account.dateOfBirth, asked.dateOfBirth)) return null;
  const { ref, nir, dateOfBirth, mailAddress } = account;
  const { passwordChangedAt, verifiedAt } = await accounts.findDates(db, ref);
  const refused = await findBouncedAddress(db, ref);
  return {
    reference: ref,
    numero: `${nir}${keyOf(nir)}`,
    dateDeNaissance: writtenDateOfBirth(dateOfBirth),
    adresseMail: mailAddress,
    adresseValideeLe: account.addressVerified ? verifiedAt : null,
    adresseSansRenouvellementJusquAu: account.addressHeldUntil,
    ...(await exportOtherAddresses(tools, ref)),
    adresseRefusee: refused
      ? { le: refused.bouncedAt, reponse: refused.answer, explication: explainDelivery(refused.answer) }
      : null,
    signalements: (await listDisavowals(db, ref)).map(({ kind, aboutAt, expiresAt, endedAt }) => ({
      mail: kind === 'renewal' ? 'renouvellement' : 'modification',
      du: aboutAt,
      possibleJusquAu: expiresAt,
      faitLe: endedAt ?? null,
    })),
    motDePasse: { choisi: account.passwordHash !== undefined, changeLe: passwordChangedAt },
    codeProvisoire: await exportCode(db, ref),
    sessions: (await listSessions(db, ref)).map(({ device, openedAt, seenAt, expiresAt }) => ({
      appareil: deviceName(device),
      ouverteLe: openedAt,
      vueLe: seenAt,
      finitLe: expiresAt,
    })),
    activite: (await listActivity(db, ref, EXPORTED_MAX)).map(({ at, kind, device }) => ({
      le: at,
      phrase: activitySentence(kind),
      appareil: device === undefined ? null : deviceName(device),
    })),
    liensDeValidation: (await listAddressLinks(db, ref)).map(({ madeAt, expiresAt, ending, endedAt }) => ({
      faitLe: madeAt,
      valableJusquAu: expiresAt,
      fin: ending ?? null,
      finiLe: endedAt ?? null,
    })),
  };
}

/** As the register of insured people has them. */
async function exportRegistered({ db, secrets }: Tools, asked: Asked) {
  const insured = await new InsuredPeople(secrets).findByNir(db, asked.nir);
  if (insured === undefined || !sameDateOfBirth(insured.dateOfBirth, asked.dateOfBirth)) return null;
  const { nir, birthName, usualName, givenNames, dateOfBirth } = insured;
  return {
    numero: `${nir}${keyOf(nir)}`,
    nomDeNaissance: birthName,
    nomDUsage: usualName,
    prenoms: givenNames,
    dateDeNaissance: writtenDateOfBirth(dateOfBirth),
  };
}

/** One that waits for its proof, and the one that was left. */
async function exportOtherAddresses({ db, secrets, world }: Tools, accountRef: AccountRef) {
  const find = (role: AddressRole) => findOtherAddress(db, secrets.sealer, { accountRef, role });
  const written = (address: OtherAddress | undefined) =>
    address === undefined ? null : { adresse: address.mailAddress, depuis: address.since };
  return {
    adresseEnAttente: written(await find('pending')),
    adressePrecedente: written(await find('former')),
    adressesProposees: await exportProposed({ db, secrets, world }, accountRef),
  };
}

/** By an agent, to another one who has not answered yet. */
async function exportProposed({ db, secrets, world }: Omit<Tools, 'accounts'>, accountRef: AccountRef) {
  const approvals = await listApprovalsOf(db, secrets, { accountRef, now: world.now() });
  return approvals.flatMap(({ mailAddress, askedAt }) =>
    mailAddress === undefined ? [] : [{ adresse: mailAddress, le: askedAt }],
  );
}

/** Not the code, which nobody has: when it was given, by whom, and what became of it. */
async function exportCode(db: Tools['db'], ref: AccountRef) {
  const code = await findProvisionalCode(db, ref);
  if (code === undefined) return null;
  const { issuedAt, expiresAt, endedAt = null, issuedBy } = code;
  const remisPar = issuedBy === 'agent' ? 'un conseiller' : 'la commande';
  return { remisLe: issuedAt, remisPar, expireLe: expiresAt, sansObjetDepuis: endedAt };
}

async function exportRequests({ db, secrets, world }: Tools, asked: Asked) {
  const indexes = secrets.blindIndex.candidates('identity', identityOf(asked));
  const histories = await listRequestHistories(db, indexes, EXPORTED_MAX);
  return histories.map(history => ({
    reference: history.ref,
    vie: requestTimeline(history, world.now()).map(({ at, sentence }) => ({ le: at, phrase: sentence })),
  }));
}

async function exportLimits({ db, secrets: { blindIndex } }: Tools, asked: Asked) {
  const requests = await findRequestLimits(db, blindIndex.candidates('identity', identityOf(asked)));
  const signIns = await findSignInLimits(db, blindIndex.candidates(SIGN_IN_LIMIT_FIELD, asked.nir));
  return [
    ...requests.map(({ askedAt, blockedUntil }) => ({
      limite: 'demandes',
      comptees: askedAt,
      bloqueJusquAu: blockedUntil ?? null,
    })),
    ...signIns.map(({ triedAt, failures }) => ({
      limite: 'connexions',
      comptees: triedAt,
      echecs: failures,
    })),
  ];
}
