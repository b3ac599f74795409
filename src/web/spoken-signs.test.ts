/** Étape 5: who hears the list of signs hears each by its name (norm A11Y-15). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderState } from '../../test/states.ts';
import { PASSWORD_RULES } from '../rules/password-rules.ts';
import { spokenSigns } from './spoken-signs.ts';

test('A11Y-15: all twenty signs are named, in the order of the sentence, which stays whole before them', async () => {
  const rule = PASSWORD_RULES.documented.find(({ id }) => id === 'digit-or-special');
  const spoken = spokenSigns(rule?.sentence ?? '');
  assert.match(
    spoken,
    /^Dans l’ordre\u00a0: point d’interrogation, point d’exclamation, dollar, euro, arobase, /,
  );
  const names = spoken
    .replaceAll(/(Dans l’ordre|Puis|Enfin)\u00a0: /g, '')
    .split(/[,.] ?/)
    .filter(name => name !== '');
  assert.equal(new Set(names).size, 20);
  assert.equal(names.at(-1), 'point-virgule');
  const page = await renderState('nouveau-mot-de-passe');
  assert.match(page, /, \. : ; <span class="visually-hidden">Dans l’ordre/);
});
