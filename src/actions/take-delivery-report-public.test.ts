/** What the public sees after a report about an undelivered mail: nothing (norms ENU-1, DSN-2, ATK-37). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { linkOf, look, member, renew, secretIn } from '../../test/renewal.ts';
import { reportFrom } from '../../test/reports.ts';
import { createVisitor } from '../../test/visitor.ts';
import { findBouncedAddress } from '../database/bounced-addresses.ts';
import type { DemoPerson } from '../demo/people.ts';
import { takeDeliveryReport } from './take-delivery-report.ts';

async function bouncedOf(bench: Bench, person: DemoPerson) {
  const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
  return account && findBouncedAddress(bench.tools.db, account.ref);
}

describe('what the public sees after a report', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  test('DSN-2, ENU-1, ATK-37: the same bytes and the same mail as for anybody, and the link still works', async () => {
    const [bounced, untouched] = [await member(bench), await member(bench)];
    const links = [await linkOf(bench, bounced), await linkOf(bench, untouched)];
    const raw = reportFrom('postfix', bench.sink.mails[0]?.sender ?? '');
    assert.equal((await takeDeliveryReport(bench.tools, { raw, recipient: undefined })).outcome, 'noted');
    assert.notEqual(await bouncedOf(bench, bounced), undefined);
    assert.equal(await bouncedOf(bench, untouched), undefined);
    for (const link of links) assert.equal((await look(bench, link)).outcome, 'live');
    bench.world.advance({ minutes: 3 });
    const seen = [await askAsVisitor(bench, bounced), await askAsVisitor(bench, untouched)];
    assert.deepEqual(seen[0], seen[1]);
    assert.match(seen[0]?.body ?? '', /Le mail a bien été envoyé/);
    const [again, other] = bench.sink.mails.slice(-2);
    assert.deepEqual(
      [again?.recipients, other?.recipients],
      [[bounced.mailAddress], [untouched.mailAddress]],
    );
    assert.equal((await look(bench, links[0])).outcome, 'replaced');
    assert.equal((await renew(bench, secretIn(again))).outcome, 'changed');
  });
});

/** Étape 2 in a browser of its own: all that it is answered, and the mail, without what is drawn by chance. */
async function askAsVisitor(bench: Bench, person: DemoPerson) {
  const visitor = createVisitor(bench);
  await visitor.get('/mot-de-passe-oublie');
  const { year, month, day } = person.dateOfBirth;
  const posted = await visitor.submit({
    numero: person.nir,
    'date-de-naissance': [day, month, year].join('/'),
    'adresse-mail': person.mailAddress ?? '',
    code: visitor.code(),
  });
  const page = await visitor.follow(posted);
  const [mail] = await bench.deliver();
  return {
    statuses: [posted.status, page.status],
    location: posted.headers.get('Location'),
    cookies: posted.headers.getSetCookie().map(cookie => cookie.replace(/=[^;]*/, '')),
    headers: [...page.headers].filter(([name]) => name !== 'set-cookie'),
    body: page.body.replace(/(name="jeton" value=")[^"]*/, '$1'),
    mail: [mail?.subject, mail?.text.replace(/\/(?:renouveler|ce-n-etait-pas-moi)\/\S+/g, '')],
  };
}
