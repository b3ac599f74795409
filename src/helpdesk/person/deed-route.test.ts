/** What an adviser does for a verified caller: each works, is told to the journal with the agent, and to the owner by mail (norms RST-7, RST-9, ATK-36). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { askForAddress, provePending, signIn } from '../../../test/account.ts';
import { actAt, type ConsoleBench, openCaseFor, openConsoleBench } from '../../../test/agents.ts';
import { FORMER_PASSWORD } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { ask, enter, member, secretIn } from '../../../test/renewal.ts';
import type { Visitor } from '../../../test/visitor.ts';
import type { DemoPerson } from '../../demo/people.ts';
import type { MailAddress } from '../../rules/mail-address.ts';
import { parisBlockEnd } from '../../rules/paris-time.ts';

describe('deeds in a case', () => {
  let bench: ConsoleBench;
  let claire: Visitor;
  before(async () => {
    bench = await openConsoleBench();
    claire = await bench.enterConsole('claire');
  });
  after(() => bench.close());

  async function openCase(person: DemoPerson, verified = true): Promise<string> {
    const { path } = await openCaseFor(claire, person.nir);
    if (verified) await act(path, 'appelant', { 'date-de-naissance': '23/04/1957' });
    return path;
  }
  const act = (path: string, deed: string, fields?: Record<string, string>) =>
    actAt(claire, path, deed, fields);
  const told = async () =>
    (
      await bench.tools.db
        .selectFrom('audit_entries')
        .select(['event', 'detail'])
        .where('event', '=', 'caseDeed')
        .execute()
    ).map(({ detail }) => detail.deed);

  test('ATK-36: before the caller is verified, none of them does anything', async () => {
    const person = await member(bench);
    const path = await openCase(person, false);
    for (const deed of [
      'renvoyer',
      'code-provisoire',
      'fermer-les-connexions',
      'adresse',
      'lever-le-blocage',
    ])
      await act(path, deed, { 'nouvelle-adresse': 'voleur@exemple.fr' });
    assert.deepEqual(await told(), []);
    assert.deepEqual(await bench.deliver(), []);
  });

  test('étape 4: another mail leaves, to the verified address, and its link works', async () => {
    const person = await member(bench);
    const page = await act(await openCase(person), 'renvoyer');
    assert.match(readable(page.body), /Un nouveau mail part à l'adresse validée/);
    const [mail, ...others] = await bench.deliver();
    assert.equal(others.length, 0);
    assert.deepEqual(mail?.recipients, [person.mailAddress]);
    assert.ok(secretIn(mail).length > 40);
    assert.ok((await told()).includes('mailSent'));
  });

  test('étape 4: nothing can be sent to an address that nobody proved, and the button is not there', async () => {
    const person = await member(bench, { addressVerified: false });
    const path = await openCase(person);
    assert.equal((await claire.get(path)).body.includes('/renvoyer"'), false);
    assert.match(readable((await act(path, 'renvoyer')).body), /Aucun mail ne peut partir/);
    assert.deepEqual(await bench.deliver(), []);
  });

  test('RST-9: a provisional code is shown once, spelt out, opens the account’s new password only, and the owner is told', async () => {
    const person = await member(bench);
    const path = await openCase(person);
    const page = await act(path, 'code-provisoire');
    const code = /<p class="code-given"><strong>([^<]+)<\/strong>/.exec(page.body)?.[1] ?? '';
    assert.match(code, /^(?:[3-9FHJKMRUWY]{4} ?){4}$/);
    assert.match(readable(page.body), / comme /);
    const { body } = await claire.get(path);
    assert.equal(body.includes(code), false);
    assert.match(readable(body), /À dire à l'assuré Un code provisoire vous a été remis à/);
    assert.equal((await enter(bench, person.nir, code)).outcome, 'mayChoosePassword');
    const [mail] = await bench.deliver();
    assert.match(mail?.subject ?? '', /code provisoire/);
    assert.equal(mail?.text.includes(code), false);
    assert.ok((await told()).includes('codeGiven'));
  });

  test('RST-3: every session is closed, and the owner is told', async () => {
    const person = await member(bench);
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
    const page = await act(await openCase(person), 'fermer-les-connexions');
    assert.match(readable(page.body), /Connexions fermées : 1/);
    assert.match((await bench.deliver())[0]?.subject ?? '', /déconnecté/);
    assert.ok((await told()).includes('sessionsClosed'));
  });

  test('RST-7: another address has to be proved, the address of today is told, and what was typed badly changes nothing', async () => {
    const person = await member(bench);
    const path = await openCase(person);
    const wrong = await act(path, 'adresse', { 'nouvelle-adresse': 'sans-arobase' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.body, /<details open>/);
    await act(path, 'adresse', { 'nouvelle-adresse': `nouvelle.${person.mailAddress}` });
    const mails = await bench.deliver();
    assert.deepEqual(
      mails.flatMap(mail => mail.recipients).toSorted(),
      [`nouvelle.${person.mailAddress}`, person.mailAddress].toSorted(),
    );
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    assert.equal(account?.mailAddress, person.mailAddress);
    assert.ok((await told()).includes('addressCorrected'));
  });

  test('an address that was corrected and is not proved is told as such, and who calls for somebody else is thought of', async () => {
    const person = await member(bench);
    const { path, body } = await openCaseFor(claire, person.nir, 'wrongAddress');
    assert.match(readable(body), /Quelqu'un appelle pour un proche/);
    await actAt(claire, path, 'appelant', { 'date-de-naissance': '23/04/1957' });
    await actAt(claire, path, 'adresse', { 'nouvelle-adresse': 'corrigee@exemple.fr' });
    await ask(bench, person, { mailAddress: 'corrigee@exemple.fr' as MailAddress });
    assert.match(
      readable((await claire.get(path)).body),
      /À dire à l'assuré Une nouvelle adresse a été donnée, mais elle n'est pas encore validée.*Nouvelle adresse mail ?donnée, pas encore validée/,
    );
  });

  test('an address that was just changed is told with the end of its hold', async () => {
    const person = await member(bench);
    const { session } = await signIn(bench, person);
    await askForAddress(bench, session);
    await provePending(bench, session.accountRef);
    const { body } = await openCaseFor(await bench.enterConsole('claire'), person.nir);
    const until = parisBlockEnd(new Date(bench.world.now().getTime() + 24 * 60 * 60_000));
    assert.ok(readable(body).includes(`changée il y a moins de 24 heures, pas de mail jusqu'au ${until}`));
    assert.match(readable(body), /aucun mail de renouvellement ne part pendant 24 heures. Cela finit le /);
  });
});
