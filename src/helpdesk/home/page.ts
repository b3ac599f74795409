/** « Trouver un assuré ». */
import { html } from 'hono/html';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';
import { type AtWork, renderHelpdeskPage } from '../page.ts';

export function homePage(site: Site, atWork: AtWork): Html {
  return renderHelpdeskPage(site, {
    title: 'Trouver un assuré',
    atWork,
    main: html`<div class="card"><h1>Trouver un assuré</h1></div>`,
  });
}
