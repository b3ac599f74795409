/** What nobody's browser sends, and what mail servers send back: both full of canaries. */
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { dumpTables, found } from '../../test/dump.ts';
import { reportFrom } from '../../test/reports.ts';
import { walkToForm } from '../walk.ts';
import { askerOf, BIRD, PASSWORDS, REPORTS_SECRET } from './bird.ts';
import { send, type Visit } from './visit.ts';

/** Addresses and cookies that hold canaries, as nobody's browser sends them: neither kept nor told back. */
export async function probe({ service, secrets }: Visit): Promise<void> {
  const [secret = ''] = secrets;
  const canaries = [secret, BIRD.nir, BIRD.mailAddress, PASSWORDS.fresh];
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(service.baseUrl + path, { redirect: 'manual', ...init });
  const answers = await Promise.all([
    ...canaries.map(canary => ask(`/introuvable/${encodeURIComponent(canary)}`)),
    ...canaries.map(canary => ask(`/connexion?a=${encodeURIComponent(canary)}`)),
    ...canaries.map(canary => ask(`/mot-de-passe-oublie/code/${encodeURIComponent(canary)}/image.png`)),
    ...canaries.map(canary => ask('/mot-de-passe-oublie', { method: 'POST', body: `numero=${canary}` })),
    ...['formulaire', 'resultat', 'demande', 'renouvellement', 'session'].flatMap(name =>
      [...canaries, '%E0%A4%A', '"'].flatMap(canary =>
        ['/mon-compte', '/nouveau-mot-de-passe', '/mot-de-passe-oublie/mail-envoye'].map(path =>
          ask(path, { headers: { Cookie: `${name}=${encodeURIComponent(canary)}; ${name}=${canary}` } }),
        ),
      ),
    ),
  ]);
  for (const answer of answers) {
    const told = `${JSON.stringify([...answer.headers])}${await answer.text()}`;
    assert.deepEqual(found(told, canaries), [], answer.url);
  }
}

/** Refusals and a report, all of which say the address. */
export async function sendBack(visit: Visit): Promise<void> {
  const { service, sink, page } = visit;
  const [delivered] = sink.mails;
  assert.ok(delivered !== undefined);
  for (const how of ['greylist', 'refuseRecipient'] as const) {
    service.world.advance({ minutes: 60 });
    sink.behave(how);
    await walkToForm(page, service);
    await send(visit, askerOf(BIRD), 'Le mail a bien été envoyé à');
    const ended = how === 'greylist' ? 'deferred' : 'refused';
    // The worker has its turn between two looks.
    while (!(await dumpTables(service.server.tools.db)).includes(ended)) await nextTurn();
  }
  const report = reportFrom('orange', delivered.sender).toString('latin1');
  const { status } = await fetch(`${service.baseUrl}/rapports-de-remise`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${REPORTS_SECRET}`, 'Content-Type': 'message/rfc822' },
    body: report.replaceAll('marius.exemple@orange.exemple.fr', BIRD.mailAddress),
  });
  assert.equal(status, 204);
}
