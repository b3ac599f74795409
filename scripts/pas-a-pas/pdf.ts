/**
 * Prints the page as a PDF, tagged for screen readers and with its outline, by the browser that took the pictures. The
 * moment of the printing is overwritten by the pictures' own, in as many bytes, so that the same page gives the same file.
 */
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';

const MOMENT = "20221226123300+00'00'";

export async function printPdf(browser: Browser, pageFile: string): Promise<Buffer> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(pageFile).href);
  await page.evaluate('document.fonts.ready');
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  await page.close();
  return Buffer.from(withFixedMoment(pdf.toString('latin1')), 'latin1');
}

function withFixedMoment(pdf: string): string {
  return pdf.replace(/(\/(?:CreationDate|ModDate) \(D:)\d{14}[+-]\d\d'\d\d'/g, `$1${MOMENT}`);
}
