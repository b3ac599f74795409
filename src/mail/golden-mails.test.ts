/**
 * What people receive, byte for byte: no word, no style and no link changes without somebody having read the mail
 * anew. `scripts/golden-mails.ts` writes the files of test/golden/ (norms ML-9, TPL-1 to TPL-8).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { deliverGoldenMails, GOLDEN_NAMES, type GoldenMails } from '../../test/golden/delivered-mails.ts';
import { ROOT } from '../../test/sources.ts';

describe('the mails byte for byte', () => {
  let delivered: GoldenMails;
  before(async () => {
    delivered = await deliverGoldenMails();
  });

  test('ML-4: « confirm » stands in none of them', () => {
    for (const text of Object.values(delivered)) assert.doesNotMatch(text, /confirm/i);
  });

  for (const name of GOLDEN_NAMES) {
    test(`ML-9: what is delivered is test/golden/${name}`, () => {
      assert.equal(delivered[name], readFileSync(join(ROOT, 'test/golden', name), 'utf8'));
    });
  }
});
