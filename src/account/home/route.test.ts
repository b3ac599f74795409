/** The signed-in page says when the session ends, in text, before it does (norm C-4, RGAA 13.1). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBench } from '../../../test/bench.ts';
import { FORMER_PASSWORD } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { member } from '../../../test/renewal.ts';
import { createVisitor } from '../../../test/visitor.ts';

test('C-4, SES-2: « Mon compte » says at what hour one is signed out, later at each page, and one is', async t => {
  const bench = await openBench();
  t.after(() => bench.close());
  const visitor = createVisitor(bench);
  const person = await member(bench);
  await visitor.get('/connexion');
  const entered = await visitor.submit({ numero: person.nir, 'mot-de-passe': FORMER_PASSWORD });
  const home = await visitor.follow(entered);
  assert.match(readable(home.body), /vous serez déconnecté à 15h03 \(heure de Paris\)/);
  bench.world.advance({ minutes: 29, seconds: 59 });
  const later = await visitor.get('/mon-compte');
  assert.match(readable(later.body), /vous serez déconnecté à 15h32 \(heure de Paris\)/);
  bench.world.advance({ minutes: 30 });
  assert.equal((await visitor.get('/mon-compte')).headers.get('Location'), '/connexion');
});
