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

const site = createSite(testConfig(), loadStaticFiles());
const render = async (provider: MailProviderName | undefined) =>
  String(await mailHelpPage(site, { provider, hasAsked: false, senderAddress: 'mail@exemple.fr' }));

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
    test(`FR-5: with an address at ${name} the page opens with it, the others are folded beneath`, async () => {
      const page = await render(name);
      const [, own = '', rest = ''] = page.split('<h2>');
      assert.ok(own.startsWith(`Chez ${title}</h2>`), own);
      for (const step of steps) assert.ok(own.includes(String(await step)));
      assert.match(readable(own), /Cherchez les mots/);
      assert.equal(rest.match(/<details><summary>/g)?.length, PROVIDER_ADVICE.length - 1);
      assert.ok(!rest.includes(`<summary>${title}`));
      assert.doesNotMatch(page, /<details open/);
    });
  }

  test('FR-5: without a provider all are shown, none is folded', async () => {
    const page = await render(undefined);
    for (const { title } of PROVIDER_ADVICE) assert.ok(page.includes(`<dt>${title}</dt>`), title);
    assert.doesNotMatch(page, /<details/);
  });

  test('Orange’s red list is told step by step, and our address with it', async () => {
    const page = readable(await render('Orange'));
    for (const words of ['liste rouge', '« Sécurité »', '« Expéditeurs bloqués »', 'mail@exemple.fr'])
      assert.ok(page.includes(words), words);
  });
});
