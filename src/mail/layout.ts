/**
 * The HTML part of every mail: layout tables that say so, inline styles (webmails drop the others), no image, no
 * script, nothing fetched from anywhere, readable in light and in dark (norms TPL-1 to TPL-7).
 */
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { BRAND } from '../brand.ts';
import type { Letter, MailBlock, Words } from './mail.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const BLUE = '#0b5394';
const INK = '#1d2733';
const FONT = 'font-family:Arial,Helvetica,sans-serif';
const DARK_STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page,.card{background:#12181f!important}
.words,.words a{color:#e8eef5!important}
.aside{background:#4a1f33!important}
.aside p{color:#ffe3ee!important}
}`;

/** @param accountUrl where the « MON COMPTE AMELI » button leads */
export async function renderHtml(letter: Letter, accountUrl: string): Promise<string> {
  const asides = letter.blocks.filter(block => block.block === 'aside');
  const body = letter.blocks.filter(block => block.block !== 'aside');
  const page = html`<!DOCTYPE html>
<html lang="fr" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${letter.subject}</title>
<style>${raw(DARK_STYLE)}</style>
</head>
<body style="margin:0;padding:0">
<div lang="fr" dir="ltr" class="page" style="background:#eef3f8;padding:16px 8px;${FONT}">
<div style="display:none;max-height:0;overflow:hidden">${letter.preview}</div>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" align="center" width="100%" class="card" style="max-width:600px;margin:0 auto;background:#ffffff">
<tr><td style="padding:20px 24px;border-bottom:3px solid ${BLUE}">${header(accountUrl)}</td></tr>
<tr><td style="padding:24px">${body.map(renderBlock)}</td></tr>
${asides.map(block => html`<tr><td style="padding:0 24px 24px">${renderBlock(block)}</td></tr>`)}
</table>
</div>
</body>
</html>`;
  return String(await page);
}

function header(accountUrl: string): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"><tr>
<td class="words" style="${FONT};font-size:18px;font-weight:bold;color:${BLUE}">${BRAND.bodyName}</td>
<td align="right"><a href="${accountUrl}" style="${buttonStyle(14, '10px 14px')}">MON ${BRAND.accountName.toUpperCase()}</a></td>
</tr></table>`;
}

function buttonStyle(fontSizePx: number, padding: string): string {
  return `${FONT};display:inline-block;text-align:center;background:${BLUE};color:#ffffff;text-decoration:none;font-size:${fontSizePx}px;font-weight:bold;line-height:24px;padding:${padding};border-radius:6px`;
}

function renderBlock(block: MailBlock): Html {
  switch (block.block) {
    case 'paragraph':
      return html`<p class="words" style="${FONT};font-size:16px;line-height:24px;color:${INK};margin:0 0 16px">${renderWords(block.words)}</p>\n`;
    case 'button':
      return html`<p style="margin:8px 0 24px"><a href="${block.url}" style="${buttonStyle(16, '12px 24px')}">${block.label}</a></p>\n`;
    case 'address':
      return html`<p class="words" style="${FONT};font-size:14px;line-height:22px;color:${INK};margin:0 0 16px;word-break:break-all">${block.says}<br><a href="${block.url}" style="color:${BLUE}">${block.url}</a></p>\n`;
    case 'aside':
      return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"><tr><td class="aside" style="background:#fbe3ec;padding:16px;border-radius:6px">
<p style="${FONT};font-size:15px;font-weight:bold;color:#6b1237;margin:0 0 8px">${block.title}</p>
<p style="${FONT};font-size:15px;line-height:22px;color:#6b1237;margin:0">${block.text}</p>
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
