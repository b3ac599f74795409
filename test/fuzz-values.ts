/** What a fuzz puts where something else is expected: in fields, paths, headers, cookies and types. */
import fc from 'fast-check';
import { anyText } from './any-text.ts';

/** That of the bench that is fuzzed. */
export const REPORTS_SECRET = 'x'.repeat(32);

const FORM = 'application/x-www-form-urlencoded';
const LONG = 'A'.repeat(20_000);
export const FIELDS = [
  'numero',
  'date-de-naissance',
  'adresse-mail',
  'mot-de-passe',
  'nouveau-mot-de-passe',
  'mot-de-passe-repete',
  'code',
  'code-jeton',
  'preuve',
  'nouveau-code',
  'lien',
  'jeton',
];
export const COOKIES = [
  'formulaire',
  'resultat',
  'demande',
  'renouvellement',
  'session',
  '__Host-session',
  '__proto__',
];

export const nasty = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\r\nBcc: a@b.fr',
    '\u2028',
    '\ud800',
    '\ufeff\u202e',
    '%',
    '%00',
    '%zz',
    '%c0%af',
    '../../../etc/passwd',
    "' OR 1=1 --",
    '"><script>alert(1)</script>',
    '{"$gt":0}',
    '[object Object]',
    '__proto__',
    'constructor',
    'NaN',
    '-1',
    '1e309',
    '99999999999999999999',
    'null',
    'undefined',
    'true',
    'a@b.fr,c@d.fr',
    'a@b.fr\0@c.fr',
    `${'a'.repeat(300)}@b.fr`,
    'ı@exemple.fr',
    '2 85 07 75 990 999 80',
    '285077599099980',
    '1 76 08 2a 990 999',
    '12/07/1985',
    '31/02/1985',
    '1985-07-12',
    'camille.exemple@exemple.fr',
    'AncienMotDePasse1',
    'Canari+9876',
    'style.css',
    LONG.slice(0, 600),
    LONG.slice(0, 5000),
    LONG,
  ),
  anyText({ maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.base64String({ maxLength: 400 }),
);

const latin1 = nasty.map(text =>
  Buffer.from(text, 'latin1')
    .toString('latin1')
    .replaceAll(/[\0\r\n]/g, '?')
    .trim(),
);

export const fieldName = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...FIELDS) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...FIELDS)
      .chain(name => fc.constantFrom(`${name}[]`, `${name}[$ne]`, `${name}.x`, name.toUpperCase())),
  },
  { weight: 1, arbitrary: nasty },
);

export const contentType = fc.oneof(
  { weight: 12, arbitrary: fc.constant(FORM) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      `${FORM}; charset=utf-8`,
      `${FORM};charset=utf-16`,
      'application/json',
      'multipart/form-data; boundary=x',
      'text/plain',
      'application/xml',
      '',
      'message/rfc822',
    ),
  },
  { weight: 1, arbitrary: latin1 },
);

export const header = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'X-Forwarded-For',
      'X-Forwarded-Host',
      'Forwarded',
      'Accept-Language',
      'Range',
      'If-None-Match',
      'If-Modified-Since',
      'Origin',
      'Sec-Fetch-Site',
      'Referer',
      'User-Agent',
      'Authorization',
      'X-HTTP-Method-Override',
      'Content-Encoding',
      'Accept',
      'Cookie',
    ),
    latin1,
  ),
  fc.tuple(
    fc.constant('Range'),
    fc.constantFrom('bytes=0-', 'bytes=-1', 'bytes=5-2', 'bytes=0-1,3-4', 'bytes=99999999-', 'items=1-2'),
  ),
  fc.tuple(fc.constant('Sec-Fetch-Site'), fc.constantFrom('same-origin', 'none', 'cross-site', 'same-site')),
);
