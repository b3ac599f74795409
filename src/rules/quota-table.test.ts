/** How the quotas stand to each other: what each is worth depends on it (norms LIM-4, ATK-8; docs/decisions/0018). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  REQUEST_QUOTAS,
  SIGN_IN_QUOTAS,
  SITE_REQUESTS_PER_MINUTE,
  siteRequests,
  UNKNOWN_LINK_QUOTAS,
} from './quota-table.ts';
import { DOCUMENTED_REQUEST_LIMIT } from './request-limit.ts';

const perHour = ({ hitsMax, windowSeconds }: { hitsMax: number; windowSeconds: number }) =>
  (hitsMax * 3600) / windowSeconds;

describe('the table of quotas', () => {
  test('LIM-4: one client address cannot use up a number, an address, a network or the site', () => {
    const { client, number, mailAddress, network } = REQUEST_QUOTAS;
    for (const wider of [number, mailAddress, network, siteRequests(SITE_REQUESTS_PER_MINUTE)])
      assert.ok(perHour(wider) > perHour(client));
    for (const { client: one, network: around, site } of [SIGN_IN_QUOTAS, UNKNOWN_LINK_QUOTAS])
      assert.ok(perHour(one) < perHour(around) && perHour(around) < perHour(site));
  });

  test('a family of six that asks at one computer, as often as the document lets each ask, is not stopped', () => {
    const asked = 6 * DOCUMENTED_REQUEST_LIMIT.requestsMax;
    for (const quota of Object.values(REQUEST_QUOTAS)) assert.ok(perHour(quota) >= asked);
  });

  test('no limit makes anybody wait for more than an hour', () => {
    const all = [REQUEST_QUOTAS, SIGN_IN_QUOTAS, UNKNOWN_LINK_QUOTAS].flatMap(table => Object.values(table));
    for (const quota of [...all, siteRequests(1)]) assert.ok(quota.windowSeconds <= 3600);
  });

  test('of a hundred links tried from one client, at least half are not even told', () => {
    assert.ok(UNKNOWN_LINK_QUOTAS.client.hitsMax <= 50);
  });
});
