/**
 * A name server of our own on 127.0.0.1: a zone as data, asked over UDP, and over TCP where an answer is long, as a real
 * one is. What the zone does not hold does not exist (NXDOMAIN); a name that is there without the type asked for
 * answers with nothing.
 */
import { createServer, Packet } from 'dns2';
import { freePort } from './temporary.ts';

type DnsRecords = {
  /** Each record as one string, cut as DNS wants it, or as the strings that it is cut into. */
  TXT?: readonly (string | readonly string[])[];
  MX?: readonly { exchange: string; priority: number }[];
  A?: readonly string[];
  AAAA?: readonly string[];
  PTR?: readonly string[];
};

/** By name, in lower case and without a final dot; `silent` never answers. */
export type DnsZone = Record<string, DnsRecords | 'silent'>;

export type DnsServer = {
  /** As `DNS_SERVERS` takes it. */
  address: string;
  /** What was asked, in order: `MX exemple.fr`. */
  asked: string[];
  close(): Promise<void>;
};

const STRING_BYTES_MAX = 255;
const TYPES = { A: 1, PTR: 12, MX: 15, TXT: 16, AAAA: 28 } as const;
type DnsType = keyof typeof TYPES;

/** @param zone may be changed while the server runs */
export async function openDnsServer(zone: DnsZone): Promise<DnsServer> {
  const asked: string[] = [];
  const server = createServer({
    udp: true,
    tcp: true,
    handle(request, send) {
      const [question] = request.questions;
      if (question === undefined) return;
      const name = question.name.toLowerCase();
      asked.push(`${typeName(question.type) ?? question.type} ${name}`);
      const records = Object.hasOwn(zone, name) ? zone[name] : undefined;
      if (records !== 'silent') send(answer(request, records));
    },
  });
  const place = { port: await freePort(), address: '127.0.0.1' };
  await server.listen({ udp: place, tcp: place });
  return {
    address: `${place.address}:${place.port}`,
    asked,
    close: () => server.close(),
  };
}

function answer(request: Packet, records: DnsRecords | undefined): Packet {
  const response = Packet.createResponseFromRequest(request);
  const [question] = request.questions;
  const type = typeName(question?.type);
  if (records === undefined) response.header.rcode = Packet.RCODE.NXDOMAIN;
  else if (question !== undefined && type !== undefined) {
    const base = { name: question.name, type: TYPES[type], class: Packet.CLASS.IN, ttl: 60 };
    response.answers = recordData(records, type).map(data => Object.assign(new Packet.Resource(base), data));
  }
  return response;
}

function typeName(number: number | undefined): DnsType | undefined {
  return (Object.keys(TYPES) as DnsType[]).find(name => TYPES[name] === number);
}

function recordData(records: DnsRecords, type: DnsType): readonly object[] {
  switch (type) {
    case 'A':
      return (records.A ?? []).map(address => ({ address }));
    case 'AAAA':
      return (records.AAAA ?? []).map(address => ({ address }));
    case 'PTR':
      return (records.PTR ?? []).map(domain => ({ domain }));
    case 'MX':
      return records.MX ?? [];
    case 'TXT':
      return (records.TXT ?? []).map(text => ({ data: typeof text === 'string' ? cut(text) : [...text] }));
    default:
      return type satisfies never;
  }
}

function cut(text: string): string[] {
  const strings: string[] = [];
  for (let at = 0; at < text.length; at += STRING_BYTES_MAX) {
    strings.push(text.slice(at, at + STRING_BYTES_MAX));
  }
  return strings;
}
