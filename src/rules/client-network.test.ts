/** Rolling a client address up, however it was written (norms LIM-4, ATK-8). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientNetworks } from './client-network.ts';

describe('the network of a client', () => {
  test('of an IPv4 address, is the 24 bits around it', () => {
    assert.deepEqual(clientNetworks('192.0.2.7'), { client: '192.0.2.7', network: '192.0.2.0/24' });
    assert.notEqual(clientNetworks('192.0.3.7').network, clientNetworks('192.0.2.7').network);
  });

  test('ATK-8: of an IPv6 network of 64 bits, is the 48 bits around it', () => {
    const one = clientNetworks('2001:db8:1:2::/64');
    assert.deepEqual(one, { client: '2001:db8:1:2::/64', network: '2001:db8:1::/48' });
    assert.equal(clientNetworks('2001:db8:1:ffff::/64').network, one.network);
    assert.notEqual(clientNetworks('2001:db8:2:2::/64').network, one.network);
  });

  test('LIM-3: two spellings of one network are one client', () => {
    assert.deepEqual(clientNetworks('2001:0DB8:0001:0000::/64'), clientNetworks('2001:db8:1:0::/64'));
  });

  test('what is no address is one client, and its own network', () => {
    assert.deepEqual(clientNetworks('inconnue'), { client: 'inconnue', network: 'inconnue' });
  });
});
