/** A guide as a web page: its story and its pictures, in a folder that needs nothing else. */
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Guide } from './folder.ts';
import type { Size } from './palette-png.ts';
import { phoneFile, wideFile } from './picture.ts';
import type { Block, Chapter, Story } from './story.ts';
import { type TableName, tableOf } from './tables.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The size of a picture, by its file's name. */
export type SizeOf = (file: string) => Size;

export async function renderGuide(guide: Guide, story: Story, sizeOf: SizeOf): Promise<string> {
  const page = html`<!DOCTYPE html>
<html lang="fr" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${story.title}</title>
<link rel="stylesheet" href="style.css">
</head>
<body${guide.look === undefined ? '' : html` class="${guide.look}"`}>
<header>
<h1>${story.title}</h1>
${contents(guide, story)}
</header>
<main>
${story.chapters.map(chapter => renderChapter(chapter, sizeOf))}</main>
<footer>
<p>Les écrans sont ceux de la démonstration, le 26/12/2022. Les personnes, les numéros et les adresses sont inventés.</p>
</footer>
</body>
</html>
`;
  return String(await page);
}

/** On screen only: on paper the pages are numbered, and the PDF has its own outline. */
function contents({ pdfFile }: Guide, { chapters }: Story): Html {
  return html`<nav aria-label="Sommaire">
<ol>${chapters.map(({ id, heading }) => html`<li><a href="#${id}">${plain(heading)}</a></li>\n`)}</ol>
${pdfFile === undefined ? '' : html`<p><a href="${pdfFile}">Le même pas-à-pas en PDF, à imprimer</a></p>\n`}</nav>`;
}

/** On paper, two screens of one étape share its page. */
function renderChapter({ id, heading, blocks }: Chapter, sizeOf: SizeOf): Html {
  const screens = blocks.filter(block => block.block === 'screen').length;
  return html`<section id="${id}" class="screens-${screens}" aria-labelledby="${id}-titre">
<h2 id="${id}-titre">${words(heading)}</h2>
${blocks.map(block => renderBlock(block, sizeOf))}</section>
`;
}

function renderBlock(block: Block, sizeOf: SizeOf): Html {
  switch (block.block) {
    case 'title':
      return html`<h3>${words(block.says)}</h3>\n`;
    case 'paragraph':
      return html`<p>${words(block.says)}</p>\n`;
    case 'list':
      return html`<ul>${block.items.map(item => html`<li>${words(item)}</li>\n`)}</ul>\n`;
    case 'table':
      return renderTable(block.name);
    case 'note':
      return html`<div class="note">\n${block.blocks.map(inner => renderBlock(inner, sizeOf))}</div>\n`;
    case 'screen':
      return html`<figure class="${shapeOf(sizeOf(wideFile(block.name)))}">
${picture(wideFile(block.name), { alt: block.alt, look: 'wide' }, sizeOf)}
${picture(phoneFile(block.name), { alt: `Sur un téléphone. ${block.alt}`, look: 'phone' }, sizeOf)}
<figcaption><ol>${block.legend.map(line => html`<li>${words(line)}</li>\n`)}</ol></figcaption>
</figure>
`;
    default:
      return block satisfies never;
  }
}

/** Wider than a telephone: it is moved within its frame, by the keyboard too. */
function renderTable(name: TableName): Html {
  const { caption, columns, rows } = tableOf(name);
  return html`<section class="table" tabindex="0" aria-labelledby="${name}"><table>
<caption id="${name}">${caption}</caption>
<thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([heading, ...cells]) =>
    html`<tr><th scope="row">${heading}</th>${cells.map(cell => html`<td>${cell}</td>`)}</tr>\n`,
)}</tbody>
</table></section>
`;
}

function picture(file: string, { alt, look }: { alt: string; look: string }, sizeOf: SizeOf): Html {
  const { width, height } = sizeOf(file);
  return html`<img class="${look}" src="images/${file}" width="${width}" height="${height}" alt="${alt}">`;
}

/** On paper, the legend of a picture that is higher than wide stands beside it. */
const shapeOf = ({ width, height }: Size) => (height > width ? 'high' : 'broad');

/** Strong where there are two stars. */
function words(text: string): Html[] {
  return text
    .split('**')
    .map((part, index) => (index % 2 === 0 ? html`${part}` : html`<strong>${part}</strong>`));
}

const plain = (text: string) => text.replaceAll('**', '');
