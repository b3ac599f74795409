/**
 * The HTML part of every mail: layout tables that say so, inline styles (webmails drop the others), no image, no
 * script, nothing fetched from anywhere, readable in light and in dark (norms TPL-1 to TPL-7). The lines between
 * « [if mso] » are for Outlook on Windows, which draws like Word: it knows neither inline blocks nor largest widths.
 */
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Brand } from '../config/brand.ts';
import { type BrandColours, NEUTRAL_COLOURS, type Scheme } from '../rules/palette.ts';
import type { Letter, MailBlock, Words } from './mail.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The webmails that know no dark mode show the light colours: those stand in the elements, the dark ones in the sheet. */
type Colours = Readonly<Record<keyof BrandColours | keyof typeof NEUTRAL_COLOURS, string>>;

/** Whose mail it is, and where the button with the account's name leads. */
export type Look = { brand: Brand; accountUrl: string };

const darkStyle = (dark: Colours) => `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background-color:${dark.page}!important}
.card{background-color:${dark.card}!important}
.ink{color:${dark.ink}!important}
.blue{color:${dark.accent}!important}
.button{background-color:${dark.accent}!important;border-color:${dark.accent}!important}
.button a{color:${dark.onAccent}!important}
.band{background-color:${dark.band}!important}
.band h1{color:${dark.onBand}!important}
.pink{background-color:${dark.aside}!important}
.pink p{color:${dark.onAside}!important}
}`;

const FONT = 'font-family:Arial,Helvetica,sans-serif';
const TABLE = raw('role="presentation" cellpadding="0" cellspacing="0" border="0"');
const WIDTH_PX = 600;
const ASIDE_PERCENT = 36;
/** The width of the letter under which its two columns stand one below the other. */
const STACKED_BELOW_PX = 480;

export async function renderHtml(letter: Letter, look: Look): Promise<string> {
  const light = coloursOf(look.brand, 'light');
  const page = html`<!DOCTYPE html>
<html lang="fr" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="date=no">
<title>${letter.subject}</title>
<style>${raw(darkStyle(coloursOf(look.brand, 'dark')))}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:${light.page}">
<div lang="fr" dir="ltr" role="article" aria-roledescription="mail" aria-label="${letter.subject}" class="page" style="background-color:${light.page};padding:16px 0;${FONT}">
<div aria-hidden="true" style="display:none;max-height:0;overflow:hidden;mso-hide:all">${letter.preview}</div>
${forWord(`<table ${TABLE} width="${WIDTH_PX}" align="center"><tr><td>`)}
<table ${TABLE} align="center" width="100%" class="card" style="max-width:${WIDTH_PX}px;margin:0 auto;background-color:${light.card}">
<tr><td style="padding:16px 20px">${header(look, light)}</td></tr>
<tr><td class="band" style="background-color:${light.band};padding:12px 20px"><h1 style="${FONT};font-size:20px;line-height:28px;color:${light.onBand};margin:0">${letter.title}</h1></td></tr>
<tr><td>${columns(letter.blocks, light)}</td></tr>
</table>
${forWord('</td></tr></table>')}
</div>
</body>
</html>
`;
  return String(await page);
}

function coloursOf(brand: Brand, scheme: Scheme): Colours {
  const shades = Object.entries({ ...NEUTRAL_COLOURS, ...brand.colours });
  return Object.fromEntries(shades.map(([name, shade]) => [name, shade[scheme]])) as Colours;
}

function forWord(markup: string): Html {
  return html`${raw(`<!--[if mso]>${markup}<![endif]-->`)}`;
}

function header({ brand, accountUrl }: Look, light: Colours): Html {
  const label = brand.account.mon.toLocaleUpperCase('fr');
  return html`<table ${TABLE} width="100%"><tr>
<td class="blue" style="${FONT};font-size:18px;line-height:24px;font-weight:bold;color:${light.accent};padding-right:12px">${brand.bodyName}</td>
<td align="right">${renderButton({ label, url: accountUrl }, { fontSizePx: 12, padding: '10px 8px' }, light)}</td>
</tr></table>`;
}

/**
 * The whole of it can be pressed; Outlook, which has no padding on links, pads the cell instead, and a border keeps
 * its outline where a person's own high contrast takes backgrounds away (norms TPL-3, TPL-5).
 */
function renderButton(
  button: { label: string; url: string },
  size: { fontSizePx: number; padding: string },
  light: Colours,
): Html {
  const cell = `background-color:${light.accent};border:1px solid ${light.accent};border-radius:6px;mso-padding-alt:${size.padding}`;
  const link = `${FONT};display:block;font-size:${size.fontSizePx}px;line-height:24px;font-weight:bold;color:${light.onAccent};text-decoration:none;padding:${size.padding}`;
  return html`<table ${TABLE}><tr><td align="center" class="button" style="${cell}"><a href="${button.url}" style="${link}">${button.label}</a></td></tr></table>`;
}

/** The letter and, at its right or on a phone below it, the box. */
function columns(blocks: readonly MailBlock[], light: Colours): Html {
  const asides = blocks.filter(block => block.block === 'aside');
  const letter = blocks.filter(block => block.block !== 'aside');
  if (asides.length === 0) return column(letter, 100, light);
  const asideWidth = (WIDTH_PX * ASIDE_PERCENT) / 100;
  return html`${forWord(`<table ${TABLE} width="100%" style="table-layout:fixed"><tr><td width="${WIDTH_PX - asideWidth}" valign="top">`)}${column(letter, 100 - ASIDE_PERCENT, light)}${forWord(`</td><td width="${asideWidth}" valign="top">`)}${column(asides, ASIDE_PERCENT, light)}${forWord('</td></tr></table>')}`;
}

/** As wide as the whole on a phone, as said elsewhere, without a media query: some webmails drop them. */
function column(blocks: readonly MailBlock[], percent: number, light: Colours): Html {
  return html`<div style="display:inline-block;vertical-align:top;min-width:${percent}%;max-width:100%;width:calc((${STACKED_BELOW_PX}px - 100%)*1000)"><table ${TABLE} width="100%"><tr><td style="padding:20px">
${blocks.map(block => renderBlock(block, light))}</td></tr></table></div>`;
}

function renderBlock(block: MailBlock, light: Colours): Html {
  switch (block.block) {
    case 'paragraph':
      return html`<p class="ink" style="${FONT};font-size:16px;line-height:24px;color:${light.ink};margin:0 0 16px">${renderWords(block.words)}</p>\n`;
    case 'button':
      return html`<table ${TABLE}><tr><td style="padding:0 0 24px">${renderButton(block, { fontSizePx: 16, padding: '12px 20px' }, light)}</td></tr></table>\n`;
    case 'address':
      return html`<p class="ink" style="${FONT};font-size:14px;line-height:22px;color:${light.ink};margin:0 0 16px">${block.says}<br><a href="${block.url}" class="blue" style="color:${light.accent};word-break:break-all">${block.url}</a></p>\n`;
    case 'way':
      return html`<p class="ink" style="${FONT};font-size:14px;line-height:22px;color:${light.ink};margin:0 0 16px">${block.says} <a href="${block.url}" class="blue" style="color:${light.accent}">${block.label}</a></p>\n`;
    case 'aside':
      return html`<table ${TABLE} width="100%"><tr><td class="pink" style="background-color:${light.aside};padding:16px;border-radius:6px">
<p style="${FONT};font-size:15px;line-height:22px;font-weight:bold;color:${light.onAside};margin:0 0 8px">${block.title}</p>
<p style="${FONT};font-size:15px;line-height:22px;color:${light.onAside};margin:0">${block.text}</p>
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
