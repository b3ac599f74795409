/**
 * The letter that brings a provisional code by post: one A4 page on its own, to be printed or made a PDF by any browser. The
 * place of the address is left blank, as the window of an envelope shows it. Nothing in it says whose it is but the envelope: no
 * name, no number.
 */
import { html, raw } from 'hono/html';
import { parisHour, parisLongDate } from '../../rules/paris-time.ts';
import { codeGroups, type ProvisionalCode, spellOut } from '../../rules/provisional-code.ts';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';

export type CodeLetter = { code: ProvisionalCode; writtenAt: Date; expiresAt: Date; signInUrl: string };

export async function codeLetter(brand: Site['brand'], letter: CodeLetter): Promise<string> {
  return String(await page(brand, letter));
}

function page(brand: Site['brand'], letter: CodeLetter): Html {
  return html`<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lettre\u00a0: code provisoire – ${brand.account.name}</title>
<style>
:root { --accent: ${brand.colours.accentStrong.light}; }
${raw(STYLE)}
</style>
</head>
<body>
<header><strong>${brand.bodyName}</strong><span>${brand.account.name}</span></header>
<main>
<div class="window"><span>Adresse du destinataire</span></div>
<p class="date">Le ${parisLongDate(letter.writtenAt)}</p>
<h1>Votre code provisoire</h1>
<p>Bonjour,</p>
<p>Vous avez demandé un code provisoire pour votre ${brand.account.name}. Il permet de choisir un nouveau mot de passe. Le voici\u00a0:</p>
${codeBox(letter.code)}
<p><strong>Valable jusqu’au ${parisLongDate(letter.expiresAt)} à ${parisHour(letter.expiresAt)} (heure de Paris).</strong> Il ne sert qu’une fois.</p>
${steps(letter.signInUrl)}
<p>Ce code est pour vous seul\u00a0: ne le donnez à personne. Aucun conseiller ne vous le demandera.</p>
<p class="warning"><strong>Vous n’avez pas demandé ce code\u00a0?</strong> Ne l’utilisez pas, et appelez ${brand.office.name} au <strong>${brand.phone.shown}</strong>.</p>
<p>Besoin d’aide\u00a0? Appelez ${brand.office.name} au <strong>${brand.phone.shown}</strong>. Si vous êtes sourd ou malentendant, appelez par le ${brand.relay.name}.</p>
<p class="signature">${brand.mail.signature}</p>
</main>
</body>
</html>
`;
}

function codeBox(code: ProvisionalCode): Html {
  const spelled = spellOut(code).map(group => group.replaceAll(' comme ', '\u00a0comme\u00a0'));
  return html`<table>
<caption>Votre code provisoire, et comment le lire</caption>
<tbody>
${codeGroups(code).map(
  (group, rank) => html`<tr><th scope="row">${group}</th><td>${spelled[rank]}</td></tr>\n`,
)}</tbody>
</table>`;
}

function steps(signInUrl: string): Html {
  return html`<h2>Comment vous en servir</h2>
<ol>
<li>Ouvrez cette adresse dans un navigateur\u00a0: <strong class="address">${signInUrl}</strong></li>
<li>Saisissez votre numéro de sécurité sociale.</li>
<li>Sous «\u00a0Mon mot de passe (ou code provisoire)\u00a0», saisissez les 16 caractères du code. Majuscules et minuscules se valent, et les espaces ne comptent pas.</li>
<li>Choisissez un nouveau mot de passe, puis connectez-vous avec.</li>
<li>Dans «\u00a0Mon compte\u00a0», validez votre adresse mail. La prochaine fois, un mail suffira.</li>
</ol>`;
}

/** Millimetres, as the printer and the envelope count; the window is that of a French DL envelope. */
const STYLE = `@page { size: A4; margin: 0; }
* { box-sizing: border-box; }
html { font: 10.5pt/1.4 Arial, 'Liberation Sans', 'Open Sans', sans-serif; color: #000; background: #fff; }
body { position: relative; width: 210mm; min-height: 296mm; margin: 0 auto; padding: 15mm 20mm 12mm; }
header { display: flex; justify-content: space-between; height: 20mm; padding-bottom: 3mm; color: var(--accent); font-size: 15pt; border-bottom: 1mm solid var(--accent); align-items: end; }
header span { font-size: 11pt; }
.window { position: absolute; top: 45mm; left: 100mm; width: 90mm; height: 35mm; }
.window span { display: none; }
main { padding-top: 55mm; }
p { margin: 0 0 2.5mm; }
.date { text-align: right; }
h1 { font-size: 15pt; margin: 0 0 3mm; color: var(--accent); }
h2 { font-size: 11.5pt; margin: 4mm 0 1.5mm; color: var(--accent); }
table { width: 100%; margin: 0 0 3mm; border: .6mm solid var(--accent); border-collapse: collapse; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: 1mm 5mm; text-align: left; vertical-align: middle; }
th { width: 45mm; font: bold 22pt/1.2 'Courier New', 'Liberation Mono', 'DejaVu Sans Mono', monospace; letter-spacing: .15em; }
ol { margin: 0 0 3mm; padding-left: 7mm; }
li { margin-bottom: 1mm; }
.address { overflow-wrap: anywhere; }
.warning { padding: 2mm 4mm; border: .4mm solid #000; }
.signature { margin: 4mm 0 0; text-align: right; }
@media screen {
  body { margin: 8mm auto; box-shadow: 0 0 4mm #999; }
  .window { border: 1px dashed #767676; }
  .window span { display: block; padding: 2mm; color: #595959; font-size: 9pt; }
  @media (max-width: 210mm) {
    body { width: auto; min-height: 0; margin: 0; padding: 5mm; box-shadow: none; }
    .window { position: static; width: auto; }
    main { padding-top: 5mm; }
    th, td { display: block; width: auto; }
  }
}`;
