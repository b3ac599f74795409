/**
 * The second mail of étape 6: « un mail pour le notifier que son mot de passe a été modifié (en indiquant la date et
 * l'heure) ». No link that changes anything by itself, no password, no name (norm RST-6): « Ce n'était pas moi » leads to a page.
 */
import type { Brand } from '../config/brand.ts';
import { parisMoment } from '../rules/paris-time.ts';
import { disavowalLine, type Letter, paragraph } from './mail.ts';

export function noticeMail(brand: Brand, mail: { changedAt: Date; disavowUrl: string }): Letter {
  const moment = parisMoment(mail.changedAt).replaceAll(' ', '\u00a0');
  return {
    subject: `Votre ${brand.account.name} – votre mot de passe a été modifié`,
    title: 'Votre mot de passe a été modifié',
    preview: `Modifié le ${moment} (heure\u00a0de\u00a0Paris).`,
    blocks: [
      paragraph('Bonjour,'),
      paragraph(
        `Le mot de passe de votre ${brand.account.name} a été modifié le `,
        { strong: moment },
        ' (heure\u00a0de\u00a0Paris).',
      ),
      paragraph('Si vous êtes à l’origine de ce changement, vous n’avez rien à faire.'),
      paragraph(
        `Si ce n’est pas vous, contactez sans attendre ${brand.office.name} au `,
        { strong: brand.phone.shown },
        '.',
      ),
      disavowalLine(
        `Vous pouvez aussi protéger tout de suite votre ${brand.account.name}\u00a0:`,
        mail.disavowUrl,
      ),
      paragraph(
        'Ce message est généré par un automate. Ne pas utiliser la fonctionnalité "répondre\u00a0à".',
      ),
      paragraph('Merci de votre confiance.'),
      paragraph(brand.mail.signature),
    ],
  };
}
