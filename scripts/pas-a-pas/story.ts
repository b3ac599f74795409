/**
 * Reads the words of a guide from its story (story.md: the document's own, in its order), with under each picture the line
 * of each of its numbers. Of Markdown it knows what those files need, and refuses the rest.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Guide } from './folder.ts';
import { isTable, type TableName } from './tables.ts';

/** `name` is that of its scene in walk.ts. The legend is in the order of the numbers. */
export type Screen = { block: 'screen'; name: string; alt: string; legend: readonly string[] };

export type Block =
  | { block: 'title'; says: string }
  | { block: 'paragraph'; says: string }
  | { block: 'list'; items: readonly string[] }
  | { block: 'note'; blocks: readonly Block[] }
  | { block: 'table'; name: TableName }
  | Screen;

/** One page on paper. */
export type Chapter = { id: string; heading: string; blocks: readonly Block[] };
export type Story = { title: string; chapters: readonly Chapter[] };

export function readStory({ story }: Guide): Story {
  const text = readFileSync(join(import.meta.dirname, story), 'utf8');
  const [title = '', ...chapters] = text.trim().split(/^##? /m).slice(1);
  return { title: typeset(title.trim()), chapters: chapters.map(readChapter) };
}

/** In its order. */
export function screensOf(story: Story): Screen[] {
  return story.chapters.flatMap(({ blocks }) => blocks.filter(block => block.block === 'screen'));
}

function readChapter(text: string): Chapter {
  const [heading = '', ...paragraphs] = text.trim().split(/\n\n+/);
  return { id: idOf(heading), heading: typeset(heading), blocks: readBlocks(paragraphs) };
}

/** `etape-3bis` for an étape, else the words of the heading. */
function idOf(heading: string): string {
  const words = (/^Etape \([^)]+\)/.exec(heading)?.[0] ?? heading).normalize('NFD').toLowerCase();
  return (
    words
      .replace(/\p{M}/gu, '')
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? ''
  );
}

function readBlocks(paragraphs: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const paragraph of paragraphs) {
    const last = blocks.at(-1);
    if (/^1\. /.test(paragraph) && last?.block === 'screen') {
      blocks[blocks.length - 1] = { ...last, legend: itemsOf(paragraph, /^\d+\. /) };
    } else blocks.push(readBlock(paragraph));
  }
  return blocks;
}

function readBlock(text: string): Block {
  const [, alt = '', file = ''] = /^!\[(.+)\]\((.+)\)$/.exec(text) ?? [];
  if (file !== '') return { block: 'screen', name: basename(file, '.png'), alt: typeset(alt), legend: [] };
  if (text.startsWith('### ')) return { block: 'title', says: typeset(text.slice('### '.length)) };
  if (text.startsWith('- ')) return { block: 'list', items: itemsOf(text, /^- /) };
  const [, table = ''] = /^\{(\S+)\}$/.exec(text) ?? [];
  if (isTable(table)) return { block: 'table', name: table };
  if (text.startsWith('>')) return { block: 'note', blocks: readBlocks(quoted(text)) };
  if (/^[#!\d`|{]/.test(text) || text.includes('\n')) throw new Error(`« ${text} » cannot be read`);
  return { block: 'paragraph', says: typeset(text) };
}

function itemsOf(text: string, mark: RegExp): string[] {
  return text.split('\n').map(line => {
    if (!mark.test(line)) throw new Error(`« ${line} » is not in the list above it`);
    return typeset(line.replace(mark, ''));
  });
}

const quoted = (text: string) => text.replace(/^> ?/gm, '').split(/\n\n+/);

/** No-break spaces, which nobody sees in a text file. */
function typeset(text: string): string {
  return text
    .replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0')
    .replace(/(?<=\d) (?=\d|minutes|heures|caractères)|(?<=CAS) (?=\d)/g, '\u00a0');
}
