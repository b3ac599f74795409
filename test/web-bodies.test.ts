/** What a posted body may be, and how little of a wrong one is read. What is refused is refused with a readable page. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from './bench.ts';
import { addPeople, PEOPLE } from './people.ts';
import { headerFaults, type Listening, listen } from './raw-http.ts';
import { readable } from './readable.ts';
import { createVisitor } from './visitor.ts';

const FORM = 'application/x-www-form-urlencoded';
const BYTES_MAX = 16_384;
const HEAD = `POST /mot-de-passe-oublie HTTP/1.1\r\nHost: localhost:3000\r\nContent-Type: ${FORM}\r\n`;

let bench: Bench;
let line: Listening;
before(async () => {
  bench = await openBench();
  await addPeople(bench, PEOPLE.camille);
  line = await listen(bench);
});
after(async () => {
  await line.close();
  await bench.close();
});

describe('a body that no form of ours sends', () => {
  const multipart = (name: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\na@b.fr\r\n--x--\r\n`;

  for (const { what, type = FORM, headers = {}, body, status } of [
    { what: 'JSON', type: 'application/json', body: '{"numero":{"$gt":0}}', status: 415 },
    { what: 'JSON said to be text', type: 'text/plain', body: '{"numero":"1"}', status: 415 },
    {
      what: 'multipart',
      type: 'multipart/form-data; boundary=x',
      body: multipart('adresse-mail'),
      status: 415,
    },
    { what: 'XML', type: 'application/xml', body: '<numero>1</numero>', status: 415 },
    { what: 'no type', type: '', body: 'numero=1', status: 415 },
    { what: 'two types', type: `${FORM}, text/plain`, body: 'numero=1', status: 415 },
    { what: 'a type that begins alike', type: `${FORM}x`, body: 'numero=1', status: 415 },
    { what: 'another charset', type: `${FORM}; charset=utf-7`, body: 'numero=1', status: 415 },
    { what: 'a compressed body', headers: { 'Content-Encoding': 'gzip' }, body: 'numero=1', status: 415 },
    { what: 'a field given twice', body: 'adresse-mail=a@b.fr&adresse-mail=c@d.fr', status: 400 },
    {
      what: 'a field given twice, once encoded',
      body: 'adresse-mail=a@b.fr&adresse%2Dmail=c@d.fr',
      status: 400,
    },
    { what: 'a list', body: 'adresse-mail[]=a@b.fr', status: 400 },
    { what: 'a list with its ranks', body: 'adresse-mail[0]=a@b.fr&adresse-mail[1]=c@d.fr', status: 400 },
    { what: 'an operator', body: 'jeton[$ne]=', status: 400 },
    { what: 'a path of names', body: 'compte.adresse=a@b.fr', status: 400 },
    { what: 'a field without a name', body: '=1', status: 400 },
    { what: 'NUL', body: 'numero=1%00', status: 400 },
    { what: 'a control character', body: 'adresse-mail=a%1b@b.fr', status: 400 },
    { what: 'a name with a line break', body: 'numero%0d%0aBcc=1', status: 400 },
    {
      what: 'too many fields',
      body: Array.from({ length: 40 }, (_, rank) => `a${rank}=`).join('&'),
      status: 400,
    },
    { what: 'one byte too many', body: `numero=${'1'.repeat(BYTES_MAX - 6)}`, status: 413 },
  ]) {
    test(`${what} is refused with a readable page, and no mail leaves (norms ATK-10, ATK-11, ATK-33, ATK-34)`, async () => {
      const answer = await bench.app.request('/mot-de-passe-oublie', {
        method: 'POST',
        body: Buffer.from(body),
        headers: { 'Content-Type': type, ...headers },
      });
      assert.equal(answer.status, status);
      assert.deepEqual(headerFaults(answer, bench), []);
      assert.match(readable(await answer.text()), /Demande refusée/);
      assert.deepEqual(await bench.deliver(), []);
    });
  }

  test('bytes that are no UTF-8 are refused (norm ATK-11)', async () => {
    const body = Buffer.from([...Buffer.from('numero='), 0xff, 0xfe]);
    const headers = { 'Content-Type': FORM };
    const answer = await bench.app.request('/connexion', { method: 'POST', body, headers });
    assert.equal(answer.status, 400);
    assert.match(readable(await answer.text()), /Demande refusée/);
  });
});

for (const { what, typed } of [
  { what: 'a verb in a field', typed: { _method: 'PUT' } },
  { what: 'fields that no form has', typed: { compte: '1', nir: '1', id: '1', role: 'admin' } },
]) {
  test(`${what} changes nothing (norms ATK-17, ATK-34)`, async () => {
    bench.world.advance({ minutes: 120 });
    const visitor = createVisitor(bench);
    await visitor.get('/mot-de-passe-oublie');
    const asked = {
      numero: '285077599099980',
      'date-de-naissance': '12/07/1985',
      'adresse-mail': 'camille.exemple@exemple.fr',
    };
    const seen = await visitor.submit({ ...asked, ...typed, code: visitor.code() });
    assert.equal(seen.headers.get('location'), '/mot-de-passe-oublie/mail-envoye');
    assert.equal((await bench.deliver()).length, 1);
  });
}

test('the type may name its charset, as scripts do (norm ATK-34)', async () => {
  const headers = { 'Content-Type': `${FORM};charset=UTF-8` };
  const answer = await bench.app.request('/mot-de-passe-oublie', {
    method: 'POST',
    body: 'numero=1',
    headers,
  });
  assert.match(readable(await answer.text()), /cookies/);
});

describe('how much of a wrong body is read', () => {
  test('a body of 1 MB that is announced is refused before its first byte (norm ATK-33)', async () => {
    const [answer] = await line.send(`${HEAD}Content-Length: 1000000\r\n\r\n`, 'held');
    assert.equal(answer?.status, 413);
  });

  test('a body that is not announced is refused at the first byte too many, its end not awaited (norm ATK-33)', async () => {
    const chunk = (length: number) => `${length.toString(16)}\r\n${'a'.repeat(length)}\r\n`;
    const chunks = chunk(8192) + chunk(8192) + chunk(1);
    const [answer] = await line.send(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${chunks}`, 'held');
    assert.equal(answer?.status, 413);
  });

  test('the server reads no more of a body without end than fits between two looks at it (norm ATK-33)', async () => {
    const accepted = once(line.server, 'connection');
    const client = connect(line.port, '127.0.0.1');
    client.on('error', () => {});
    client.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
    const [socket] = await accepted;
    const [, outgoing] = await once(line.server, 'request');
    const answered = once(outgoing, 'finish').then(() => socket.bytesRead);
    const chunk = Buffer.from(`${(1000).toString(16)}\r\n${'a'.repeat(1000)}\r\n`);
    const push = () => {
      while (client.writable && client.write(chunk));
    };
    client.on('drain', push);
    push();
    const bytesRead = await answered;
    client.destroy();
    assert.equal(outgoing.statusCode, 413);
    assert.ok(bytesRead < 256 * 1024, `${bytesRead} bytes were read`);
  });

  test('a body that breaks off is no fault of ours: nothing in the log (norm ATK-33)', async () => {
    for (const framing of [
      'Content-Length: 100\r\n\r\nnumero=',
      'Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n',
    ]) {
      const client = connect(line.port, '127.0.0.1');
      const accepted = once(line.server, 'connection');
      client.write(HEAD + framing);
      const [socket] = await accepted;
      await once(line.server, 'request');
      client.resetAndDestroy();
      await new Promise(resolve => socket.once('close', resolve));
    }
    await line.send('GET / HTTP/1.1\r\nHost: localhost:3000\r\n\r\n');
    assert.deepEqual(
      bench.log.filter(entry => entry.includes('"level":50')),
      [],
    );
  });
});
