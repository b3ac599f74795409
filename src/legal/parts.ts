/** What the legal pages have in common: a postal address, a mail address, and the word that the body is an invented one. */
import { html } from 'hono/html';
import { notice } from '../web/fields.ts';
import type { Html } from '../web/page.ts';
import type { Site } from '../web/site.ts';

export function exampleNotice(site: Site): Html {
  return site.brand.isExample
    ? notice(
        'L’organisme, les adresses et les numéros de cette page sont des exemples. L’exploitant du service doit les remplacer par les siens.',
      )
    : html``;
}

export function postalAddress(name: string, lines: readonly string[]): Html {
  return html`<p>${name}${lines.map(line => html`<br>${line}`)}</p>`;
}

export function mailLink(address: string): Html {
  return html`<a class="address" href="mailto:${address}">${address}</a>`;
}
