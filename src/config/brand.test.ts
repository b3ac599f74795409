/** The brand file: each fault of it is told in French, with the place where it is, before anybody sees a page (norms A11Y-15, ML-4). */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { readConfig } from '../config.ts';
import { type Brand, DEFAULT_BRAND_FILE } from './brand.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'renouveau-marque-'));
const FILE = join(FOLDER, 'marque.json');
after(() => rmSync(FOLDER, { recursive: true }));

type Draft = { -readonly [Name in keyof Brand]: Brand[Name] } & Record<string, unknown>;

function reading(written: string) {
  writeFileSync(FILE, written);
  return readConfig('demonstration', {}, { PUBLIC_BASE_URL: 'http://localhost', BRAND_FILE: FILE });
}

/** What is said of the document's brand once `change` was made to it. */
function faultsAfter(change: (brand: Draft) => void): string[] {
  const brand = JSON.parse(readFileSync(DEFAULT_BRAND_FILE, 'utf8')) as Draft;
  change(brand);
  const read = reading(JSON.stringify(brand));
  return read.state === 'faulty' ? read.faults : [];
}

const said = (words: string) => `BRAND_FILE (${FILE})\u00a0: ${words}.`;

const REFUSED: { what: string; change: (brand: Draft) => void; says: string }[] = [
  {
    what: 'a word that is absent',
    change: brand => Reflect.deleteProperty(brand.phone, 'shown'),
    says: 'phone.shown est absent',
  },
  {
    what: 'an empty word',
    change: brand => {
      brand.bodyName = ' ';
    },
    says: 'bodyName ne doit pas être vide',
  },
  {
    what: 'a word that nothing reads',
    change: brand => {
      brand.logo = 'logo.png';
    },
    says: 'contient «\u00a0logo\u00a0», que ce fichier ne connaît pas',
  },
  {
    what: 'a number where a word is due',
    change: brand => Reflect.set(brand.mail, 'senderName', 3646),
    says: 'mail.senderName n’est pas écrit comme dans les fichiers du dossier brands',
  },
  {
    what: 'a text that is far too long',
    change: brand => {
      brand.welcome.lead = 'a'.repeat(301);
    },
    says: 'welcome.lead est trop long\u00a0: 300 au plus',
  },
  {
    what: 'a sender that would add a line to the mail’s headers (norm ATK-23)',
    change: brand => {
      brand.mail.senderName = 'Mutuelle\r\nBcc: moi@exemple.fr';
    },
    says: 'mail.senderName doit tenir sur une ligne',
  },
  {
    what: 'a word for which a provider deletes mails (norm ML-4)',
    change: brand => {
      brand.mail.signature = 'L’équipe Confirmée';
    },
    says: 'mail.signature contient le mot «\u00a0confirm\u00a0», qu’un fournisseur de messagerie refuse',
  },
  {
    what: 'a form of another account’s name',
    change: brand => {
      brand.account.du = 'du compte personnel';
    },
    says: 'account.du doit finir par «\u00a0compte ameli\u00a0»',
  },
  {
    what: 'an account with a feminine name, which its sentences would not agree with',
    change: brand => {
      brand.account.un = 'une page compte ameli';
    },
    says: 'account.un doit commencer par «\u00a0un\u00a0»',
  },
  {
    what: 'a phone link that is none',
    change: brand => {
      brand.phone.link = 'javascript:alert(1)';
    },
    says: 'phone.link doit s’écrire tel:, puis des chiffres sans espace',
  },
  {
    what: 'a pictogram that nobody drew',
    change: brand => Reflect.set(brand.welcome.services[1] ?? {}, 'pictogram', 'logo'),
    says: 'welcome.services.1.pictogram doit être «\u00a0certificate\u00a0» ou «\u00a0payment\u00a0» ou «\u00a0card\u00a0» ou «\u00a0european-card\u00a0» ou «\u00a0change\u00a0»',
  },
  {
    what: 'a colour that is more than a colour',
    change: brand => {
      brand.colours.accent.dark = 'red;} body{display:none';
    },
    says: 'colours.accent.dark doit s’écrire #rrggbb',
  },
  {
    what: 'text that can hardly be read (norm A11Y-15)',
    change: brand => {
      brand.colours.onBand.light = '#8899aa';
    },
    says: 'onBand se voit trop peu sur band (thème clair), avec un contraste de 2,68. Il faut au moins 4,5',
  },
  {
    what: 'a page on which nothing can be read in the dark (norms A11Y-15, TPL-4)',
    change: brand => {
      brand.colours.page.dark = '#7a7a7a';
    },
    says: 'ink se voit trop peu sur page (thème sombre), avec un contraste de 3,67. Il faut au moins 4,5',
  },
  {
    what: 'a password word that no password is compared with (norm PWD-7)',
    change: brand => {
      brand.passwordWords = ['Adhérent'];
    },
    says: 'passwordWords.0 doit avoir 3 à 30 lettres minuscules, sans accent ni espace',
  },
];

describe('the brand file', () => {
  for (const { what, change, says } of REFUSED) {
    test(`${what} is refused, and the fault says where it is`, () => {
      const faults = faultsAfter(change);
      assert.ok(faults.includes(said(says)), faults.join('\n'));
    });
  }

  test('every fault of it is told at once', () => {
    const faults = faultsAfter(brand => {
      brand.bodyName = '';
      brand.relay.url = 'http://relais.example';
      brand.passwordWords = ['x'];
    });
    assert.equal(faults.length, 3, faults.join('\n'));
  });

  test('no fault speaks English', () => {
    const faults = [...REFUSED, { change: (brand: Draft) => Reflect.set(brand, 'isExample', 'oui') }];
    for (const { change } of faults)
      assert.doesNotMatch(
        faultsAfter(change).join('\n'),
        /\b(?:invalid|expected|must|too small|required)\b/i,
      );
  });

  for (const written of ['', '{', 'ceci n’est pas du JSON']) {
    test(`« ${written} » is no brand file`, () => {
      const read = reading(written);
      assert.deepEqual(read.state === 'faulty' && read.faults, [
        said('ce n’est pas un fichier JSON lisible'),
      ]);
    });
  }

  test('without the box beside the letter, a brand is whole', () => {
    assert.deepEqual(
      faultsAfter(brand => {
        brand.mail.aside = null;
      }),
      [],
    );
  });
});
