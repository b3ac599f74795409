/**
 * The mail of étape 4, in the document's words. Added to them: the hour until which the link works, rounded down,
 * that only the latest mail counts, and « Ce n'était pas moi » (norm C-10). It greets nobody by name and carries nothing of the person (norms ML-7,
 * ML-9); « confirm » stands nowhere in it (ML-4).
 */
import type { Brand } from '../config/brand.ts';
import { minutes, parisHour } from '../rules/paris-time.ts';
import { disavowalLine, type Letter, paragraph } from './mail.ts';

export function renewalMail(
  brand: Brand,
  mail: { linkUrl: string; disavowUrl: string; validUntil: Date; lifeMinutes: number },
): Letter {
  const { aside } = brand.mail;
  const life = minutes(mail.lifeMinutes);
  const hour = parisHour(mail.validUntil);
  return {
    subject: `Votre ${brand.account.name} – renouveler mon mot de passe`,
    title: 'Renouvellement de mot de passe',
    preview: `Lien valable ${life}, jusqu’à ${hour} (heure\u00a0de\u00a0Paris).`,
    blocks: [
      paragraph('Bonjour,'),
      paragraph(
        `Vous avez demandé le renouvellement du mot de passe de votre ${brand.account.name}. Pour le renouveler, veuillez cliquer sur le bouton ci-dessous\u00a0:`,
      ),
      { block: 'button', label: 'Renouveler mon mot de passe', url: mail.linkUrl },
      paragraph(
        'Pour des raisons de sécurité, vous devez réaliser cette opération dans un délai de ',
        { strong: life },
        '. Au-delà de ce délai, vous devrez recommencer votre demande de renouvellement de mot de passe.',
      ),
      paragraph(
        `Ce lien est valable jusqu’à ${hour} (heure\u00a0de\u00a0Paris). Si vous avez fait plusieurs demandes, seul le mail le plus récent est valable.`,
      ),
      {
        block: 'address',
        says: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur\u00a0:',
        url: mail.linkUrl,
      },
      paragraph(
        `Si vous n’êtes pas à l’origine de cette demande, ne cliquez pas sur ce lien et contactez ${brand.office.fullName} qui vous donnera les consignes à suivre. Sachez néanmoins que votre ${brand.account.name} reste sécurisé.`,
      ),
      disavowalLine('Vous pouvez aussi annuler le lien de ce mail\u00a0:', mail.disavowUrl),
      paragraph(
        'Ce message est généré par un automate. Ne pas utiliser la fonctionnalité "répondre\u00a0à".',
      ),
      paragraph('Merci de votre confiance.'),
      paragraph(brand.mail.signature),
      ...(aside === null ? [] : [{ block: 'aside', ...aside } as const]),
    ],
  };
}
