/** Where a request comes from: only the proxies that the operator named are believed (norms LIM-4, LIM-6). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Hono } from 'hono';
import { testConfig } from '../../test/bench.ts';
import { clientAddress } from './client-address.ts';

async function addressOf(remoteAddress: string, forwardedFor?: string, trusted = ''): Promise<string> {
  const config = testConfig({ TRUSTED_PROXIES: trusted });
  const app = new Hono().get('/', c => c.text(clientAddress(c, config)));
  const headers: Record<string, string> =
    forwardedFor === undefined ? {} : { 'X-Forwarded-For': forwardedFor };
  const incoming = { socket: { remoteAddress, remotePort: 1, remoteFamily: 'IPv4' } };
  return (await app.request('/', { headers }, { incoming })).text();
}

describe('the client address', () => {
  test('is that of the connection, whatever X-Forwarded-For says, when no proxy is named', async () => {
    assert.equal(await addressOf('192.0.2.1'), '192.0.2.1');
    assert.equal(await addressOf('192.0.2.1', '203.0.113.9'), '192.0.2.1');
  });

  test('behind a named proxy, is the last hop that is not one: what the client wrote before counts for nothing', async () => {
    assert.equal(await addressOf('10.0.0.1', '203.0.113.9', '10.0.0.0/8'), '203.0.113.9');
    assert.equal(await addressOf('10.0.0.1', '1.2.3.4, 203.0.113.9, 10.0.0.2', '10.0.0.0/8'), '203.0.113.9');
    assert.equal(await addressOf('192.0.2.1', '1.2.3.4', '10.0.0.0/8'), '192.0.2.1');
    assert.equal(await addressOf('10.0.0.1', 'nonsense', '10.0.0.1'), 'inconnue');
    assert.equal(await addressOf('10.0.0.1', '203.0.113.9:4711', '10.0.0.1'), '203.0.113.9');
    assert.equal(await addressOf('10.0.0.1', '[2001:db8:1:2::9]:4711', '10.0.0.1'), '2001:db8:1:2::/64');
  });

  test('an IPv6 network of 64 bits is one client; an IPv4 address written as IPv6 is itself', async () => {
    assert.equal(await addressOf('2001:db8:1:2:aaaa::1'), '2001:db8:1:2::/64');
    assert.equal(await addressOf('2001:db8:1:2:bbbb:1:2:3'), '2001:db8:1:2::/64');
    assert.equal(await addressOf('2001:db8::1'), '2001:db8:0:0::/64');
    assert.equal(await addressOf('::ffff:192.0.2.1'), '192.0.2.1');
    assert.equal(await addressOf('::ffff:c000:0201'), '192.0.2.1');
  });
});
