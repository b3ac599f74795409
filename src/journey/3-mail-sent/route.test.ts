/**
 * Étape 3 over HTTP: the wait, and « Recevoir un nouveau mail », alike for who has an account and who has none. What the
 * browser keeps for it is in `asked-cookie.test.ts`.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { writtenDate } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { member, somebody } from '../../../test/renewal.ts';
import { createVisitor, hiddenFields, type Seen, type Visitor } from '../../../test/visitor.ts';
import type { DemoPerson } from '../../demo/people.ts';

const FORM = '/mot-de-passe-oublie';
const SENT = `${FORM}/mail-envoye`;
const PRESS = {};

const START = '2022-12-26T13:33:00.000Z';

/** The fields of étape 2 as this person fills them. */
function typedBy(person: DemoPerson, mailAddress = String(person.mailAddress)): Record<string, string> {
  const dateOfBirth = writtenDate(person.dateOfBirth);
  return { numero: person.nir, 'date-de-naissance': dateOfBirth, 'adresse-mail': mailAddress };
}

for (const policy of ['documented', 'neutral'] as const) {
  describe(`étape 3 over HTTP, answers « ${policy} »`, () => {
    let bench: Bench;
    before(async () => {
      bench = await openBench({ settings: { ANSWERS: policy } });
    });
    after(() => bench.close());
    beforeEach(async () => {
      await bench.deliver();
      bench.world.set(START);
    });

    /** Étape 2, up to the page of étape 3. */
    async function walk(typed: Record<string, string>): Promise<{ visitor: Visitor; page: Seen }> {
      const visitor = createVisitor(bench);
      await visitor.get(FORM);
      const page = await visitor.follow(await visitor.submit({ ...typed, code: visitor.code() }));
      assert.equal(page.path, SENT);
      return { visitor, page };
    }

    const press = async (visitor: Visitor) => visitor.follow(await visitor.submit(PRESS));

    test('the page says when the mail was asked for and when another can be', async () => {
      const { page } = await walk(typedBy(await member(bench)));
      assert.match(
        readable(page.body),
        policy === 'neutral' ? /Demande faite à 14h33/ : /Mail demandé à 14h33/,
      );
      assert.match(readable(page.body), /à partir de 14h35/);
    });

    test('A11Y-15: the button looks inactive as long as a press would be refused, and no longer', async () => {
      const { visitor, page } = await walk(typedBy(await member(bench)));
      assert.match(page.body, /button-later" data-seconds-left="90"/);
      bench.world.advance({ seconds: 90, ms: -1 });
      assert.match((await visitor.get(SENT)).body, /button-later" data-seconds-left="1"/);
      bench.world.advance({ ms: 1 });
      assert.doesNotMatch((await visitor.get(SENT)).body, /button-later" data/);
    });

    test('90 seconds later one press sends a new mail, and the page says at what hour', async () => {
      const { visitor } = await walk(typedBy(await member(bench)));
      await bench.deliver();
      bench.world.advance({ minutes: 3 });
      const page = await press(visitor);
      assert.equal(page.path, SENT);
      assert.match(
        readable(page.body),
        policy === 'neutral'
          ? /Une nouvelle demande a été faite à 14h36/
          : /Un nouveau mail a été demandé à 14h36 : seul le plus récent est valable\./,
      );
      assert.equal((await bench.deliver()).length, 1);
      assert.equal((await visitor.get(SENT)).body.includes('14h36'), true);
      assert.deepEqual(await bench.deliver(), [], 'reloading asks for nothing');
    });

    test('pressed too early it says until when to wait, no mail leaves, and the wait is forgotten when it is over', async () => {
      const { visitor } = await walk(typedBy(await member(bench)));
      await bench.deliver();
      bench.world.advance({ seconds: 89, ms: 999 });
      const page = await press(visitor);
      assert.match(
        readable(page.body),
        /Votre demande de 14h33 est bien enregistrée\. Attendez jusqu'à 14h35 avant de demander un autre mail\. Regardez aussi/,
      );
      assert.deepEqual(await bench.deliver(), []);
      bench.world.advance({ ms: 1 });
      assert.doesNotMatch((await visitor.get(SENT)).body, /Attendez/);
      assert.match(readable((await press(visitor)).body), /14h34/);
      assert.equal((await bench.deliver()).length, 1);
    });

    test('a double press is one request, and both presses are told of it', async () => {
      const { visitor, page } = await walk(typedBy(await member(bench)));
      await bench.deliver();
      bench.world.advance({ minutes: 3 });
      const cookies = new Map(visitor.cookies);
      const first = await visitor.post(SENT, hiddenFields(page.body));
      visitor.cookies.clear();
      for (const [name, value] of cookies) visitor.cookies.set(name, value);
      const second = await visitor.follow(await visitor.post(SENT, hiddenFields(page.body)));
      assert.equal(first.status, 303);
      assert.match(
        readable(second.body),
        /(nouveau mail a été demandé|nouvelle demande a été faite) à 14h36/,
      );
      assert.doesNotMatch(second.body, /Attendez/);
      assert.equal((await bench.deliver()).length, 1);
    });

    test('ENU-1: known number, unknown number, wrong date, other address: at each press the same bytes', async () => {
      const known = await member(bench);
      const wrongDate = { ...known, dateOfBirth: { ...known.dateOfBirth, day: 24 } };
      const typed = (person: DemoPerson) => typedBy(person, 'meme.adresse@orange.fr');
      const sameAddress = await member(bench, { mailAddress: 'meme.adresse@orange.fr' as never });
      const walks = [];
      for (const person of [sameAddress, somebody(), wrongDate, known])
        walks.push(await walkToTheBlock(typed(person)));
      const [match, ...others] = walks;
      for (const other of others) assert.deepEqual(other, match);
      assert.match(match?.at(-1)?.body ?? '', /bloqué/);
    });

    /** All that a browser is sent from étape 2 to the block, but for what is drawn at random. */
    async function walkToTheBlock(typed: Record<string, string>) {
      bench.world.set(START);
      const visitor = createVisitor(bench);
      await visitor.get(FORM);
      const answers = [await visitor.submit({ ...typed, code: visitor.code() })];
      answers.push(await visitor.follow(answers[0] as Seen));
      for (const seconds of [30, 60, 90, 90]) {
        bench.world.advance({ seconds });
        const answered = await visitor.submit(PRESS);
        answers.push(answered, await visitor.follow(answered));
      }
      answers.push(await visitor.get('/aide/mail-non-recu'));
      return answers.map(answer => comparable(answer));
    }

    function comparable({ status, headers, body }: Seen) {
      const cookies = headers.getSetCookie().map(line => line.replace(/=[^;]+/, value => `${value.length}`));
      const others = [...headers].filter(([name]) => name !== 'set-cookie');
      const bytes = body.replace(/(name="jeton" value=")[^"]*/g, '$1');
      return { status, cookies, others, body: bytes };
    }

    test('the fourth request leads to étape 3bis, case 2; the browser then asks nothing more for that person', async () => {
      const { visitor } = await walk(typedBy(await member(bench)));
      for (let more = 0; more < 2; more += 1) {
        bench.world.advance({ seconds: 90 });
        await press(visitor);
      }
      bench.world.advance({ seconds: 90 });
      const page = await press(visitor);
      assert.equal(page.path, `${FORM}/demandes-bloquees`);
      assert.match(readable(page.body), /bloqué jusqu'au 26\/12\/2022 - 15h38/);
      assert.equal(visitor.cookies.has('demande'), false);
      assert.equal((await bench.deliver()).length, 3);
    });
  });
}
