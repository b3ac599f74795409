/** Invented people and a readable mailbox never load in a process that has not entered the demonstration (norm RGP-8). */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { readConfig } from '../config.ts';
import { enterDemonstration, isDemonstration } from '../demonstration.ts';

const FILES = readdirSync(import.meta.dirname).filter(
  name => name.endsWith('.ts') && !name.endsWith('.test.ts'),
);

/** What a fresh process prints, that enters the demonstration or not and then loads a file of this folder. */
async function load(file: string, entering: boolean): Promise<string> {
  const enter = `
    const { enterDemonstration } = await import('../demonstration.ts');
    const { readConfig } = await import('../config.ts');
    enterDemonstration(readConfig('demonstration', {}, { PUBLIC_BASE_URL: 'http://localhost' }).config);`;
  const script = `${entering ? enter : ''} await import('./${file}'); console.log('loaded');`;
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  const run = promisify(execFile)(process.execPath, words, { cwd: import.meta.dirname });
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}

describe('the guard of the demonstration', () => {
  for (const file of FILES) {
    test(`RGP-8: ${file} does not load outside the demonstration, and loads inside`, async () => {
      const outside = await load(file, false);
      assert.match(outside, /demonstration code was loaded outside the demonstration/);
      assert.doesNotMatch(outside, /^loaded$/m);
      assert.match(await load(file, true), /^loaded$/m);
    });
  }

  test('RGP-8: with the settings of production nobody enters the demonstration', () => {
    const environment = {
      PUBLIC_BASE_URL: 'https://compte.exemple.fr',
      SECRET_KEYS: Buffer.from(Array.from({ length: 32 }, (_, rank) => rank * 7)).toString('base64'),
      SMTP_URL: 'smtps://relais.exemple.fr',
      MAIL_FROM_ADDRESS: 'ne-pas-repondre@exemple.fr',
      TRUSTED_PROXIES: 'aucun',
    };
    const reading = readConfig('production', {}, environment);
    assert.ok(reading.state === 'read');
    assert.throws(() => enterDemonstration(reading.config), /only a demonstration/);
    assert.equal(isDemonstration(), false);
  });
});
