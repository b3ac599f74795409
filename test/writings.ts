/**
 * The forms under which something that must not be kept could hide in a longer text: encodings of its bytes, and the
 * spellings that people and programs give a number, a date or an address (norms LOG-2, RGP-2, TOK-2).
 */
import { createHash } from 'node:crypto';
import type { DateOfBirth } from '../src/rules/date-of-birth.ts';
import { keyOf, type Nir } from '../src/rules/nir.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const two = (part: number) => String(part).padStart(2, '0');

/** Every way to write this value, itself first. A buffer has no spelling of its own: only its encodings. */
export function writingsOf(value: string | Buffer): string[] {
  if (typeof value !== 'string') return [...new Set(encodingsOf(value))];
  const bytes = Buffer.from(value);
  const all = [
    value,
    [...value].reverse().join(''),
    ...escapesOf(value),
    ...encodingsOf(bytes),
    ...encodingsOf(Buffer.from(value, 'utf16le')),
  ];
  return [...new Set(all)].filter(writing => writing !== '');
}

/** What a hash without a key makes of it: reversed by trying all numbers, dates and addresses (norm LOG-5). */
export function digestsOf(value: string): string[] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap(name => {
    const digest = createHash(name).update(value).digest();
    return [
      digest.toString('hex'),
      digest.toString('base64').replace(/=+$/, ''),
      digest.toString('base64url'),
    ];
  });
}

/** As pages, addresses, mails and programs escape it. */
function escapesOf(value: string): string[] {
  const each = (write: (code: number) => string) => [...Buffer.from(value)].map(write).join('');
  const form = new URLSearchParams({ v: value }).toString().slice(2);
  const percent = encodeURIComponent(value);
  return [
    percent,
    percent.toLowerCase(),
    encodeURIComponent(percent),
    form,
    each(code => `%${code.toString(16).toUpperCase().padStart(2, '0')}`),
    each(code => `=${code.toString(16).toUpperCase().padStart(2, '0')}`),
    each(code => `\\x${code.toString(16).padStart(2, '0')}`),
    each(code => `\\${code.toString(8).padStart(3, '0')}`),
    each(code => `\\u${code.toString(16).padStart(4, '0')}`),
    each(code => `&#${code};`),
    each(code => `&#x${code.toString(16)};`),
    value.replace(/[=\u0080-\uffff]/g, one =>
      [...Buffer.from(one)].map(code => `=${code.toString(16).toUpperCase()}`).join(''),
    ),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#39;').replaceAll('"', '&quot;'),
    JSON.stringify(value).slice(1, -1),
    [...value].join(' '),
  ];
}

/** In hexadecimal, base64 and base32, wherever it starts in a longer text: only the part that its neighbours leave alone. */
function encodingsOf(bytes: Buffer): string[] {
  const base64 = [0, 1, 2].flatMap(shift => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const sure = (encoded: string) => encoded.replace(/=+$/, '').slice(shift === 0 ? 0 : shift + 1, -1);
    return [sure(shifted.toString('base64')), sure(shifted.toString('base64url'))];
  });
  const base32 = [0, 1, 2, 3, 4].map(shift => base32Of(bytes, shift));
  const spaced = bytes.toString('hex').replace(/..(?!$)/g, '$& ');
  return [bytes.toString('hex'), spaced, ...base64, ...base32];
}

function base32Of(bytes: Buffer, shift: number): string {
  const bits = [...Buffer.alloc(shift), ...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{5}/g) ?? [];
  const first = Math.ceil((shift * 8) / 5);
  return letters
    .slice(first)
    .map(five => BASE32[Number.parseInt(five, 2)])
    .join('');
}

/** A social security number, with and without its key, as cards, forms and lists write it. */
export function nirWritings(nir: Nir): string[] {
  const key = keyOf(nir);
  const parts = /^(.)(..)(..)(..)(...)(...)$/.exec(nir)?.slice(1) ?? [nir];
  const separated = [' ', '\u00a0', '\u202f', '.', '-', '/', '_'].flatMap(sign => [
    parts.join(sign),
    [...parts, key].join(sign),
  ]);
  return [nir, nir + key, `${nir} ${key}`, `${nir}-${key}`, nir.toLowerCase(), ...separated];
}

const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
  ' ',
);
const ENGLISH = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A date of birth; the shortest of them, six figures, count only where they stand by themselves. */
export function dateWritings(date: DateOfBirth): string[] {
  const { year, month, day } = date;
  const [y, m, d, yy] = [String(year), two(month), two(day), two(year % 100)];
  const orders = [
    [d, m, y],
    [y, m, d],
    [m, d, y],
    [d, m, yy],
    [yy, m, d],
  ];
  const separated = ['/', '-', '.', ' ', ''].flatMap(sign => orders.map(parts => parts.join(sign)));
  const english = ENGLISH[month - 1] ?? '';
  return [
    ...separated.filter(writing => writing.length > 5),
    `${day}/${month}/${year}`,
    `${year}-${month}-${day}`,
    `${day} ${MONTHS[month - 1]} ${year}`,
    `${english} ${day}, ${year}`,
    `${english.slice(0, 3)} ${d} ${year}`,
    String(Date.UTC(year, month - 1, day)),
    JSON.stringify(date),
    JSON.stringify(date).slice(1, -1),
    JSON.stringify({ day, month, year }),
  ];
}

/** A mail address: whole, in capitals, and the part that names the person. */
export function addressWritings(address: string): string[] {
  return [address, address.toUpperCase(), address.replace('@', ' at '), address.split('@')[0] ?? ''];
}
