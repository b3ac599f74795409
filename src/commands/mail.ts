/**
 * `renouveau mail preview`: both mails (étapes 4 and 6) as they would leave with these settings, to look at before anybody gets
 * one. No database, nothing sent: the person is invented, and the link was never kept, so that it opens the page of a link
 * that is not known.
 */
import type { Config } from '../config.ts';
import { renderHtml } from '../mail/layout.ts';
import { type Letter, renderText } from '../mail/mail.ts';
import { writeMessage } from '../mail/mailer.ts';
import { noticeMail } from '../mail/notice-mail.ts';
import { renewalMail } from '../mail/renewal-mail.ts';
import { linkExpiry } from '../rules/link-life.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { makeDisavowalSecret } from '../secrets/disavowal-secret.ts';
import { makeLinkSecret } from '../secrets/link-secret.ts';
import { realWorld } from '../world.ts';
import { command, JSON_OPTION } from './command.ts';
import { writeNewFile } from './new-file.ts';
import { say } from './output.ts';
import { readSettings } from './settings.ts';

const INVENTED = 'camille@exemple.fr' as MailAddress;
const KINDS = ['renewal', 'notice'] as const;
const FORMATS = ['text', 'html', 'eml'] as const;
type Format = (typeof FORMATS)[number];

const preview = command({
  says: 'montre un mail tel qu’il partirait avec ces réglages, à une personne inventée',
  options: {
    which: {
      takes: KINDS.join('|'),
      oneOf: KINDS,
      says: 'le mail du lien (renewal, d’office) ou l’avis de changement (notice)',
    },
    format: {
      takes: FORMATS.join('|'),
      oneOf: FORMATS,
      says: 'le texte (d’office), la page, ou le message entier, signé si DKIM_KEYS a des clés',
    },
    output: { takes: 'fichier', says: 'l’écrit dans un fichier nouveau' },
    ...JSON_OPTION,
  },
  more: [
    'Rien n’est envoyé, la base n’est pas ouverte. Le lien est un exemple\u00a0: il mène à la page du lien inconnu.',
  ],
  examples: [
    'renouveau mail preview',
    'renouveau mail preview --format html --output mail.html',
    'renouveau mail preview --which notice --format eml --output avis.eml',
  ],
  statuses: { 0: 'montré, ou écrit', 1: 'le fichier existe déjà, ou ne s’écrit pas' },
  async run({ which = 'renewal', format = 'text', output, json }) {
    const config = readSettings('production');
    if (config === undefined) return;
    const letter =
      which === 'renewal'
        ? exampleOfRenewal(config)
        : noticeMail(config.brand, { changedAt: realWorld.now(), disavowUrl: exampleOfDisavowal(config) });
    const written = await writtenAs(format, letter, config);
    if (output !== undefined) return writeNewFile(output, written, json);
    if (json) return say(JSON.stringify({ objet: letter.subject, format, contenu: written }));
    process.stdout.write(written);
  },
});

export const mail = { says: 'les mails que le service envoie', verbs: { preview } };

function exampleOfRenewal({ brand, publicBaseUrl, linkLifeMinutes }: Config): Letter {
  return renewalMail(brand, {
    linkUrl: `${publicBaseUrl}/renouveler/${makeLinkSecret(realWorld)}`,
    disavowUrl: exampleOfDisavowal({ publicBaseUrl }),
    validUntil: linkExpiry(realWorld.now(), linkLifeMinutes),
    lifeMinutes: linkLifeMinutes,
  });
}

function exampleOfDisavowal({ publicBaseUrl }: Pick<Config, 'publicBaseUrl'>): string {
  return `${publicBaseUrl}/ce-n-etait-pas-moi/${makeDisavowalSecret(realWorld)}`;
}

async function writtenAs(format: Format, letter: Letter, config: Config): Promise<string> {
  switch (format) {
    case 'text':
      return renderText(letter);
    case 'html':
      return renderHtml(letter, { brand: config.brand, accountUrl: config.publicBaseUrl });
    case 'eml':
      // Quoted-printable: all of it is ASCII.
      return (await writeMessage(letter, INVENTED, { config, world: realWorld })).toString('latin1');
    default:
      return format satisfies never;
  }
}
