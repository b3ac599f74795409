/** « Mon compte »: the kind of device, from what browsers say of themselves, and from what says nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DeviceKind, deviceKind } from './device-kind.ts';

const SAID: readonly [string | undefined, DeviceKind][] = [
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'computer'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
    'computer',
  ],
  ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36', 'computer'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 'phone'],
  [
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/139.0.0.0 Mobile Safari/537.36',
    'phone',
  ],
  ['Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'phone'],
  ['Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36', 'tablet'],
  ['Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 'tablet'],
  ['Lynx/2.9.0 libwww-FM/2.14', 'other'],
  ['', 'other'],
  [undefined, 'other'],
];

test('Mon compte: each browser is of the kind of device that its owner would say', () => {
  for (const [userAgent, kind] of SAID) assert.equal(deviceKind(userAgent), kind, userAgent ?? 'silent');
});
