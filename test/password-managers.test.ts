/**
 * What a password manager finds here: where passwords are changed (norms WK-1, WK-2), which field is which (PM-1, PM-3,
 * PM-4), and nobody's number behind the link (C-11). What it may generate is in `generated-passwords.test.ts`.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from './bench.ts';
import { readable } from './readable.ts';
import { renderState } from './states.ts';
import { createVisitor } from './visitor.ts';

const CHANGE_PASSWORD = '/.well-known/change-password';
const NOT_THERE = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200';

describe('the addresses that password managers ask for', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  for (const method of ['GET', 'HEAD']) {
    test(`WK-1: ${method} change-password leads to étape 2, with no content and no cookie`, async () => {
      const answer = await bench.ask(CHANGE_PASSWORD, { method });
      assert.equal(answer.status, 302);
      assert.equal(answer.headers.get('location'), '/mot-de-passe-oublie');
      assert.deepEqual(answer.headers.getSetCookie(), []);
      assert.equal(await answer.text(), '');
      const there = await createVisitor(bench).get('/mot-de-passe-oublie');
      assert.equal(there.status, 200);
      assert.match(readable(there.body), /Remplissez les champs suivants pour modifier votre mot de passe/);
    });

    test(`WK-2: ${method} of what must not exist is 404 at once, without a cookie`, async () => {
      const answer = await bench.ask(NOT_THERE, { method });
      assert.equal(answer.status, 404);
      assert.equal(answer.headers.get('location'), null);
      assert.deepEqual(answer.headers.getSetCookie(), []);
    });
  }
});

/** By state of a page: what each of its fields tells. */
const FIELDS: Record<string, readonly Record<string, string>[]> = {
  connexion: [
    { name: 'numero', type: 'text', autocomplete: 'username', autocapitalize: 'characters' },
    { name: 'mot-de-passe', type: 'password', autocomplete: 'current-password' },
  ],
  formulaire: [
    { name: 'numero', type: 'text', autocomplete: 'username', autocapitalize: 'characters' },
    {
      name: 'date-de-naissance',
      type: 'text',
      autocomplete: 'bday',
      autocapitalize: 'none',
      inputmode: 'numeric',
    },
    { name: 'adresse-mail', type: 'text', autocomplete: 'email', autocapitalize: 'none', inputmode: 'email' },
    { name: 'code', type: 'text', autocomplete: 'off', autocapitalize: 'none' },
  ],
  'nouveau-mot-de-passe': [
    { name: 'nouveau-mot-de-passe', type: 'password', autocomplete: 'new-password' },
    { name: 'mot-de-passe-repete', type: 'password', autocomplete: 'new-password' },
  ],
};
const TOLD = ['name', 'type', 'autocomplete', 'autocapitalize', 'inputmode'];

describe('the fields that a password manager or a telephone fills in', () => {
  for (const [state, fields] of Object.entries(FIELDS))
    test(`PM-1, PM-3, PM-4: ${state}: each field says what it is, and cuts nothing that is pasted`, async () => {
      const page = await renderState(state);
      const inputs = [...page.matchAll(/<input id[^>]*>/g)].map(([input]) => input);
      assert.deepEqual(inputs.map(toldBy), fields);
      for (const input of inputs) {
        assert.match(input, / spellcheck="false"/);
        assert.doesNotMatch(input, / maxlength=| pattern=| onpaste=/);
      }
      const forms = page.match(/<form method="post"[\s\S]*?<\/form>/g) ?? [];
      assert.equal(forms.filter(form => form.includes('<input id')).length, 1);
    });

  test('C-11: behind the link, no field could hold somebody’s number, address or date', async () => {
    assert.doesNotMatch(await renderState('nouveau-mot-de-passe'), /autocomplete="(?:username|email|bday)/);
  });
});

function toldBy(input: string): Record<string, string> {
  const attributes = [...input.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  return Object.fromEntries(attributes.filter(([name = '']) => TOLD.includes(name)));
}
