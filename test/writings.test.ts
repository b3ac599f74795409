/** The search of the canaries is itself tried: what is hidden is found, in each encoding and each spelling. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Nir } from '../src/rules/nir.ts';
import { found } from './dump.ts';
import { addressWritings, dateWritings, digestsOf, nirWritings } from './writings.ts';

const HIDDEN = 'un_Texte+caché@ex.fr';
const BYTES = Buffer.from(HIDDEN);
const WIDE = Buffer.from(HIDDEN, 'utf16le');
const codes = (write: (code: number) => string) => [...BYTES].map(write).join('');

describe('LOG-2, RGP-2: the search finds what is hidden', () => {
  for (const [name, text] of Object.entries({
    'as it is': `avant ${HIDDEN} après`,
    'in capitals': HIDDEN.toUpperCase(),
    'in UTF-16': Buffer.concat([Buffer.from('ab'), WIDE]).toString('hex'),
    'in hexadecimal': `\\x00${BYTES.toString('hex').toUpperCase()}ff`,
    'in base64, first shift': Buffer.from(`{"a":"${HIDDEN}"}`).toString('base64'),
    'in base64, second shift': Buffer.from(`{"ab":"${HIDDEN}"}`).toString('base64'),
    'in base64url, third shift': Buffer.from(`{"abc":"${HIDDEN}"}`).toString('base64url'),
    'percent-encoded': `/chemin?a=${encodeURIComponent(HIDDEN)}`,
    'percent-encoded twice': encodeURIComponent(encodeURIComponent(HIDDEN)),
    'percent-encoded, every byte': codes(code => `%${code.toString(16)}`),
    'as a form sends it': new URLSearchParams({ a: HIDDEN }).toString(),
    'quoted-printable': HIDDEN.replace('é', '=C3=A9'),
    'quoted-printable, every byte': codes(code => `=${code.toString(16)}`),
    'in entities': codes(code => `&#${code};`),
    'in hexadecimal entities': codes(code => `&#x${code.toString(16)};`),
    'in JSON escapes': codes(code => `\\u00${code.toString(16)}`),
    reversed: [...HIDDEN].reverse().join(''),
    spaced: [...HIDDEN].join(' '),
  }))
    test(name, () => {
      assert.notDeepEqual(found(`x ${text} y`, [HIDDEN]), []);
      assert.deepEqual(found(`x ${text} y`, ['un_Texte+cachée@ex.fr']), []);
    });

  test('in base32, wherever it starts', () => {
    // Of RFC 4648 §10: « foobar ».
    assert.notDeepEqual(found('MZXW6YTBOI======', ['foobar']), []);
    assert.notDeepEqual(found('MFTG633CMFZA====', ['foobar']), [], 'after one byte');
  });

  test('bytes of a secret, not only its spelling', () => {
    const secret = Buffer.from('7f00ff10aa55', 'hex');
    assert.notDeepEqual(found(`("\\\\x${secret.toString('hex')}",2022)`, [secret]), []);
    assert.notDeepEqual(found(secret.toString('base64url'), [secret]), []);
  });

  test('a number in its spellings, a date in its orders, an address in its parts', () => {
    const nir = '176082A990999' as Nir;
    for (const text of [
      '1 76 08 2A 990 999',
      '1 76 08 2a 990 999 05',
      '176082A99099905',
      '1.76.08.2A.990.999',
    ])
      assert.notDeepEqual(found(`(${text},x)`, nirWritings(nir)), [], text);
    const date = { year: 1985, month: 7, day: 12 };
    for (const text of [
      '12/07/1985',
      '1985-07-12',
      '12071985',
      '850712',
      '120785',
      '12 juillet 1985',
      'Jul 12 1985',
    ])
      assert.notDeepEqual(found(`(${text},x)`, dateWritings(date)), [], text);
    assert.deepEqual(
      found('x850712y 1850712', dateWritings(date)),
      [],
      'six figures inside others are chance',
    );
    assert.notDeepEqual(found('<CAMILLE.EXEMPLE>', addressWritings('camille.exemple@exemple.fr')), []);
  });

  test('a digest without a key', () => {
    const digest = createHash('sha256').update('2850775990999').digest();
    assert.notDeepEqual(found(`\\x${digest.toString('hex')}`, digestsOf('2850775990999')), []);
  });
});
