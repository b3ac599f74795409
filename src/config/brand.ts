/**
 * Reading the brand file (BRAND_FILE): the body's words, colours and legal details, and nothing of the journey's own
 * sentences. Read once, at start, and refused in French when a word is missing, when a colour cannot be read on another
 * (norms A11Y-15, TPL-4) or when a word would cost a mail. `docs/operations.md` says what each part is for.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type BrandColours, type ContrastFault, contrastFaults } from '../rules/palette.ts';

/** The document's own, wherever the command is started from. */
export const DEFAULT_BRAND_FILE = join(import.meta.dirname, '../../brands/compte-ameli.json');

const TEXT_MAX = 300;
const LIST_MAX = 12;
const PASSWORD_WORDS_MAX = 100;

/** One line, so that none becomes a header of a mail. One provider deletes mails that hold « confirm » (norm ML-4). */
const text = z
  .string()
  .trim()
  .min(1)
  .max(TEXT_MAX)
  .regex(/^\P{Cc}*$/u, 'doit tenir sur une ligne')
  .regex(/^(?!.*confirm)/i, 'contient le mot «\u00a0confirm\u00a0», qu’un fournisseur de messagerie refuse');
const texts = z.array(text).min(1).max(LIST_MAX);
const mailAddress = z.email('doit être une adresse mail');
const shade = z.string().regex(/^#[0-9a-f]{6}$/i, 'doit s’écrire #rrggbb');
const shades = z.strictObject({ light: shade, dark: shade });

/**
 * What sentences need of the account's name: « votre » goes before any, the others are written out, elisions and all. It is
 * masculine, as « compte » and « espace » are: what is said of it agrees with that.
 */
const account = z
  .strictObject({
    name: text,
    mon: text,
    un: text.regex(/^un\s/, 'doit commencer par «\u00a0un\u00a0»'),
    de: text,
    du: text,
  })
  .superRefine(({ name, ...forms }, context) => {
    for (const [form, words] of Object.entries(forms)) {
      if (words.endsWith(name)) continue;
      context.addIssue({ code: 'custom', path: [form], message: `doit finir par «\u00a0${name}\u00a0»` });
    }
  });

const colours = z.strictObject({
  page: shades,
  accent: shades,
  accentStrong: shades,
  onAccent: shades,
  accentSoft: shades,
  band: shades,
  onBand: shades,
  aside: shades,
  onAside: shades,
} satisfies Record<keyof BrandColours, typeof shades>);

const BRAND = z.strictObject({
  bodyName: text,
  account,
  /** Whom people call, in the singular; the document writes in its own way who gives provisional codes. */
  office: z.strictObject({ name: text, fullName: text, codeGiver: text }),
  /** The document's étape 3 writes the number in a way of its own. */
  phone: z.strictObject({
    shown: text,
    shownAtMailSent: text,
    link: z.string().regex(/^tel:\+?\d{2,15}$/, 'doit s’écrire tel:, puis des chiffres sans espace'),
  }),
  welcome: z.strictObject({
    lead: text,
    services: z
      .array(
        z.strictObject({
          name: text,
          pictogram: z.enum(['certificate', 'payment', 'card', 'european-card', 'change']),
        }),
      )
      .min(1)
      .max(LIST_MAX),
  }),
  mail: z.strictObject({
    senderName: text,
    signature: text,
    /** The box beside the letter, or none. */
    aside: z.strictObject({ title: text, text }).nullable(),
  }),
  /** Words of the body that make bad passwords (norm PWD-7), beside those of `rules/common-passwords.ts`. */
  passwordWords: z
    .array(z.string().regex(/^[a-z]{3,30}$/, 'doit avoir 3 à 30 lettres minuscules, sans accent ni espace'))
    .max(PASSWORD_WORDS_MAX),
  colours,

  /** The legal pages say so as long as it is true. */
  isExample: z.boolean(),
  /** Who answers for the service, as letters are addressed to it. */
  controller: z.strictObject({ name: text, address: texts, publicationDirector: text }),
  /** By what right data are used (RGPD, art. 6): a whole sentence. */
  legalBasis: text,
  host: z.strictObject({ name: text, address: texts, phone: text, country: text }),
  dataProtectionOfficer: z.strictObject({ mailAddress, address: texts }),
  accessibilityContact: z.strictObject({ mailAddress }),
  /** Phone calls in sign language, text or cued speech, at no extra cost (loi 2016-1321, art. 105). */
  relay: z.strictObject({
    name: text,
    url: z.string().regex(/^https:\/\/\S+$/, 'doit commencer par https://'),
  }),
  /** Of the software as it is: `docs/accessibility.md`. Changes of the body's own have to be looked at again. */
  accessibilityState: z.enum(['totalement conforme', 'partiellement conforme', 'non conforme']),
});

export type Brand = Readonly<z.infer<typeof BRAND>>;

/** @param path from the folder where the command is started, unless it is absolute */
export function readBrand(path: string, context: z.RefinementCtx): Brand {
  const parsed = BRAND.safeParse(readJson(path), { error: sayIssue });
  const faults = parsed.success
    ? contrastFaults(parsed.data.colours).map(sayContrast)
    : parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`.trimStart());
  for (const fault of faults) context.addIssue(`(${path})\u00a0: ${fault}`);
  return parsed.data ?? z.NEVER;
}

/** Undefined when there is nothing that can be read. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** What the schema above leaves unsaid. */
function sayIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `contient ${issue.keys.map(quoted).join(', ')}, que ce fichier ne connaît pas`;
    case 'invalid_value':
      return `doit être ${issue.values.map(String).map(quoted).join(' ou ')}`;
    case 'too_small':
      return 'ne doit pas être vide';
    case 'too_big':
      return `est trop long\u00a0: ${issue.maximum} au plus`;
    default:
      if (issue.input !== undefined) return 'n’est pas écrit comme dans les fichiers du dossier brands';
      return (issue.path ?? []).length === 0 ? 'ce n’est pas un fichier JSON lisible' : 'est absent';
  }
}

const quoted = (word: string) => `«\u00a0${word}\u00a0»`;

const SCHEME_NAMES = { light: 'thème clair', dark: 'thème sombre' };

function sayContrast({ front, back, scheme, found, least }: ContrastFault): string {
  const [is, needed] = [Math.floor(found * 100) / 100, least].map(ratio => String(ratio).replace('.', ','));
  return `${front} se voit trop peu sur ${back} (${SCHEME_NAMES[scheme]}), avec un contraste de ${is}. Il faut au moins ${needed}`;
}
