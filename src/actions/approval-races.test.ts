/** What waits for a second agent, when things happen at once, on PostgreSQL: answered once, done once, and no two wait for each other (norms ATK-36, ATK-6). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { consoleSettings } from '../../test/agents-entrance.ts';
import { assertJournalIsSound } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { member } from '../../test/renewal.ts';
import type { Account } from '../database/accounts.ts';
import { listWaitingApprovals } from '../database/agent-approvals.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { answerApproval } from './answer-approval.ts';
import { correctAddress } from './correct-address.ts';
import type { Agent } from './find-agent.ts';
import { giveCode } from './give-code.ts';
import { takeApprovedCode } from './take-approved-code.ts';

const ROUNDS = 5;
const SETTINGS = {
  ...consoleSettings('http://localhost:3100', 'http://127.0.0.1:3101', 3100),
  HELPDESK_FOUR_EYES: 'both',
};
const agent = (name: string): Agent => ({
  subject: `https://identite.exemple ${name}`,
  name,
  role: 'adviser',
});
const [claire, sofia, ana] = [agent('claire'), agent('sofia'), agent('ana')];

describe('two agents, at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL', settings: SETTINGS });
  });
  after(() => bench.close());

  async function account(): Promise<Account & { mailAddress: MailAddress }> {
    const { nir, mailAddress } = await member(bench);
    const found = await bench.tools.accounts.findByNir(bench.tools.db, nir);
    if (found === undefined) throw new Error('somebody who has an account was expected');
    return { ...found, mailAddress };
  }
  const waiting = async (ref: string) => {
    const all = await listWaitingApprovals(bench.tools.db, bench.tools.secrets, bench.world.now());
    return all.filter(({ accountRef }) => accountRef === ref);
  };
  const other = (address: MailAddress, rank: number) => `n${rank}.${address}` as MailAddress;

  test('ATK-36: asked twice at once it waits once; agreed to by two at once, and refused by one, it is answered once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await account();
      const asked = {
        account: person,
        reason: 'wrongAddress',
        mailAddress: other(person.mailAddress, 1),
      } as const;
      await Promise.all([1, 2, 3].map(() => correctAddress(bench.tools, claire, asked)));
      const [one, ...others] = await waiting(person.ref);
      assert.ok(one !== undefined && others.length === 0);
      const { ref } = one;
      const endings = await Promise.all([
        answerApproval(bench.tools, sofia, { ref, answer: 'agreed' }),
        answerApproval(bench.tools, ana, { ref, answer: 'agreed' }),
        answerApproval(bench.tools, ana, { ref, answer: 'refused' }),
      ]);
      const first = endings.filter(({ outcome }) => outcome !== 'answeredBefore');
      assert.equal(first.length, 1);
      const mails = (await bench.deliver()).flatMap(({ recipients }) => recipients);
      assert.equal(mails.length, first[0]?.outcome === 'agreed' ? 2 : 0);
    }
    await assertJournalIsSound(bench.tools);
  });

  test('ATK-36: what is replaced while it is agreed to is either done as it was seen, or waits anew', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await account();
      const asked = { account: person, reason: 'wrongAddress' } as const;
      const [first, second] = [other(person.mailAddress, 1), other(person.mailAddress, 2)];
      await correctAddress(bench.tools, claire, { ...asked, mailAddress: first });
      const [seen] = await waiting(person.ref);
      assert.ok(seen !== undefined);
      const [answered] = await Promise.all([
        answerApproval(bench.tools, sofia, { ref: seen.ref, answer: 'agreed' }),
        correctAddress(bench.tools, claire, { ...asked, mailAddress: second }),
      ]);
      const sent = (await bench.deliver()).flatMap(({ recipients }) => recipients);
      assert.equal(sent.includes(second), false);
      assert.equal(sent.includes(first), answered.outcome === 'agreed');
      assert.equal((await waiting(person.ref))[0]?.mailAddress, second);
    }
  });

  test('RST-9: an agreed code is taken at once by five presses: one is shown', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await account();
      await giveCode(bench.tools, claire, { account: person, reason: 'noAddress' });
      const [seen] = await waiting(person.ref);
      assert.ok(seen !== undefined);
      await answerApproval(bench.tools, sofia, { ref: seen.ref, answer: 'agreed' });
      const taken = await Promise.all(
        [1, 2, 3, 4, 5].map(() => takeApprovedCode(bench.tools, claire, person)),
      );
      const outcomes = taken.map(({ outcome }) => outcome).toSorted();
      assert.deepEqual(outcomes, ['issued', ...Array(4).fill('notAgreed')]);
    }
    await assertJournalIsSound(bench.tools);
  });
});
