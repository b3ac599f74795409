/** Many at once, over two server processes on one PostgreSQL: what may happen once happens once. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { DemoPerson } from '../src/demo/people.ts';
import { PEOPLE, writtenDate } from './people.ts';
import { startTwoServers, type TwoServers } from './two-servers.ts';
import { hiddenFields, linkIn, type Seen, type Visitor } from './visitor.ts';

const AT_ONCE = 50;
const FORM = '/mot-de-passe-oublie';
const NEW_PASSWORD = 'Nouveau+Mdp=42';

describe('two server processes', () => {
  let servers: TwoServers;
  before(async () => {
    servers = await startTwoServers({ REPEAT_SECONDS: '0' });
    await servers.addPeople(PEOPLE.camille, PEOPLE.lisandru, PEOPLE.pavel);
  });
  after(() => servers.stop());

  const times = <T>(count: number, make: (turn: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, turn) => make(turn)));

  const asked = (person: DemoPerson) => ({
    numero: person.nir,
    'date-de-naissance': writtenDate(person.dateOfBirth),
    'adresse-mail': String(person.mailAddress),
  });

  async function visitForm(turn: number): Promise<Visitor> {
    const visitor = servers.visitor(turn);
    await visitor.get(FORM);
    return visitor;
  }

  const placesOf = (all: Seen[], place: string) =>
    all.filter(seen => seen.headers.get('Location') === place).length;

  test('50 answers at once to one code: one is taken (norm CAP-2)', async () => {
    const first = await visitForm(0);
    const fields = hiddenFields((await first.get(FORM)).body);
    const code = first.code();
    const answers = await times(AT_ONCE, turn => {
      const visitor = servers.visitor(turn);
      for (const [name, value] of first.cookies) visitor.cookies.set(name, value);
      return visitor.post(FORM, {
        ...fields,
        ...asked(PEOPLE.pavel),
        'adresse-mail': `a${turn}@exemple.fr`,
        code,
      });
    });
    assert.equal(placesOf(answers, `${FORM}/mail-envoye`), 1);
    assert.equal(answers.filter(seen => seen.status >= 500).length, 0);
  });

  test('50 requests at once with a limit of 3: exactly 3 mails (norm LIM-5)', async () => {
    const visitors = await times(AT_ONCE, visitForm);
    const answers = await Promise.all(
      visitors.map(visitor => visitor.submit({ ...asked(PEOPLE.camille), code: visitor.code() })),
    );
    assert.equal(placesOf(answers, `${FORM}/mail-envoye`), 3);
    assert.equal(placesOf(answers, `${FORM}/demandes-bloquees`), AT_ONCE - 3);
    const mails = [await servers.sink.next(), await servers.sink.next(), await servers.sink.next()];
    assert.equal(new Set(mails.map(linkIn)).size, 3);
  });

  test('50 uses of one link at once: one success, one notice, one password (norms ATK-6, TOK-5)', async () => {
    const visitor = await visitForm(0);
    await visitor.submit({ ...asked(PEOPLE.lisandru), code: visitor.code() });
    const link = linkIn(await servers.sink.next());
    const visitors = await times(AT_ONCE, async turn => {
      const opener = servers.visitor(turn);
      await opener.follow(await opener.get(link));
      return opener;
    });
    const before = servers.sink.mails.length;
    const uses = await Promise.all(
      visitors.map((one, turn) => {
        const password = `${NEW_PASSWORD}${turn}`;
        return one.submit({ 'nouveau-mot-de-passe': password, 'mot-de-passe-repete': password });
      }),
    );
    assert.equal(placesOf(uses, '/nouveau-mot-de-passe/enregistre'), 1);
    assert.equal(uses.filter(seen => seen.status === 410).length, AT_ONCE - 1);
    const notice = await servers.sink.next();
    assert.match(notice.subject, /votre mot de passe a été modifié/);
    assert.equal(servers.sink.mails.length, before + 1);
    const told = await servers.told(PEOPLE.lisandru);
    assert.equal(told.filter(event => event === 'passwordChanged').length, 1);

    const winner = uses.findIndex(seen => seen.status === 303);
    const signer = servers.visitor(1);
    await signer.get('/connexion');
    const numero = PEOPLE.lisandru.nir;
    const signedIn = await signer.submit({ numero, 'mot-de-passe': `${NEW_PASSWORD}${winner}` });
    assert.equal(signedIn.headers.get('Location'), '/mon-compte');
  });

  test('1000 pictures asked at once by one browser: 120 are drawn, the others told until when (norm CAP-6)', async () => {
    const visitor = await visitForm(0);
    const [picture = ''] = new RegExp(`${FORM}/code/[^"]+`).exec((await visitor.get(FORM)).body) ?? [];
    const pictures = await times(1000, () => visitor.get(picture));
    assert.equal(pictures.filter(seen => seen.status === 200).length, 120);
    assert.equal(pictures.filter(seen => seen.status === 429).length, 880);
  });
});
