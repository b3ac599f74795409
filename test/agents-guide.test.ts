/** The agents' guide: plain French, the figures and the words of the rules, every reason that can be told, nobody real. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { AGENTS_GUIDE, ROOT } from '../scripts/pas-a-pas/folder.ts';
import { enterDemonstration } from '../src/demonstration.ts';
import { CALLER_TRIES_MAX, CASE_MINUTES, CASE_REASONS } from '../src/rules/agent-case.ts';
import { whyNotReceived } from '../src/rules/mail-not-received.ts';
import type { MailReason } from '../src/rules/mail-reason-sentences.ts';
import { sessionEnd } from '../src/rules/session-life.ts';
import { testConfig } from './bench.ts';
import { CALLS } from './fixtures/calls.ts';
import { blocksOf, jargonIn, longSentences, typesettingFaults } from './french.ts';
import { plainWords, readable } from './readable.ts';

enterDemonstration(testConfig());
const { PEOPLE } = await import('../src/demo/people.ts');
const page = readFileSync(join(ROOT, AGENTS_GUIDE.folder, 'index.html'), 'utf8');
const words = readable(page);
const MINUTE_MS = 60_000;

/** Each reason that the console can give for a mail that has not come: the compiler counts them. */
const REASONS: Record<MailReason, true> = {
  used: true,
  noAddress: true,
  notVerified: true,
  held: true,
  addressDead: true,
  returned: true,
  refused: true,
  deferred: true,
  givenUp: true,
  otherData: true,
  earlierMail: true,
  addressPending: true,
  disavowed: true,
  passwordChanged: true,
  unsure: true,
  blocked: true,
  noRequest: true,
  leaving: true,
  opened: true,
  arrived: true,
  expired: true,
  oldLink: true,
  signInBlocked: true,
  codeWaiting: true,
  codeUsed: true,
  codeExpired: true,
  handedOver: true,
};

describe('the agents’ guide', () => {
  test('A11Y-23: it is in plain French, in short sentences, without jargon', () => {
    const blocks = blocksOf(page);
    assert.ok(blocks.length > 100);
    const faults = [typesettingFaults, longSentences, jargonIn].flatMap(check => blocks.flatMap(check));
    assert.deepEqual(faults, []);
  });

  test('every reason that the console can give is among its calls, with the sentence to read and what to do', () => {
    assert.deepEqual([...new Set(CALLS.map(({ reason }) => reason))].sort(), Object.keys(REASONS).sort());
    for (const { hears, mailCase } of CALLS) {
      const { say, act } = whyNotReceived(mailCase);
      for (const sentence of [hears.replace(/\.$/, ''), say, act])
        assert.ok(words.includes(plainWords(sentence)), sentence);
    }
  });

  test('its delays are those of the rules', () => {
    const from = new Date(0);
    const minutesTo = (seenAt: Date) =>
      sessionEnd({ scope: 'console', openedAt: from, seenAt }).getTime() / MINUTE_MS;
    const wholeHours = minutesTo(new Date('2000-01-01')) / 60;
    for (const sentence of [
      `Un dossier reste ouvert ${CASE_MINUTES} minutes.`,
      `Après ${CALLER_TRIES_MAX} dates fausses, le dossier se ferme.`,
      `Après ${minutesTo(from)} minutes sans ouvrir de page, il faut entrer à nouveau. Au bout de ${wholeHours} heures aussi.`,
    ])
      assert.ok(words.includes(sentence), sentence);
    assert.ok(page.includes(`motif «\u00a0${CASE_REASONS.mailNotReceived}\u00a0»`));
  });

  test('RGP-8: it names nobody but the people of the demonstration, and has no number or address of anybody', () => {
    const named = [...page.matchAll(/[Dd]ossier de (\p{Lu}\p{L}+ \p{Lu}\p{L}+)/gu)].map(
      ([, name = '']) => name,
    );
    assert.ok(named.length > 0);
    const invented: string[] = Object.values(PEOPLE).map(({ name }) => name);
    for (const name of named) assert.ok(invented.includes(name), name);
    assert.doesNotMatch(page, /@|\d[ \u00a0]?\d\d[ \u00a0]?\d\d[ \u00a0]?\d\d/);
  });
});
