/**
 * The mail whose link proves that an address is its owner's. As the mail of étape 4, it greets nobody by name and carries nothing of
 * the person (norms ML-7, ML-9); the forbidden letters of ML-4 stand nowhere in it.
 */
import type { Brand } from '../config/brand.ts';
import { ADDRESS_LINK_LIFE_HOURS } from '../rules/address-link-life.ts';
import { parisMoment } from '../rules/paris-time.ts';
import { type Letter, paragraph } from './mail.ts';

export function addressMail(brand: Brand, mail: { linkUrl: string; validUntil: Date }): Letter {
  const until = parisMoment(mail.validUntil).replaceAll(' ', '\u00a0');
  return {
    subject: `Votre ${brand.account.name} – valider mon adresse mail`,
    title: 'Validation de votre adresse mail',
    preview: `Lien valable jusqu’au ${until} (heure\u00a0de\u00a0Paris).`,
    blocks: [
      paragraph('Bonjour,'),
      paragraph(
        `Cette adresse mail a été indiquée pour ${brand.account.un}. Pour la valider, veuillez cliquer sur le bouton ci-dessous\u00a0:`,
      ),
      { block: 'button', label: 'Valider mon adresse mail', url: mail.linkUrl },
      paragraph(
        'Votre date de naissance vous sera demandée, pour que personne d’autre ne puisse valider cette adresse.',
      ),
      paragraph(
        'Ce lien est valable ',
        { strong: `${ADDRESS_LINK_LIFE_HOURS}\u00a0heures` },
        `, jusqu’au ${until} (heure\u00a0de\u00a0Paris). Si vous avez reçu plusieurs mails, seul le plus récent est valable.`,
      ),
      {
        block: 'address',
        says: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur\u00a0:',
        url: mail.linkUrl,
      },
      paragraph(
        `Tant que l’adresse n’est pas validée, elle ne permet pas de renouveler un mot de passe oublié.`,
      ),
      paragraph(
        `Si vous n’avez pas indiqué cette adresse, ne cliquez pas sur ce lien\u00a0: elle ne sera pas utilisée. Vous pouvez aussi prévenir ${brand.office.name} au `,
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
