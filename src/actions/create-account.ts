/**
 * « Créez votre compte ». The code to copy is judged, the password hashed, then one transaction: the person looked up in the register
 * and among the accounts, whoever they are, and the account made with the job that mails the link proving its address.
 * Where nothing may be told (`neutral`), unknown, wrong and taken cost the same (norms ENU-1 to ENU-4), and
 * the owner of an account is told by mail. The account is usable at once; its address, only once it is proved.
 */
import { randomUUID } from 'node:crypto';
import { addActivity } from '../database/account-activity.ts';
import type { AccountRef } from '../database/accounts.ts';
import { spendCodeAnswer } from '../database/code-answers.ts';
import { hitQuotas } from '../database/quotas.ts';
import type { Trx } from '../database/tables.ts';
import { clientNetworks } from '../rules/client-network.ts';
import { type CreationFinding, findCreation, whatCreationSays } from '../rules/creation-answer.ts';
import { countedDateOfBirth, type DateOfBirth } from '../rules/date-of-birth.ts';
import type { DeviceKind } from '../rules/device-kind.ts';
import { canonicalMailAddress, type MailAddress } from '../rules/mail-address.ts';
import type { Nir } from '../rules/nir.ts';
import type { PasswordRule } from '../rules/password-rules.ts';
import type { TypedNames } from '../rules/person-name.ts';
import { judgeQuota } from '../rules/quota.ts';
import { CREATION_ALERT_QUOTA, CREATION_QUOTAS } from '../rules/quota-table.ts';
import { type Allowance, takeAllowance } from './allowance.ts';
import { numberSubject } from './audit-subjects.ts';
import { type CodeFault, judgeCode, judgeCodeAgain, type TypedCode } from './judge-code.ts';
import { judgePassword } from './judge-password.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';
import type { CodeUser } from './use-code.ts';

export type CreateAccountOutcome =
  | { outcome: 'created' }
  /** The register knows this person, who has an account. */
  | { outcome: 'taken' }
  /** The register knows no such person: which of the data is wrong is not said. */
  | { outcome: 'noMatch' }
  /** One of the three above, not told which. */
  | { outcome: 'noted' }
  /** The form again: a limit is reached. */
  | { outcome: 'tooMany'; until: Date }
  /** The form again; a right code is kept. */
  | { outcome: 'refused'; broken: readonly PasswordRule[] }
  | { outcome: 'typedDifferently' }
  /** Too many passwords are being chosen at once. */
  | { outcome: 'busy' }
  /** The form again, with a new code. */
  | { outcome: CodeFault };

type Answer = Extract<CreateAccountOutcome, { outcome: 'created' | 'taken' | 'noMatch' | 'noted' }>;

export type CreationQuestion = TypedNames & {
  nir: Nir;
  dateOfBirth: DateOfBirth;
  mailAddress: MailAddress;
  password: string;
  repeated: string;
  code: TypedCode;
  asker: CodeUser;
  device: DeviceKind;
};

export async function createAccount(
  tools: ActionTools,
  question: CreationQuestion,
): Promise<CreateAccountOutcome> {
  const password = judgePassword(tools, question, question);
  if (password.outcome !== 'acceptable') return password;
  const form = indexForm(tools, question);
  const code = await tools.db.transaction().execute(trx => judgeCode(trx, tools, question.code, form));
  if (code.judgement === 'repeated') return JSON.parse(code.ending) as Answer;
  if (code.judgement !== 'right') return { outcome: code.judgement };
  const allowance = await takeCreationAllowance(tools, question);
  if (allowance.verdict === 'over') return { outcome: 'tooMany', until: allowance.until };

  const hashed = await tools.secrets.passwordHasher.hash(question.password);
  if (hashed.state === 'busy') {
    await allowance.giveBack();
    return { outcome: 'busy' };
  }
  const answered = await tools.db
    .transaction()
    .execute(trx => answerQuestion(trx, tools, question, { form, passwordHash: hashed.hash }));
  if (!answered.counts) await allowance.giveBack();
  return answered.outcome;
}

/**
 * All that was sent, from this form: what makes two presses one. The form session, which no table holds, is in it: from the
 * digest alone nobody could try passwords, whatever keys they have.
 */
function indexForm(tools: ActionTools, question: CreationQuestion): Buffer {
  const { code, nir, name, givenName, dateOfBirth, mailAddress, password } = question;
  const date = countedDateOfBirth(dateOfBirth);
  const said = [code.binding, nir, name, givenName, date, canonicalMailAddress(mailAddress), password];
  return tools.secrets.blindIndex.of('form', JSON.stringify(said));
}

function takeCreationAllowance(tools: ActionTools, { nir, asker }: CreationQuestion): Promise<Allowance> {
  const { client, network } = clientNetworks(asker.clientAddress);
  return takeAllowance(tools, {
    kind: 'creation',
    by: [
      { counted: 'number', who: nir, quota: CREATION_QUOTAS.number },
      { counted: 'client', who: client, quota: CREATION_QUOTAS.client },
      { counted: 'network', who: network, quota: CREATION_QUOTAS.network },
      { counted: 'site', who: '', quota: CREATION_QUOTAS.site },
    ],
  });
}

type Answered = { outcome: CreateAccountOutcome; counts: boolean };

async function answerQuestion(
  trx: Trx,
  tools: ActionTools,
  question: CreationQuestion,
  { form, passwordHash }: { form: Buffer; passwordHash: string },
): Promise<Answered> {
  const code = await judgeCodeAgain(trx, tools, question.code, form);
  if (code.judgement === 'repeated') return { outcome: JSON.parse(code.ending) as Answer, counts: false };
  if (code.judgement !== 'right') return { outcome: { outcome: code.judgement }, counts: false };

  const registered = await tools.register.findByNir(trx, question.nir);
  const account = await tools.accounts.findByNir(trx, question.nir);
  const found = findCreation(registered, account !== undefined, question);
  const dateOfBirth = registered?.dateOfBirth ?? question.dateOfBirth;
  const made =
    found === 'free' ? await addCreated(trx, tools, { ...question, dateOfBirth }, passwordHash) : 'taken';
  const finding = found === 'free' && made === 'taken' ? 'taken' : found;
  const { answers } = tools.config;
  const answer: Answer = { outcome: whatCreationSays(finding, answers) };
  await spendCodeAnswer(trx, {
    challengeId: code.challengeId,
    spentAt: tools.world.now(),
    requestIndex: form,
    ending: JSON.stringify(answer),
  });
  if (made !== 'taken') await tellCreated(trx, tools, made, question.device);
  else {
    const owner = finding === 'taken' ? account?.ref : undefined;
    if (answers === 'neutral') await alertOwner(trx, tools, question.nir, owner);
    await recordNotCreated(trx, tools, question.nir, finding);
  }
  return { outcome: answer, counts: true };
}

/** 'taken': another press, or another process, made it at the same instant. */
async function addCreated(
  trx: Trx,
  tools: ActionTools,
  { nir, dateOfBirth, mailAddress }: CreationQuestion,
  passwordHash: string,
): Promise<AccountRef | 'taken'> {
  const added = await tools.accounts.add(trx, { nir, dateOfBirth, mailAddress }, passwordHash);
  if (added === 'keyMissing') throw new Error('accounts are sealed by a key that is not in the ring');
  return added;
}

async function tellCreated(
  trx: Trx,
  tools: ActionTools,
  accountRef: AccountRef,
  device: DeviceKind,
): Promise<void> {
  const now = tools.world.now();
  await addActivity(trx, accountRef, { kind: 'accountCreated', at: now, device });
  await tools.jobs.enqueue(trx, 'address-mail', { accountRef, askedAt: now.toISOString() });
  const subject = { kind: 'account', ref: accountRef } as const;
  await record(trx, tools, { subject, event: 'accountCreated', detail: {} });
}

/** Once a day; for nobody there is the same job, about an account that does not exist, which ends in silence. */
async function alertOwner(
  trx: Trx,
  tools: ActionTools,
  nir: Nir,
  owner: AccountRef | undefined,
): Promise<void> {
  const now = tools.world.now();
  const countedIndex = tools.secrets.blindIndex.of('quota/creationAlert/number', nir);
  const [state] = await hitQuotas(trx, [{ countedIndex, quota: CREATION_ALERT_QUOTA }], now);
  const isFirst = state !== undefined && judgeQuota(state, CREATION_ALERT_QUOTA).verdict === 'within';
  const accountRef = isFirst && owner !== undefined ? owner : randomUUID();
  const alert = { accountRef, kind: 'creationAsked', at: now.toISOString(), to: 'current' } as const;
  await tools.jobs.enqueue(trx, 'alert-mail', alert);
}

/** By the number, whether or not it has an account. */
async function recordNotCreated(trx: Trx, tools: ActionTools, nir: Nir, why: CreationFinding): Promise<void> {
  if (why === 'free') throw new Error('an account that could be made was not');
  const subject = numberSubject(tools, nir);
  await record(trx, tools, { subject, event: 'accountNotCreated', detail: { why } });
}
