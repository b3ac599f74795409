/**
 * What can be checked of French by a machine (norm A11Y-23): how it is typeset, how long its sentences are, and words that
 * only the trade uses. Whether a sentence is understood is for a reader to say.
 */
import { DOCUMENT } from './fixtures/document.ts';
import { plainWords } from './readable.ts';

/** The longest sentence of ours, in words; the document's own are as they are. */
export const WORDS_MAX = 25;

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};
const INLINE = /<\/?(?:a|abbr|b|em|i|span|strong|small|u)(?: [^>]*)?>/g;
const SPOKEN = / (?:alt|aria-label|title|placeholder)="([^"]+)"/g;
const UNSEEN = /<!--[\s\S]*?-->|<(style|script|svg)\b[\s\S]*?<\/\1>/g;

/** Each piece of text that stands by itself on a page or in a mail: paragraphs, labels, titles, names of pictures. */
export function blocksOf(html: string): string[] {
  const seen = html.replace(UNSEEN, '');
  const spoken = [...seen.matchAll(SPOKEN)].map(([, words = '']) => words);
  const written = seen
    .replace(INLINE, '')
    .replace(/[ \n]+/g, ' ')
    .split(/<[^>]*>/);
  return [...written, ...spoken].map(decode).filter(block => /\p{L}/u.test(block));
}

const decode = (text: string) =>
  text.replace(/&([a-z]+|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole).replace(/^ +| +$/g, '');

/** The links and buttons of a page, as they are read without what stands around them. */
export function pressedWords(html: string): string[] {
  const all = [...html.replace(UNSEEN, '').matchAll(/<(a|button)\b[^>]*>([\s\S]*?)<\/\1>/g)];
  return all.map(([, , inside = '']) => plainWords(decode(inside.replace(/<[^>]*>/g, ' '))));
}

/** The document's own: the signs listed for a password, and the quotes of one sentence of its mails. */
const AS_THE_DOCUMENT_HAS_IT = /\? ! \$ € @ & \( \+ _ \) = \* % \/ < > , \. : ;|"répondre\u00a0à"/g;

const TYPESETTING: readonly { fault: string; found: RegExp }[] = [
  { fault: 'a straight apostrophe', found: /\p{L}'\p{L}/u },
  {
    fault: 'a plain space, or none, before a high sign',
    found: /(?:[\p{L}\d)»…] |[\p{L}»])[;?!»](?!\S)|[\p{L}\d)»…] :(?!\S)|\p{L}:(?![\S\u00a0])/u,
  },
  { fault: 'a plain space, or none, after «', found: /«(?!\u00a0|\u202f)/ },
  { fault: 'a straight double quote', found: /"/ },
  { fault: 'two spaces', found: /[ \u00a0\u202f]{2}/ },
  { fault: 'a number that may break', found: /(?<!\p{L}\d*)\d \d/u },
  {
    fault: 'a number that may leave its unit',
    found: /\d (?:secondes?|minutes?|heures?|jours?|mois|ans?|%|€)(?!\p{L})/u,
  },
];

/** What is not typeset as French is. */
export function typesettingFaults(text: string): string[] {
  const ours = text.replace(AS_THE_DOCUMENT_HAS_IT, 'X.');
  return TYPESETTING.filter(({ found }) => found.test(ours)).map(({ fault }) => `${fault}: ${text}`);
}

const DOCUMENTS = new Set(
  DOCUMENT.flatMap(({ sentences }) => sentences).flatMap(text => sentencesOf(plainWords(text))),
);

/** The sentences that have more words than ours may have. */
export function longSentences(text: string): string[] {
  return sentencesOf(plainWords(text.replace(AS_THE_DOCUMENT_HAS_IT, 'X.'))).filter(
    sentence => wordsIn(sentence) > WORDS_MAX && !DOCUMENTS.has(sentence),
  );
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?!…]) (?=[\p{Lu}«\d])/u);
}

const wordsIn = (sentence: string) => sentence.split(' ').filter(word => /[\p{L}\d]/u.test(word)).length;

/** Words of the trade, and the office's « veuillez »: what to say instead. */
const JARGON: Record<string, RegExp> = {
  'lien, or nothing': /\b(?:token|jeton|URL|hyperlien)s?\b/i,
  'connexion, or the page': /(?<!Fermer les autres )\bsessions?\b|\blog(?:in|out|ger)\b/i,
  'le service': /\bserveurs?\b|\bback-?office\b|\bplateforme\b/i,
  demande: /\brequêtes?\b/i,
  'se connecter': /authentifi/i,
  'the imperative': /\bveuillez\b|\bmerci de bien vouloir\b/i,
  mail: /\be-?mails?\b|\bwebmails?\b/i,
  'appuyez, or cliquez': /\btapp|\bclics? droit|\bvalider? le formulaire\b/i,
  'what it does for the reader': /\bcookies?\b|\bJavaScript\b|\bHTTP|\bSMTP|\bcache\b|\bhash|\bcaptcha\b/i,
};

/** Words that most people do not use, with what to say instead. Those of the document's sentences are its own. */
export function jargonIn(text: string): string[] {
  const ours = sentencesOf(plainWords(text)).filter(sentence => !DOCUMENTS.has(sentence));
  return Object.entries(JARGON).flatMap(([instead, word]) =>
    ours
      .filter(sentence => word.test(sentence))
      .map(sentence => `${word.exec(sentence)} (${instead}): ${sentence}`),
  );
}

/** Links and buttons that say nothing by themselves. */
export const EMPTY_WORDS =
  /^(?:cliquez )?(?:ici|là|lien|suite|plus|voir|lire|ok|oui|non|suivant|retour|continuer|valider|envoyer|annuler|en savoir plus|lire la suite)$/i;
