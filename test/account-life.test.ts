/**
 * The whole life of one account over HTTP, as its owner lives it: created, proved, renewed, its address changed, a provisional code,
 * « Ce n'était pas moi », and closed to everybody but its owner at each step (document, pages 0 and 1; norms RST-7, RST-9).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CREATION_FORM, codeBindingOf } from '../src/journey/2-forgotten-password/code-binding.ts';
import type { MailAddress } from '../src/rules/mail-address.ts';
import { sendForm, signedInVisitor } from './account.ts';
import { type Bench, openBench } from './bench.ts';
import { visitorFrom } from './client.ts';
import { addressLinkIn, newPerson } from './creation.ts';
import type { SunkMail } from './mail-sink.ts';
import { writtenDate } from './people.ts';
import { codeOf } from './provisional-code.ts';
import { readable } from './readable.ts';
import { NEW_PASSWORD, OTHER_PASSWORD } from './renewal.ts';
import { disavowLinkIn, hiddenFields, linkIn, type Seen, type Visitor } from './visitor.ts';

const THIRD_PASSWORD = 'Troisieme+Mot.2';
const FOURTH_PASSWORD = 'Quatrieme+Mot.3';

describe('the whole life of an account', () => {
  let bench: Bench;
  let person: Awaited<ReturnType<typeof newPerson>>;
  let newest: MailAddress;
  let notice: SunkMail | undefined;
  before(async () => {
    bench = await openBench();
    person = await newPerson(bench);
    newest = `nouvelle.${person.mailAddress}` as MailAddress;
  });
  after(() => bench.close());

  let browsers = 0;
  function browser(): Visitor {
    browsers += 1;
    return visitorFrom(bench, `2001:db8:11fe:${browsers.toString(16)}::1`);
  }
  const twice = (password: string) => ({
    'nouveau-mot-de-passe': password,
    'mot-de-passe-repete': password,
  });
  const born = () => ({ 'date-de-naissance': writtenDate(person.dateOfBirth) });

  async function askForRenewal(mailAddress: string): Promise<Seen> {
    const visitor = browser();
    await visitor.get('/mot-de-passe-oublie');
    const code = visitor.code();
    return visitor.submit({ numero: person.nir, ...born(), 'adresse-mail': mailAddress, code });
  }
  async function chooseByLink(mail: SunkMail | undefined, password: string): Promise<Seen> {
    const visitor = browser();
    await visitor.follow(await visitor.get(linkIn(mail)));
    return visitor.follow(await visitor.submit(twice(password)));
  }
  async function proveAddress(mails: readonly SunkMail[]): Promise<Seen> {
    const visitor = browser();
    await visitor.follow(await visitor.get(addressLinkIn(mails)));
    return visitor.follow(await visitor.submit(born()));
  }
  const to = (mails: readonly SunkMail[], address: string) =>
    mails.filter(({ recipients }) => recipients.includes(address));

  test('« Créez votre compte »: it is there at once, and a renewal by mail is not possible yet', async () => {
    const visitor = browser();
    const page = await visitor.get('/creer-un-compte');
    const token = hiddenFields(page.body)['code-jeton'] ?? '';
    const code = bench.readCode(token, codeBindingOf(visitor.cookies.get('formulaire') ?? '', CREATION_FORM));
    const typed = { numero: person.nir, nom: 'd’exemple', prenom: 'ÈVE MARIE', ...born() };
    const made = await visitor.submit({
      ...typed,
      'adresse-mail': person.mailAddress,
      ...twice(NEW_PASSWORD),
      code,
    });
    assert.match(readable((await visitor.follow(made)).body), /compte .* est créé|compte est créé/i);
    await signedInVisitor(bench, person, NEW_PASSWORD);
    const asked = await askForRenewal(person.mailAddress);
    assert.equal(asked.headers.get('Location'), '/mot-de-passe-oublie/envoi-impossible');
  });

  test('the mailed link proves the address, with the date of birth; then the renewal is possible', async () => {
    const proved = await proveAddress(await bench.deliver());
    assert.match(readable(proved.body), /validée/);
    bench.world.advance({ minutes: 2 });
    const asked = await askForRenewal(person.mailAddress);
    assert.equal(asked.headers.get('Location'), '/mot-de-passe-oublie/mail-envoye');
    const [mail] = await bench.deliver();
    const saved = await chooseByLink(mail, OTHER_PASSWORD);
    assert.match(readable(saved.body), /Votre nouveau mot de passe a bien été enregistré/);
    assert.equal((await bench.deliver()).length, 1);
  });

  test('RST-7: another address has to be proved, the former one is told twice, and no renewal goes there for a day', async () => {
    const owner = await signedInVisitor(bench, person, OTHER_PASSWORD);
    await sendForm(owner, '/mon-compte/adresse', {
      'mot-de-passe-actuel': OTHER_PASSWORD,
      'nouvelle-adresse': newest,
    });
    const mails = await bench.deliver();
    assert.equal(to(mails, person.mailAddress).length, 1);
    await proveAddress(to(mails, newest));
    assert.equal(to(await bench.deliver(), person.mailAddress).length, 1);
    bench.world.advance({ minutes: 60 });
    await askForRenewal(newest);
    assert.deepEqual(await bench.deliver(), []);
    bench.world.advance({ minutes: 24 * 60 });
    await askForRenewal(newest);
    assert.equal(to(await bench.deliver(), newest).length, 1);
  });

  test('RST-9: a provisional code leads to another password, once, and the owner is told', async () => {
    const code = await codeOf(bench, person);
    const visitor = browser();
    await visitor.get('/connexion');
    await visitor.follow(await visitor.submit({ numero: person.nir, 'mot-de-passe': code }));
    const chosen = await visitor.follow(
      await visitor.submit(twice(THIRD_PASSWORD), '/mon-compte/choisir-un-mot-de-passe'),
    );
    assert.match(readable(chosen.body), /bien été enregistré/);
    const mails = to(await bench.deliver(), newest);
    assert.equal(mails.length, 2);
    notice = mails.find(({ subject }) => /mot de passe a été modifié/.test(subject));
    await signedInVisitor(bench, person, THIRD_PASSWORD);
  });

  test('« Ce n’était pas moi », from that notice: everybody is out, and the owner comes back by a new mail', async () => {
    const intruder = await signedInVisitor(bench, person, THIRD_PASSWORD);
    const visitor = browser();
    await visitor.follow(await visitor.get(disavowLinkIn(notice)));
    await visitor.follow(await visitor.submit(born()));
    assert.equal((await intruder.get('/mon-compte')).headers.get('Location'), '/connexion');
    await intruder.get('/connexion');
    const refused = await intruder.submit({ numero: person.nir, 'mot-de-passe': THIRD_PASSWORD });
    assert.equal(refused.status, 422);
    const [mail] = to(await bench.deliver(), newest);
    await chooseByLink(mail, FOURTH_PASSWORD);
    await signedInVisitor(bench, person, FOURTH_PASSWORD);
  });
});
