/** Two agents where the body wants two: nothing is done alone, nobody agrees to their own demand, and it is done once (norms ATK-36, RST-7, RST-9). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { actAt, agentOf, type ConsoleBench, openCaseFor, openConsoleBench } from '../../../test/agents.ts';
import { readable } from '../../../test/readable.ts';
import { enter, member } from '../../../test/renewal.ts';
import { hiddenFields, type Visitor } from '../../../test/visitor.ts';
import { answerApproval } from '../../actions/answer-approval.ts';
import { purge } from '../../actions/purge.ts';
import type { ApprovalRef } from '../../database/agent-approvals.ts';
import type { DemoPerson } from '../../demo/people.ts';

describe('« À valider »', () => {
  let bench: ConsoleBench;
  let claire: Visitor;
  let sofia: Visitor;
  before(async () => {
    bench = await openConsoleBench({ settings: { HELPDESK_FOUR_EYES: 'both' } });
    claire = await bench.enterConsole('claire');
    sofia = await bench.enterConsole('sofia');
  });
  after(() => bench.close());

  async function openCase(agent: Visitor, person: DemoPerson): Promise<string> {
    bench.world.advance({ seconds: 1 });
    const { path } = await openCaseFor(agent, person.nir, 'noAddress');
    await actAt(agent, path, 'appelant', { 'date-de-naissance': '23/04/1957' });
    return path;
  }
  const waiting = async () => {
    const { ref } = await bench.tools.db
      .selectFrom('agent_approvals')
      .select('ref')
      .orderBy('asked_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return ref as ApprovalRef;
  };
  /** Of the list as it was last seen with something in it: a page that stayed open. */
  const tokens = new Map<Visitor, string>();
  async function answer(agent: Visitor, how: string, ref?: string) {
    const { body } = await agent.get('/a-valider');
    const jeton = hiddenFields(body.slice(body.indexOf('<main'))).jeton ?? tokens.get(agent) ?? '';
    tokens.set(agent, jeton);
    return agent.post(`/a-valider/${ref ?? (await waiting())}/${how}`, { jeton });
  }
  const told = async () =>
    (await bench.tools.db.selectFrom('audit_entries').select('event').orderBy('at').execute()).map(
      ({ event }) => event,
    );
  const codeIn = (body: string) => /<p class="code-given"><strong>([^<]+)<\/strong>/.exec(body)?.[1];
  const pendingOf = async (person: DemoPerson) => {
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    return bench.tools.db
      .selectFrom('other_addresses')
      .select('role')
      .where('account_ref', '=', account?.ref ?? '')
      .execute();
  };

  test('RST-9: a code is asked for, agreed to by another agent, taken once by who asked, and the owner is told', async () => {
    const person = await member(bench);
    const path = await openCase(claire, person);
    const asked = await actAt(claire, path, 'code-provisoire');
    assert.equal(codeIn(asked.body), undefined);
    assert.match(readable(asked.body), /Un autre agent doit accepter avant/);
    assert.equal(asked.body.includes('code-provisoire"'), false);
    assert.deepEqual(await bench.deliver(), []);
    assert.equal(codeIn((await actAt(claire, path, 'code-accepte')).body), undefined);

    assert.match(
      readable((await sofia.get('/')).body),
      /À valider \(1\).*Une demande attend votre validation/,
    );
    const list = readable((await sofia.get('/a-valider')).body);
    assert.match(list, /Donner un code provisoire Assuré ?2 \*\*.*Demandé par ?Claire Agent/);
    assert.match(list, /Motif de l'appel ?Pas d'adresse mail/);
    const agreed = await answer(sofia, 'accepter');
    assert.match(readable(agreed.body), /Accepté\. L'agent.*Rien n'attend votre réponse/);
    assert.equal(codeIn(agreed.body), undefined);
    assert.deepEqual(await bench.deliver(), []);

    const shown = await claire.get(path);
    assert.equal(codeIn(shown.body), undefined);
    const taken = await actAt(claire, path, 'code-accepte');
    const code = codeIn(taken.body) ?? '';
    assert.equal((await enter(bench, person.nir, code)).outcome, 'mayChoosePassword');
    assert.equal(codeIn((await actAt(claire, path, 'code-accepte')).body), undefined);
    assert.match((await bench.deliver())[0]?.subject ?? '', /code provisoire/);
    const events = await told();
    for (const event of ['approvalAsked', 'approvalAnswered', 'caseDeed']) assert.ok(events.includes(event));
  });

  test('ATK-36: who asks neither sees it in the list nor agrees to it, be it under another name and role', async () => {
    const person = await member(bench);
    const path = await openCase(sofia, person);
    await actAt(sofia, path, 'code-provisoire');
    assert.match(readable((await sofia.get('/a-valider')).body), /Rien n'attend votre réponse/);
    assert.match(readable((await answer(sofia, 'accepter')).body), /validée par un autre agent/);
    assert.match(readable((await answer(sofia, 'en-clair')).body), /n'attend plus/);
    const renamed = { ...(await agentOf(bench, sofia)), name: 'Sofia Mariée', role: 'adviser' } as const;
    const given = { ref: await waiting(), answer: 'agreed' } as const;
    assert.deepEqual(await answerApproval(bench.tools, renamed, given), { outcome: 'own' });
    assert.equal(codeIn((await actAt(sofia, path, 'code-accepte')).body), undefined);
    const namesake = { ...renamed, subject: `https://autre.exemple ${renamed.subject.split(' ')[1]}` };
    const other = await answerApproval(bench.tools, namesake, given);
    assert.equal(other.outcome, 'agreed');
  });

  test('ATK-36: another agent’s agreement gives nothing to who did not ask', async () => {
    const person = await member(bench);
    await actAt(claire, await openCase(claire, person), 'code-provisoire');
    await answer(sofia, 'accepter');
    const path = await openCase(sofia, person);
    assert.equal(codeIn((await actAt(sofia, path, 'code-accepte')).body), undefined);
  });

  test('a refusal is told to who asked, does nothing, and what was refused can be asked for again', async () => {
    const person = await member(bench);
    const path = await openCase(claire, person);
    await actAt(claire, path, 'code-provisoire');
    assert.match(readable((await answer(sofia, 'refuser')).body), /Refusé \(code provisoire\)/);
    const page = await claire.get(path);
    assert.match(readable(page.body), /refusé à \d\dh\d\d par un autre agent/);
    assert.equal(codeIn((await actAt(claire, path, 'code-accepte')).body), undefined);
    assert.match(readable((await answer(sofia, 'accepter')).body), /a déjà une réponse/);
    bench.world.advance({ seconds: 1 });
    await actAt(claire, path, 'code-provisoire');
    assert.match(readable((await sofia.get('/')).body), /À valider \(1\)/);
    await answer(sofia, 'refuser');
  });

  test('RST-7: an address waits sealed, is judged masked or, told to the journal, in clear; agreed to, it is mailed once', async () => {
    const person = await member(bench);
    const path = await openCase(claire, person);
    const proposed = `propose.${person.mailAddress}`;
    await actAt(claire, path, 'adresse', { 'nouvelle-adresse': `erreur.${person.mailAddress}` });
    await actAt(claire, path, 'adresse', { 'nouvelle-adresse': proposed });
    await actAt(claire, path, 'adresse', { 'nouvelle-adresse': proposed });
    assert.deepEqual(await bench.deliver(), []);
    assert.deepEqual(await pendingOf(person), []);
    const rows = await bench.tools.db.selectFrom('agent_approvals').selectAll().execute();
    const stored = rows.flatMap(row => [row.asker_sealed, row.address_sealed ?? Buffer.of()]);
    for (const word of ['propose', 'Claire', 'claire', person.nir])
      assert.equal(
        stored.some(bytes => Buffer.from(bytes).includes(word)),
        false,
      );

    const list = await sofia.get('/a-valider');
    assert.match(readable(list.body), /À valider \(1\).*Adresse proposée ?p\*\*\*@e\*\*\*\.fr/);
    assert.equal(list.body.includes(proposed), false);
    const revealed = await answer(sofia, 'en-clair');
    assert.equal(revealed.body.includes(proposed), true);
    assert.equal((await told()).at(-1), 'approvalRevealed');
    await answer(sofia, 'accepter');
    assert.match(readable((await answer(sofia, 'accepter', await waiting())).body), /a déjà une réponse/);
    const mails = await bench.deliver();
    assert.deepEqual(
      mails.flatMap(mail => mail.recipients).toSorted(),
      [proposed, person.mailAddress].toSorted(),
    );
    assert.match(readable((await claire.get(path)).body), /Nouvelle adresse mail : accepté à/);
  });

  test('what was asked ends after half an hour, to the millisecond, agreed to or not; the purge removes it', async () => {
    const person = await member(bench);
    const path = await openCase(claire, person);
    await actAt(claire, path, 'code-provisoire');
    const ref = await waiting();
    bench.world.advance({ minutes: 14 });
    await claire.get('/');
    await answer(sofia, 'accepter');
    bench.world.advance({ minutes: 14 });
    await Promise.all([claire.get('/'), sofia.get('/')]);
    const late = await openCase(claire, person);
    bench.world.advance({ minutes: 1, seconds: 58, ms: 999 });
    assert.match(readable((await claire.get(late)).body), /Affichez-le avant/);
    bench.world.advance({ ms: 1 });
    assert.equal(codeIn((await actAt(claire, late, 'code-accepte')).body), undefined);
    assert.match(readable((await answer(sofia, 'accepter', ref)).body), /trop tard/);
    await purge(bench.tools);
    assert.deepEqual(await bench.tools.db.selectFrom('agent_approvals').select('ref').execute(), []);
  });
});

test('without the setting one agent gives a code, and there is no list', async () => {
  const bench = await openConsoleBench();
  try {
    const claire = await bench.enterConsole('claire');
    const home = await claire.get('/');
    assert.equal(home.body.includes('/a-valider'), false);
    assert.equal((await claire.get('/a-valider')).status, 404);
  } finally {
    await bench.close();
  }
});
