/**
 * A mail as data, and its two renderings. The words are written once, as blocks; the text part and the HTML part
 * are made from the same blocks, so that neither can say what the other does not (norms ML-5, TPL-1 to TPL-8).
 */

/** A sentence; the strong parts are bold in HTML and plain in text. */
export type Words = readonly (string | { strong: string })[];

export type MailBlock =
  | { block: 'paragraph'; words: Words }
  /** A button in HTML; in text its label, then the whole address on a line of its own. */
  | { block: 'button'; label: string; url: string }
  /** In HTML, the address in full for whom the button does not work; in text it already stands under the button's label. */
  | { block: 'address'; says: string; url: string }
  /** Another way, discreet: in HTML a link of a few words, in text the whole address on a line of its own. */
  | { block: 'way'; says: string; label: string; url: string }
  /** The coloured box beside the letter. */
  | { block: 'aside'; title: string; text: string };

export type Letter = {
  subject: string;
  /** The heading of the HTML part; the text part has its subject above it. */
  title: string;
  /** What mailboxes show beside the subject. */
  preview: string;
  blocks: readonly MailBlock[];
};

/** « Ce n'était pas moi », to a page that asks before it does anything. */
export const disavowalLine = (says: string, url: string): MailBlock => ({
  block: 'way',
  says,
  label: 'Ce n’était pas moi',
  url,
});

export const paragraph = (...words: Words): MailBlock => ({ block: 'paragraph', words });

export function plain(words: Words): string {
  return words.map(word => (typeof word === 'string' ? word : word.strong)).join('');
}

/** The text part: complete on its own. */
export function renderText(letter: Letter): string {
  const blocks = letter.blocks.filter(block => block.block !== 'address');
  return `${blocks.map(renderTextBlock).join('\n\n')}\n`;
}

function renderTextBlock(block: Exclude<MailBlock, { block: 'address' }>): string {
  switch (block.block) {
    case 'paragraph':
      return plain(block.words);
    case 'button':
      return `${block.label}\u00a0:\n${block.url}`;
    case 'way':
      return `${block.says} ${block.label}\n${block.url}`;
    case 'aside':
      return `${block.title}\n${block.text}`;
    default:
      return block satisfies never;
  }
}
