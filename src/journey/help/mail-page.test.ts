/** The last page: the document's checks in the document's order, and what each provider of mailboxes may have done (norm FR-5). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testConfig } from '../../../test/bench.ts';
import { readable } from '../../../test/readable.ts';
import { MAIL_PROVIDERS, type MailProviderName } from '../../rules/mail-providers.ts';
import { createSite } from '../../web/site.ts';
import { loadStaticFiles } from '../../web/static-files.ts';
import { mailHelpPage } from './mail-page.ts';
import { PROVIDER_ADVICE } from './provider-advice.ts';

const site = createSite(testConfig(), loadStaticFiles(testConfig().brand.colours));
const VIEW = { hasAsked: false, blockedUntil: undefined, senderAddress: 'mail@exemple.fr' };
const render = async (provider: MailProviderName | undefined) =>
  String(await mailHelpPage(site, { ...VIEW, provider }));

/** Words of the document's last page, in its order. */
const DOCUMENT_ORDER = [
  /adresse mail\. Est-elle exacte/,
  /courriels indésirables \(spams\)/,
  /autre adresse, chez le même fournisseur ou chez un autre/,
  /Outlook/,
  /supprimer nos mails sans vous le dire/,
  /antivirus, votre logiciel de messagerie ou votre fournisseur/,
  /plusieurs demandes, seul le lien du dernier mail/,
  /« Votre compte ameli – renouveler mon mot de passe », ou l'expéditeur « Votre Assurance Maladie »/,
];

describe('the help for a mail that does not come', () => {
  for (const provider of [undefined, 'Gmail'] as const) {
    test(`has the document’s checks in its order (${provider ?? 'no provider known'})`, async () => {
      const page = readable(await render(provider));
      const list = page.slice(page.indexOf('dans cet ordre'));
      const places = DOCUMENT_ORDER.map(words => list.search(words));
      assert.ok(!places.includes(-1), `${DOCUMENT_ORDER[places.indexOf(-1)]} is missing`);
      assert.deepEqual(
        places,
        places.toSorted((one, other) => one - other),
      );
    });
  }

  test('FR-5: every provider of the table has its advice, once', () => {
    assert.deepEqual(
      PROVIDER_ADVICE.map(advice => advice.name),
      MAIL_PROVIDERS.map(provider => provider.name),
    );
  });

  for (const { name, title, steps } of PROVIDER_ADVICE) {
    test(`FR-5: with an address at ${name} the page opens with it, the others are folded after the checks`, async () => {
      const page = await render(name);
      const [, own = '', ...others] = page.split('<h2>');
      const rest = others.join('<h2>');
      assert.ok(own.startsWith(`Chez ${title}</h2>`), own);
      for (const step of steps) assert.ok(own.includes(String(await step)));
      assert.match(readable(own), /Cherchez les mots/);
      assert.equal(rest.match(/<details><summary>/g)?.length, PROVIDER_ADVICE.length - 1);
      assert.ok(!rest.includes(`<summary>${title}`));
      assert.doesNotMatch(page, /<details open/);
    });
  }

  test('FR-5: without a provider all are there, folded, after the checks', async () => {
    const page = await render(undefined);
    for (const { title } of PROVIDER_ADVICE) assert.ok(page.includes(`<summary>${title}</summary>`), title);
    assert.ok(page.indexOf('<details>') > page.indexOf('dans cet ordre'));
  });

  test('étape 3bis: during a block it says until when, and offers nothing that would be refused', async () => {
    const blockedUntil = new Date('2022-12-26T13:33:00Z');
    const page = String(await mailHelpPage(site, { ...VIEW, provider: undefined, blockedUntil }));
    assert.match(readable(page), /nouvelle demande à partir du 26\/12\/2022 - 14h33/);
    assert.doesNotMatch(page, /class="button" /);
  });

  test('étape 3: whoever has asked is led back there, where one press is enough', async () => {
    const page = String(await mailHelpPage(site, { ...VIEW, provider: undefined, hasAsked: true }));
    assert.match(page, /class="button" href="\/mot-de-passe-oublie\/mail-envoye">Revenir/);
  });

  test('Orange’s red list is told step by step, and our address with it', async () => {
    const page = readable(await render('Orange'));
    for (const words of ['liste rouge', '« Sécurité »', '« Expéditeurs bloqués »', 'mail@exemple.fr'])
      assert.ok(page.includes(words), words);
  });
});
