/**
 * Étape 3, while the mail is on its way: when it was asked for and when another can be, in hours of Paris. Under
 * `neutral` no sentence takes for granted that there is a mail.
 */
import { minutes, parisHour, parisHourFrom } from '../../rules/paris-time.ts';
import type { AnswerPolicy } from '../../rules/renewal-answer.ts';
import type { Site } from '../../web/site.ts';

export type MailSentView = {
  /** Made from what was typed, never from what is stored (norm ENU-4). */
  masked: string;
  policy: AnswerPolicy;
  askedAt: Date;
  /** From when another mail can be asked for; undefined when it can be now. */
  nextAt: Date | undefined;
  /** Until then; 0 when it can be now. */
  secondsLeft: number;
  /** The mail was asked for with « Recevoir un nouveau mail ». */
  again: boolean;
  /** The button was pressed before `nextAt`. */
  early: boolean;
  /** Undefined when étape 2 has to be gone through again. */
  formToken: string | undefined;
};

export function waitSentence({ askedAt, policy }: MailSentView): string {
  const hour = parisHour(askedAt);
  return policy === 'neutral'
    ? `Demande faite à ${hour} (heure de Paris). S’il y a un mail, il arrive en général en quelques minutes.`
    : `Mail demandé à ${hour} (heure de Paris). Il arrive en général en quelques minutes.`;
}

export function newMailSentence({ askedAt, policy }: MailSentView): string {
  const hour = parisHour(askedAt);
  return policy === 'neutral'
    ? `Une nouvelle demande a été faite à ${hour}. Si un nouveau mail vous arrive, seul le plus récent est valable.`
    : `Un nouveau mail a été demandé à ${hour}\u00a0: seul le plus récent est valable.`;
}

export function earlySentence(askedAt: Date, nextAt: Date): string {
  return `Votre demande de ${parisHour(askedAt)} est bien enregistrée. Attendez jusqu’à ${parisHourFrom(nextAt)} avant de demander un autre mail. Regardez aussi dans les courriels indésirables (spams).`;
}

export function nextSentence(nextAt: Date | undefined): string {
  return nextAt === undefined
    ? 'Si le mail n’arrive pas, vous pouvez en demander un autre. Vous n’avez rien à saisir de nouveau.'
    : `Si le mail n’arrive pas, vous pourrez en demander un autre à partir de ${parisHourFrom(nextAt)}. Vous n’aurez rien à saisir de nouveau.`;
}

/** Said before it happens: the block of étape 3bis. */
export function limitSentence({
  requestsMax,
  blockMinutes,
}: Pick<Site, 'requestsMax' | 'blockMinutes'>): string {
  return `Après ${requestsMax} demandes, le service est bloqué pendant ${minutes(blockMinutes)}.`;
}
