/** The document's sentences stand word for word on their pages, and in both parts of their mails. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderHtml } from '../src/mail/layout.ts';
import { type Letter, renderText } from '../src/mail/mail.ts';
import { noticeMail } from '../src/mail/notice-mail.ts';
import { renewalMail } from '../src/mail/renewal-mail.ts';
import { testConfig } from './bench.ts';
import { DOCUMENT_MOMENT } from './fixed-world.ts';
import { DOCUMENT } from './fixtures/document.ts';
import { plainWords, readable } from './readable.ts';
import { renderState } from './states.ts';

const MOMENT = new Date(DOCUMENT_MOMENT);
const { brand } = testConfig();
const LETTERS: Record<'renewal' | 'notice', Letter> = {
  renewal: renewalMail(brand, {
    linkUrl: 'https://exemple.fr/renouveler/x',
    disavowUrl: 'https://exemple.fr/ce-n-etait-pas-moi/x',
    validUntil: MOMENT,
    lifeMinutes: 30,
  }),
  notice: noticeMail(brand, { changedAt: MOMENT, disavowUrl: 'https://exemple.fr/ce-n-etait-pas-moi/x' }),
};

describe('the document, word for word', () => {
  for (const { etape, place, sentences } of DOCUMENT) {
    for (const sentence of sentences) {
      test(`étape ${etape}: « ${sentence} »`, async () => {
        for (const text of await readPlace(place)) assert.ok(text.includes(sentence), text);
      });
    }
  }

  test('étape 4: sender and subject are those that the last page tells people to search for', () => {
    assert.equal(plainWords(LETTERS.renewal.subject), 'Votre compte ameli – renouveler mon mot de passe');
    assert.equal(plainWords(LETTERS.notice.subject), 'Votre compte ameli – votre mot de passe a été modifié');
  });
});

async function readPlace(place: (typeof DOCUMENT)[number]['place']): Promise<string[]> {
  if ('state' in place) return [readable(await renderState(place.state))];
  const letter = LETTERS[place.mail];
  return [
    plainWords(renderText(letter)),
    readable(await renderHtml(letter, { brand, accountUrl: 'https://exemple.fr' })),
  ];
}
