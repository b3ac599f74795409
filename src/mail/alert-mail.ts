/**
 * The mail that tells the owner of what happened on the account (norm RST-7): the words of `rules/alerts.ts`, with the date and
 * hour of what happened, and the phone. As the notice of étape 6: no link, no name, nothing that was typed.
 */
import type { Brand } from '../config/brand.ts';
import { type AlertKind, alertWords } from '../rules/alerts.ts';
import { parisMoment } from '../rules/paris-time.ts';
import { type Letter, paragraph } from './mail.ts';

export function alertMail(brand: Brand, alert: { kind: AlertKind; at: Date }): Letter {
  const words = alertWords(alert.kind);
  const moment = parisMoment(alert.at).replaceAll(' ', '\u00a0');
  return {
    subject: `Votre ${brand.account.name} – ${words.subject}`,
    title: words.title,
    preview: `Le ${moment} (heure\u00a0de\u00a0Paris).`,
    blocks: [
      paragraph('Bonjour,'),
      paragraph('Le ', { strong: moment }, ` (heure\u00a0de\u00a0Paris), ${words.happened}`),
      paragraph(words.follows),
      paragraph('Si c’est vous, vous n’avez rien à faire.'),
      ...(words.otherwise === undefined ? [] : [paragraph(`Si ce n’est pas vous, ${words.otherwise}`)]),
      paragraph(
        words.otherwise === undefined ? 'Si ce n’est pas vous, contactez' : 'Contactez aussi',
        ` sans attendre ${brand.office.name} au `,
        { strong: brand.phone.shown },
        '.',
      ),
      paragraph(
        'Ce message est généré par un automate. Ne pas utiliser la fonctionnalité "répondre\u00a0à".',
      ),
      paragraph('Merci de votre confiance.'),
      paragraph(brand.mail.signature),
    ],
  };
}
