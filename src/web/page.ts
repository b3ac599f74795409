/**
 * The frame of every page: language, title, skip link, header, main, help always at the same place (norms A11Y-14,
 * A11Y-16, A11Y-18, A11Y-20). A page is a function of data that returns `html`; it knows neither a request nor a database.
 */
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Site } from './site.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export type Page = {
  title: string;
  main: Html;
  /** The form came back: the title says so first. */
  faulty?: boolean;
  /** Enhancements, by their name in `public/`. The page works without them. */
  scripts?: readonly string[];
};

export function renderPage(site: Site, page: Page): Html {
  const title = `${page.faulty ? 'Erreur – ' : ''}${page.title} – ${site.brand.account.name}`;
  return html`<!DOCTYPE html>
<html lang="fr" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${site.asset('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${site.asset('style.css')}">
${page.scripts?.map(name => html`<script type="module" fetchpriority="low" src="${site.asset(name)}"></script>\n`)}</head>
<body>
<a class="skip-link" href="#contenu">Aller au contenu</a>
${site.demonstration ? demonstrationBanner() : ''}
${header(site)}
<main id="contenu" tabindex="-1">
${page.main}
</main>
${footer(site)}
</body>
</html>`;
}

function demonstrationBanner(): Html {
  return html`<nav class="demonstration" aria-label="Démonstration"><p><strong>Démonstration</strong>
<a href="/demonstration">Les personnes</a>
<a href="/demonstration/boite-aux-lettres">La boîte aux lettres</a>
<a href="/demonstration/etats">Tous les écrans</a></p></nav>`;
}

function header(site: Site): Html {
  return html`<header class="site-header"><div class="site-header-inner">
<a class="logo" href="/"><span class="logo-mark" aria-hidden="true"></span><span>${site.brand.bodyName}<span class="visually-hidden"> – accueil</span></span></a>
<p class="service-name">${site.brand.account.name}</p>
</div></header>`;
}

function footer(site: Site): Html {
  return html`<footer class="site-footer"><div class="site-footer-inner">
<p><strong>Besoin d’aide\u00a0?</strong> Appelez ${site.brand.office.name} au <a href="${site.brand.phone.link}">${site.brand.phone.shown}</a>.</p>
<p>Sourd ou malentendant\u00a0? Appelez par le <a href="${site.brand.relay.url}">${site.brand.relay.name}</a>.</p>
<ul>
<li><a href="/aide/mail-non-recu">Je n’ai pas reçu le mail</a></li>
<li><a href="/aide/numero-de-securite-sociale">Où trouver mon numéro de sécurité sociale\u00a0?</a></li>
<li><a href="/accessibilite">Accessibilité\u00a0: ${site.brand.accessibilityState}</a></li>
<li><a href="/donnees-personnelles">Données personnelles</a></li>
<li><a href="/mentions-legales">Mentions légales</a></li>
</ul>
</div></footer>`;
}
