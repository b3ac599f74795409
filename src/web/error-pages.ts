/** What goes wrong, said in a sentence: unknown page, refused post, our own fault. No detail, no stack (norm ERR-1). */
import { html } from 'hono/html';
import { type Html, renderPage } from './page.ts';
import type { Site } from './site.ts';

function errorPage(site: Site, error: { title: string; sentences: readonly string[] }): Html {
  return renderPage(site, {
    title: error.title,
    main: html`<div class="card">
<h1>${error.title}</h1>
${error.sentences.map(sentence => html`<p>${sentence}</p>\n`)}
<p class="actions"><a class="button button-secondary" href="/connexion">Retourner à la page de connexion</a></p>
</div>`,
  });
}

export function notFoundPage(site: Site): Html {
  return errorPage(site, {
    title: 'Page introuvable',
    sentences: [
      'Cette page n’existe pas, ou n’existe plus.',
      'Si vous avez copié une adresse reçue par mail, vérifiez qu’elle est complète, ou cliquez sur le bouton du mail.',
    ],
  });
}

/** @param reference what the person can read out to an agent, and what stands in the log */
export function ownFaultPage(site: Site, reference: string): Html {
  return errorPage(site, {
    title: 'Un problème est survenu de notre côté',
    sentences: [
      'Votre demande n’a pas pu aboutir. Ce n’est pas votre faute, et rien n’est perdu\u00a0: réessayez dans quelques minutes.',
      `Si cela continue, appelez ${site.brand.office.name} au ${site.brand.phone.shown} et donnez cette référence\u00a0: ${reference}.`,
    ],
  });
}

export function refusedPage(site: Site): Html {
  return errorPage(site, {
    title: 'Demande refusée',
    sentences: ['Cette demande n’a pas pu être lue. Revenez à la page de connexion et recommencez.'],
  });
}

export function cookiesRefusedPage(site: Site): Html {
  return errorPage(site, {
    title: 'Votre navigateur refuse les cookies',
    sentences: [
      'Ce service a besoin d’un cookie, une petite note que votre navigateur garde le temps de votre demande. Il ne sert à rien d’autre.',
      'Acceptez les cookies de ce site dans les réglages de votre navigateur, puis recommencez.',
    ],
  });
}

export function busyPage(site: Site): Html {
  return errorPage(site, {
    title: 'Le service est très demandé',
    sentences: [
      'Beaucoup de personnes l’utilisent en ce moment. Attendez une minute, puis recommencez\u00a0: rien n’est perdu.',
    ],
  });
}
