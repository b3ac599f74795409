/**
 * The doctor at a sending domain with one thing broken at a time: exactly that check turns, and says what to do. The name
 * server and the mail server are real, on this machine.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import tls from 'node:tls';
import type { Desk } from '../src/doctor/desk.ts';
import { examine } from '../src/doctor/examination.ts';
import type { Finding } from '../src/doctor/finding.ts';
import { createNames } from '../src/doctor/names.ts';
import { checkRelays } from '../src/doctor/relay.ts';
import { realWorld, type World } from '../src/world.ts';
import { type DnsZone, openDnsServer } from './dns-server.ts';
import { TEST_AUTHORITY } from './fixtures/relay-certificates.ts';
import {
  goodZone,
  openRelay,
  SENDING_ADDRESS,
  type SigningKey,
  sendingConfig,
  sendingEnvironment,
} from './sending-domain.ts';

export type DomainFault = {
  of: string;
  in?: (zone: DnsZone) => void;
  settings?: Record<string, string>;
  desk?: Partial<Desk>;
  /** Every finding that is not good, in order. */
  turns: readonly `${Finding['check']} ${Finding['verdict']}`[];
  says: RegExp;
  advises?: RegExp;
};

/** A name's texts, in place of those it had. */
export const txt =
  (name: string, ...TXT: string[]) =>
  (zone: DnsZone) => {
    const records = zone[name];
    zone[name] = { ...(records !== 'silent' && records), TXT };
  };

export const gone = (name: string) => (zone: DnsZone) => {
  delete zone[name];
};

const AUTHORITIES = [...tls.rootCertificates, TEST_AUTHORITY];
/** Short, so that servers that do not answer hold no test up. */
const PATIENCE = { timeout: 300, tries: 1 };

export type Otherwise = Pick<DomainFault, 'settings' | 'desk'> & { keys: readonly SigningKey[] };

/** Examines a domain that has this zone, whose mail leaves by a good relay, unless `otherwise`. */
export async function lookAtDomain(zone: DnsZone, otherwise: Otherwise): Promise<Finding[]> {
  tls.setDefaultCACertificates(AUTHORITIES);
  const relay = await openRelay();
  const server = await openDnsServer(zone);
  const environment = { ...sendingEnvironment(relay.url), ...otherwise.settings };
  try {
    const findings = await examine({
      config: sendingConfig(environment, otherwise.keys),
      names: createNames([server.address], PATIENCE),
      world: realWorld,
      sendingAddresses: [SENDING_ADDRESS],
      sendTo: undefined,
      timeServer: undefined,
      ...otherwise.desk,
    });
    assert.deepEqual(relay.taken, [], 'nothing is sent unless it is asked for');
    return findings;
  } finally {
    await server.close();
    await relay.close();
  }
}

type RelayOtherwise = {
  settings?: Record<string, string> | undefined;
  world?: World;
  authorities?: readonly string[];
};

/** Looks at the mail servers alone. */
export function lookAtRelays(url: string, otherwise: RelayOtherwise = {}): Promise<Finding[]> {
  tls.setDefaultCACertificates([...(otherwise.authorities ?? AUTHORITIES)]);
  return checkRelays({
    config: sendingConfig({ ...sendingEnvironment(url), ...otherwise.settings }, []),
    names: createNames([]),
    world: otherwise.world ?? realWorld,
    sendingAddresses: [],
    sendTo: undefined,
    timeServer: undefined,
  });
}

export const turned = (findings: readonly Finding[]) =>
  findings.filter(({ verdict }) => verdict !== 'good').map(({ check, verdict }) => `${check} ${verdict}`);

/** @param norms the ids that open the titles */
export function testFaults(norms: string, keys: readonly SigningKey[], faults: readonly DomainFault[]) {
  for (const { of, turns, says, advises = /./, ...fault } of faults) {
    test(`${norms}: ${of} turns its own check, and says what to do`, async () => {
      const zone = goodZone(keys);
      fault.in?.(zone);
      const findings = await lookAtDomain(zone, { ...fault, keys });
      assert.deepEqual(turned(findings), turns);
      const [first] = findings.filter(({ verdict }) => verdict !== 'good');
      assert.match(first?.sentence ?? '', says);
      assert.match(first?.advice ?? '', advises);
    });
  }
}
