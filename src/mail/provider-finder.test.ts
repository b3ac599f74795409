/** Whose mailbox it is: by the table, else by where the domain's mail goes; a silent name server holds nothing back (FR-2). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createFixedWorld } from '../../test/fixed-world.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { createProviderFinder } from './provider-finder.ts';

const at = (domain: string) => `quelqu.un@${domain}` as MailAddress;

function finderOver(hosts: Record<string, string[]>) {
  const asked: string[] = [];
  const world = createFixedWorld();
  const find = createProviderFinder(async domain => {
    asked.push(domain);
    const found = hosts[domain];
    if (found === undefined) throw new Error('no such domain');
    return found;
  }, world);
  return { find, asked, world };
}

describe('the provider of a mailbox', () => {
  test('is told by the domain without asking anybody', async () => {
    const { find, asked } = finderOver({});
    assert.equal(await find(at('orange.fr')), 'Orange');
    assert.equal(await find(at('WANADOO.FR')), 'Orange');
    assert.deepEqual(asked, []);
  });

  test('is told by the hosts that take the mail of a person’s own domain', async () => {
    const { find } = finderOver({
      'durand.example': ['aspmx.l.google.com'],
      'mairie.example': ['mairie-example.mail.protection.outlook.com'],
      'autre.example': ['mx.autre.example'],
    });
    assert.equal(await find(at('durand.example')), 'Gmail');
    assert.equal(await find(at('mairie.example')), 'Outlook');
    assert.equal(await find(at('autre.example')), undefined);
  });

  test('is nobody’s when no name server answers', async () => {
    const { find } = finderOver({});
    assert.equal(await find(at('panne.example')), undefined);
  });

  test('is asked for once an hour', async () => {
    const { find, asked, world } = finderOver({ 'durand.example': ['aspmx.l.google.com'] });
    await find(at('durand.example'));
    world.advance({ minutes: 59, seconds: 59 });
    assert.equal(await find(at('durand.example')), 'Gmail');
    assert.equal(asked.length, 1);
    world.advance({ seconds: 1 });
    await find(at('durand.example'));
    assert.equal(asked.length, 2);
  });
});
