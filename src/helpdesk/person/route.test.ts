/** One person on one screen: found with a reason, masked, verified by what the caller says, and nothing done before (console, norm ATK-36). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { actAt, type ConsoleBench, openCaseFor, openConsoleBench } from '../../../test/agents.ts';
import { readable } from '../../../test/readable.ts';
import { ask, enter, linkOf, member, newcomer } from '../../../test/renewal.ts';
import { openLink } from '../../actions/open-link.ts';
import { purge } from '../../actions/purge.ts';
import { parisBlockEnd, parisHour } from '../../rules/paris-time.ts';

describe('a case in the agents’ console', () => {
  let bench: ConsoleBench;
  before(async () => {
    bench = await openConsoleBench();
  });
  after(() => bench.close());

  const told = async () =>
    (
      await bench.tools.db.selectFrom('audit_entries').select(['event', 'detail']).orderBy('at').execute()
    ).map(({ event }) => event);

  test('found by number with a reason: masked, with what to say first; told to the journal with the agent', async () => {
    const person = await member(bench);
    const claire = await bench.enterConsole('claire');
    const page = await openCaseFor(claire, person.nir);
    assert.equal(page.status, 200);
    const text = readable(page.body);
    assert.match(text, /Dossier de l'assuré 2 \*\* \*\* \*\* \*\*\* \*\*\* \d\d/);
    assert.match(
      text,
      /À dire à l'assuré, une fois sa date de naissance vérifiée Nous n'avons reçu aucune demande/,
    );
    for (const clear of [person.nir, person.mailAddress, person.mailAddress.split('@')[0] ?? ''])
      assert.equal(page.body.includes(clear), false);
    assert.equal(page.path.includes(person.nir), false);
    assert.equal((await told()).at(-1), 'caseOpened');
  });

  test('found by a verified address; not found by an unknown number, which is told too, and what was typed is kept', async () => {
    const person = await member(bench);
    const claire = await bench.enterConsole('claire');
    assert.equal((await openCaseFor(claire, person.mailAddress)).status, 200);
    const missed = await openCaseFor(claire, '2 55 04 50 990 998');
    assert.equal(missed.status, 422);
    assert.match(readable(missed.body), /Aucun compte à ce numéro/);
    assert.match(readable(missed.body), /À dire à l'assuré Je ne trouve pas ce numéro/);
    assert.match(missed.body, /value="2 55 04 50 990 998"/);
    assert.match(readable(missed.body), /Vous avez saisi : 2 55 04 50 990 998/);
    assert.equal((await told()).at(-1), 'caseNotFound');
  });

  test('without a reason, or with a number of another form, nothing is looked up', async () => {
    const claire = await bench.enterConsole('claire');
    const before = (await told()).length;
    const page = await openCaseFor(claire, '12', '');
    assert.match(readable(page.body), /Choisissez le motif de l'appel/);
    assert.equal((await told()).length, before);
  });

  test('ATK-36: three wrong dates close the case; the right one opens what an adviser may do', async () => {
    const person = await member(bench);
    const claire = await bench.enterConsole('claire');
    const { path } = await openCaseFor(claire, person.nir);
    for (const left of [2, 1]) {
      const again = await actAt(claire, path, 'appelant', { 'date-de-naissance': '01/01/1990' });
      assert.match(readable(again.body), new RegExp(`Essais restants : ${left}`));
    }
    const last = await actAt(claire, path, 'appelant', { 'date-de-naissance': '01/01/1990' });
    assert.match(readable(last.body), /Dites : « Je ne peux pas vérifier votre identité/);
    assert.match(readable((await claire.get(path)).body), /Ce dossier est fermé/);
    const second = await openCaseFor(claire, person.nir);
    await actAt(claire, second.path, 'appelant', { 'date-de-naissance': '23/04/1957' });
    assert.match(readable((await claire.get(second.path)).body), /Date de naissance exacte, vérifiée à/);
  });

  test('in clear only on demand, by an adviser, for a verified caller: and told before it is shown', async () => {
    const person = await member(bench);
    const claire = await bench.enterConsole('claire');
    const { path } = await openCaseFor(claire, person.nir);
    const early = await actAt(claire, path, 'en-clair');
    assert.equal(early.body.includes(person.mailAddress), false);
    await claire.get(path);
    await actAt(claire, path, 'appelant', { 'date-de-naissance': '23/04/1957' });
    await claire.get(path);
    const shown = await actAt(claire, path, 'en-clair');
    assert.equal(shown.body.includes(person.mailAddress), true);
    assert.equal((await told()).at(-1), 'personRevealed');
    assert.equal((await claire.get(path)).body.includes(person.mailAddress), false);
  });

  test('roles: a reader sees the case and may neither reveal nor lift; the buttons are not there, and the door is shut', async () => {
    const person = await member(bench);
    const leo = await bench.enterConsole('leo');
    const { path } = await openCaseFor(leo, person.nir);
    await actAt(leo, path, 'appelant', { 'date-de-naissance': '23/04/1957' });
    const page = await leo.get(path);
    assert.equal(page.body.includes('en-clair'), false);
    for (const deed of ['en-clair', 'lever-le-blocage']) {
      const refused = await leo.post(`${path}/${deed}`, {});
      assert.equal(refused.status, 403);
      assert.equal(refused.body.includes(person.mailAddress), false);
    }
  });

  test('a case is of the agent who opened it, for half an hour', async () => {
    const person = await member(bench);
    const [claire, sofia] = [await bench.enterConsole('claire'), await bench.enterConsole('sofia')];
    const { path } = await openCaseFor(claire, person.nir);
    assert.match(readable((await sofia.get(path)).body), /Ce dossier est fermé/);
    bench.world.advance({ minutes: 14 });
    await claire.get(path);
    bench.world.advance({ minutes: 14 });
    assert.equal((await claire.get(path)).status, 200);
    bench.world.advance({ minutes: 2 });
    assert.equal((await claire.get(path)).status, 422);
  });

  test('étape 3bis, case 2: the block is told with its end, and lifted for a verified caller', async () => {
    const person = await member(bench);
    for (let asked = 0; asked < 4; asked += 1) {
      await ask(bench, person);
      bench.world.advance({ minutes: 2 });
    }
    const claire = await bench.enterConsole('claire');
    const { path, body } = await openCaseFor(claire, person.nir, 'blocked');
    assert.match(readable(body), /bloquées jusqu'au \d\d\/\d\d\/\d{4} - \d\dh\d\d/);
    await actAt(claire, path, 'appelant', { 'date-de-naissance': '23/04/1957' });
    await claire.get(path);
    const lifted = await actAt(claire, path, 'lever-le-blocage');
    assert.match(readable(lifted.body), /Le blocage est levé/);
    assert.equal((await ask(bench, person)).outcome, 'mailSent');
    assert.equal((await told()).includes('blockLifted'), true);
  });

  test('étape 5: an old link that was opened after it was replaced is told first, with its hour, however often it is reloaded', async () => {
    await bench.deliver();
    const person = await member(bench);
    const old = await linkOf(bench, person);
    bench.world.advance({ minutes: 2 });
    await linkOf(bench, person);
    for (const seconds of [60, 59, 1]) {
      bench.world.advance({ seconds });
      const seen = await openLink(bench.tools, { linkCookie: old, ...newcomer() });
      assert.equal(seen.outcome, 'replaced');
    }
    const page = await openCaseFor(await bench.enterConsole('claire'), person.nir);
    const at = parisHour(bench.world.now());
    const text = readable(page.body);
    assert.match(
      text,
      new RegExp(
        `À dire à l'assuré, une fois sa date de naissance vérifiée Un ancien lien a été ouvert à ${at}, après avoir été remplacé`,
      ),
    );
    assert.equal(text.match(/Lien ouvert après avoir été remplacé/g)?.length, 1);
    assert.equal((await told()).filter(event => event === 'linkRefused').length, 1);
  });

  test('étape 1: too many tries to sign in are told with their end, and that a renewal does not wait', async () => {
    const person = await member(bench);
    for (let tries = 0; tries < 5; tries += 1) await enter(bench, person.nir, `Mauvais+Mdp${tries}`);
    const { body } = await openCaseFor(await bench.enterConsole('claire'), person.nir, 'other');
    const until = parisBlockEnd(new Date(bench.world.now().getTime() + 2 * 60_000));
    assert.match(readable(body), /une fois sa date de naissance vérifiée Trop d'essais ont été faits/);
    assert.ok(
      readable(body).includes(
        `trop d'essais, bloquée jusqu'au ${until}. « Mot de passe oublié » marche sans attendre.`,
      ),
    );
  });

  test('RGP-4: an agent’s session goes with its hour, a case 30 days after its end', async () => {
    bench.world.advance({ minutes: 5 * 60 });
    await purge(bench.tools);
    const person = await member(bench);
    await openCaseFor(await bench.enterConsole('claire'), person.nir);
    bench.world.advance({ minutes: 15 });
    const soon = await purge(bench.tools);
    assert.ok(soon.outcome === 'purged');
    assert.deepEqual([soon.removed.agent_sessions, soon.removed.agent_cases], [1, undefined]);
    bench.world.advance({ minutes: 15 + 30 * 24 * 60 });
    const late = await purge(bench.tools);
    assert.ok(late.outcome === 'purged' && (late.removed.agent_cases ?? 0) >= 1);
  });
});
