/**
 * What a process tells whoever watches it (norm LOG-8): one walk raises the right figures by exactly one, nothing personal
 * stands in them, and what was undone is not counted.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tellFact } from '../src/database/facts.ts';
import { createMetrics } from '../src/observability/observatory.ts';
import { makeLinkSecret } from '../src/secrets/link-secret.ts';
import { type Bench, openBench } from './bench.ts';
import { onBothEngines } from './engines.ts';
import { addPeople, FORMER_PASSWORD, PEOPLE, writtenDate, writtenNir } from './people.ts';
import { ask, freshCode, linkOf, look, member, NEW_PASSWORD, newcomer, renew, secretIn } from './renewal.ts';
import { createVisitor, linkIn, type Visitor } from './visitor.ts';

type Figures = Map<string, number>;

/** The figures of our own that are not times or processes, as Prometheus reads them: `name{labels}` → value. */
function figuresIn(text: string): Figures {
  const lines = text.split('\n').filter(line => /^renouveau_\w+(?:_total|_count)\b/.test(line));
  return new Map(
    lines.map(line => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

function rises(from: Figures, to: Figures): Record<string, number> {
  const risen = [...to].map(([name, value]) => [name, value - (from.get(name) ?? 0)] as const);
  return Object.fromEntries(risen.filter(([, by]) => by !== 0));
}

onBothEngines('LOG-8: what one walk leaves in the metrics', engine => {
  let bench: Bench;
  let visitor: Visitor;
  let register: ReturnType<typeof createMetrics>['register'];
  let figures: Figures;

  before(async () => {
    bench = await openBench({ engine });
    register = createMetrics(bench.tools).register;
    await addPeople(bench, PEOPLE.camille);
    visitor = createVisitor(bench);
  });
  after(() => bench.close());

  async function walk(steps: () => Promise<void>): Promise<Record<string, number>> {
    figures = figuresIn(await register.metrics());
    await steps();
    return rises(figures, figuresIn(await register.metrics()));
  }

  test('étapes 2 to 6 and étape 1: each figure rises by exactly one', async () => {
    const { camille } = PEOPLE;
    const risen = await walk(async () => {
      await visitor.get('/mot-de-passe-oublie');
      await visitor.submit({
        numero: writtenNir(camille.nir),
        'date-de-naissance': writtenDate(camille.dateOfBirth),
        'adresse-mail': String(camille.mailAddress),
        code: visitor.code(),
      });
      const [mail] = await bench.deliver();
      await visitor.follow(await visitor.get(linkIn(mail)));
      const password = { 'nouveau-mot-de-passe': NEW_PASSWORD, 'mot-de-passe-repete': NEW_PASSWORD };
      await visitor.follow(await visitor.submit(password));
      await bench.deliver();
      await visitor.get('/connexion');
      await visitor.submit({ numero: camille.nir, 'mot-de-passe': FORMER_PASSWORD });
      await visitor.submit({ numero: camille.nir, 'mot-de-passe': NEW_PASSWORD });
    });
    assert.deepEqual(risen, {
      'renouveau_requests_total{outcome="accepted"}': 1,
      'renouveau_request_findings_total{finding="match"}': 1,
      'renouveau_codes_judged_total{way="copied",outcome="right"}': 1,
      'renouveau_mails_total{kind="renewal",outcome="handedOver"}': 1,
      'renouveau_mails_total{kind="notice",outcome="handedOver"}': 1,
      renouveau_links_opened_total: 1,
      renouveau_renewals_total: 1,
      'renouveau_sign_ins_total{outcome="failed"}': 1,
      'renouveau_sign_ins_total{outcome="signedIn"}': 1,
      renouveau_mail_delay_seconds_count: 1,
      renouveau_renewal_delay_seconds_count: 1,
      'renouveau_password_hash_seconds_count{queue="choosing"}': 1,
      'renouveau_password_hash_seconds_count{queue="signingIn"}': 2,
    });
  });

  test('LOG-2: after the walk no number, date, address or secret stands in them', async () => {
    const { nir, dateOfBirth, mailAddress } = PEOPLE.camille;
    const text = await register.metrics();
    const canaries = [nir, nir.slice(0, 7), writtenDate(dateOfBirth), String(mailAddress), '@', NEW_PASSWORD];
    assert.deepEqual(
      canaries.filter(canary => text.includes(canary)),
      [],
    );
  });

  test('the times are those of the world’s clock, from the request on', async () => {
    const person = await member(bench);
    await ask(bench, person);
    bench.world.advance({ seconds: 90 });
    const [mail] = await bench.deliver();
    bench.world.advance({ minutes: 10 });
    await renew(bench, secretIn(mail));
    const text = await register.metrics();
    assert.match(text, /^renouveau_mail_delay_seconds_sum 90$/m);
    assert.match(text, /^renouveau_renewal_delay_seconds_sum 690$/m);
  });

  test('each rule that a password breaks, a wrong code, a code sent twice and an invented link are counted', async () => {
    const person = await member(bench);
    const secret = await linkOf(bench, person);
    const risen = await walk(async () => {
      await renew(bench, secret, { password: 'abc' });
      await renew(bench, secret, { password: 'abc' });
      const wrong = { ...freshCode(bench), answer: 'ZQ7ZQ7' };
      await ask(bench, person, { code: wrong, asker: newcomer() });
      await ask(bench, person, { code: wrong, asker: newcomer() });
      await look(bench, makeLinkSecret(bench.tools.world));
    });
    assert.equal(risen['renouveau_password_refusals_total{rule="length"}'], 2);
    assert.equal(risen['renouveau_codes_judged_total{way="copied",outcome="codeWrong"}'], 1);
    assert.equal(risen['renouveau_codes_judged_total{way="copied",outcome="codeUsed"}'], 1);
    assert.equal(risen['renouveau_links_refused_total{reason="unknown"}'], 1);
  });

  test('what is undone is not counted, what is committed is', async () => {
    const fact = { event: 'passwordChanged', detail: { link: 'x', sessionsEnded: 0 } } as const;
    const risen = await walk(async () => {
      const undone = bench.tools.db.transaction().execute(async trx => {
        tellFact(trx, fact);
        throw new Error('undone');
      });
      await assert.rejects(undone, /undone/);
    });
    assert.deepEqual(risen, {});
    const committed = await walk(() =>
      bench.tools.db.transaction().execute(async trx => tellFact(trx, fact)),
    );
    assert.deepEqual(committed, { renouveau_renewals_total: 1 });
  });

  test('the queues tell how many jobs are due, and are read once in 15 seconds at the most', async () => {
    const due = async () => {
      const text = await register.metrics();
      return /^renouveau_queue_jobs\{queue="renewal-mail",state="due"\} (\d+)$/m.exec(text)?.[1];
    };
    bench.world.advance({ seconds: 15 });
    assert.equal(await due(), '0');
    await ask(bench, await member(bench));
    assert.equal(await due(), '0');
    bench.world.advance({ seconds: 15 });
    assert.equal(await due(), '1');
  });
});
