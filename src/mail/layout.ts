/**
 * The HTML part of every mail: layout tables that say so, inline styles (webmails drop the others), no image, no
 * script, nothing fetched from anywhere, readable in light and in dark (norms TPL-1 to TPL-7). The lines between
 * « [if mso] » are for Outlook on Windows, which draws like Word: it knows neither inline blocks nor largest widths.
 */
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { BRAND } from '../brand.ts';
import type { Letter, MailBlock, Words } from './mail.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const LIGHT = {
  page: '#eef3f8',
  card: '#ffffff',
  ink: '#1d2733',
  blue: '#0b5394',
  onBlue: '#ffffff',
  band: '#0b5394',
  onBand: '#ffffff',
  pink: '#fbe3ec',
  onPink: '#6b1237',
};
const DARK: typeof LIGHT = {
  page: '#10161d',
  card: '#1a222c',
  ink: '#e8eef5',
  blue: '#8fc1f2',
  onBlue: '#0b1620',
  band: '#123a61',
  onBand: '#ffffff',
  pink: '#4a1f33',
  onPink: '#ffe3ee',
};
const DARK_STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background-color:${DARK.page}!important}
.card{background-color:${DARK.card}!important}
.ink{color:${DARK.ink}!important}
.blue{color:${DARK.blue}!important}
.button{background-color:${DARK.blue}!important;border-color:${DARK.blue}!important}
.button a{color:${DARK.onBlue}!important}
.band{background-color:${DARK.band}!important}
.band h1{color:${DARK.onBand}!important}
.pink{background-color:${DARK.pink}!important}
.pink p{color:${DARK.onPink}!important}
}`;

const FONT = 'font-family:Arial,Helvetica,sans-serif';
const TABLE = raw('role="presentation" cellpadding="0" cellspacing="0" border="0"');
const WIDTH_PX = 600;
const ASIDE_PERCENT = 36;
/** The width of the letter under which its two columns stand one below the other. */
const STACKED_BELOW_PX = 480;

/** @param accountUrl where the « MON COMPTE AMELI » button leads */
export async function renderHtml(letter: Letter, accountUrl: string): Promise<string> {
  const page = html`<!DOCTYPE html>
<html lang="fr" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="date=no">
<title>${letter.subject}</title>
<style>${raw(DARK_STYLE)}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:${LIGHT.page}">
<div lang="fr" dir="ltr" role="article" aria-roledescription="mail" aria-label="${letter.subject}" class="page" style="background-color:${LIGHT.page};padding:16px 0;${FONT}">
<div aria-hidden="true" style="display:none;max-height:0;overflow:hidden;mso-hide:all">${letter.preview}</div>
${forWord(`<table ${TABLE} width="${WIDTH_PX}" align="center"><tr><td>`)}
<table ${TABLE} align="center" width="100%" class="card" style="max-width:${WIDTH_PX}px;margin:0 auto;background-color:${LIGHT.card}">
<tr><td style="padding:16px 20px">${header(accountUrl)}</td></tr>
<tr><td class="band" style="background-color:${LIGHT.band};padding:12px 20px"><h1 style="${FONT};font-size:20px;line-height:28px;color:${LIGHT.onBand};margin:0">${letter.title}</h1></td></tr>
<tr><td>${columns(letter.blocks)}</td></tr>
</table>
${forWord('</td></tr></table>')}
</div>
</body>
</html>
`;
  return String(await page);
}

function forWord(markup: string): Html {
  return html`${raw(`<!--[if mso]>${markup}<![endif]-->`)}`;
}

function header(accountUrl: string): Html {
  const label = `MON ${BRAND.accountName.toUpperCase()}`;
  return html`<table ${TABLE} width="100%"><tr>
<td class="blue" style="${FONT};font-size:18px;line-height:24px;font-weight:bold;color:${LIGHT.blue};padding-right:12px">${BRAND.bodyName}</td>
<td align="right">${renderButton({ label, url: accountUrl }, { fontSizePx: 12, padding: '10px 8px' })}</td>
</tr></table>`;
}

/**
 * The whole of it can be pressed; Outlook, which has no padding on links, pads the cell instead, and a border keeps
 * its outline where a person's own high contrast takes backgrounds away (norms TPL-3, TPL-5).
 */
function renderButton(
  button: { label: string; url: string },
  look: { fontSizePx: number; padding: string },
): Html {
  const cell = `background-color:${LIGHT.blue};border:1px solid ${LIGHT.blue};border-radius:6px;mso-padding-alt:${look.padding}`;
  const link = `${FONT};display:block;font-size:${look.fontSizePx}px;line-height:24px;font-weight:bold;color:${LIGHT.onBlue};text-decoration:none;padding:${look.padding}`;
  return html`<table ${TABLE}><tr><td align="center" class="button" style="${cell}"><a href="${button.url}" style="${link}">${button.label}</a></td></tr></table>`;
}

/** The letter and, at its right or on a phone below it, the box. */
function columns(blocks: readonly MailBlock[]): Html {
  const asides = blocks.filter(block => block.block === 'aside');
  const letter = blocks.filter(block => block.block !== 'aside');
  if (asides.length === 0) return column(letter, 100);
  const asideWidth = (WIDTH_PX * ASIDE_PERCENT) / 100;
  return html`${forWord(`<table ${TABLE} width="100%" style="table-layout:fixed"><tr><td width="${WIDTH_PX - asideWidth}" valign="top">`)}${column(letter, 100 - ASIDE_PERCENT)}${forWord(`</td><td width="${asideWidth}" valign="top">`)}${column(asides, ASIDE_PERCENT)}${forWord('</td></tr></table>')}`;
}

/** As wide as the whole on a phone, as said elsewhere, without a media query: some webmails drop them. */
function column(blocks: readonly MailBlock[], percent: number): Html {
  return html`<div style="display:inline-block;vertical-align:top;min-width:${percent}%;max-width:100%;width:calc((${STACKED_BELOW_PX}px - 100%)*1000)"><table ${TABLE} width="100%"><tr><td style="padding:20px">
${blocks.map(renderBlock)}</td></tr></table></div>`;
}

function renderBlock(block: MailBlock): Html {
  switch (block.block) {
    case 'paragraph':
      return html`<p class="ink" style="${FONT};font-size:16px;line-height:24px;color:${LIGHT.ink};margin:0 0 16px">${renderWords(block.words)}</p>\n`;
    case 'button':
      return html`<table ${TABLE}><tr><td style="padding:0 0 24px">${renderButton(block, { fontSizePx: 16, padding: '12px 20px' })}</td></tr></table>\n`;
    case 'address':
      return html`<p class="ink" style="${FONT};font-size:14px;line-height:22px;color:${LIGHT.ink};margin:0 0 16px">${block.says}<br><a href="${block.url}" class="blue" style="color:${LIGHT.blue};word-break:break-all">${block.url}</a></p>\n`;
    case 'aside':
      return html`<table ${TABLE} width="100%"><tr><td class="pink" style="background-color:${LIGHT.pink};padding:16px;border-radius:6px">
<p style="${FONT};font-size:15px;line-height:22px;font-weight:bold;color:${LIGHT.onPink};margin:0 0 8px">${block.title}</p>
<p style="${FONT};font-size:15px;line-height:22px;color:${LIGHT.onPink};margin:0">${block.text}</p>
</td></tr></table>\n`;
    default:
      return block satisfies never;
  }
}

function renderWords(words: Words): Html[] {
  return words.map(word =>
    typeof word === 'string' ? html`${word}` : html`<strong>${word.strong}</strong>`,
  );
}
