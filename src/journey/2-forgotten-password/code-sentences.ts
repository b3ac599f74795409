/** What is said when the code to copy is not right, or a limit is reached: nothing that was typed is lost. */
import type { CodeFault } from '../../actions/judge-code.ts';
import { parisHourFrom } from '../../rules/paris-time.ts';
import { untilWhen } from '../../rules/until-when.ts';

export const CODE_SENTENCES: Record<CodeFault, string> = {
  codeMissing: 'Recopiez les 6 caractères de l’image ou de l’extrait sonore.',
  codeWrong: 'Les caractères saisis ne sont pas les bons. Recopiez le nouveau code.',
  codeExpired: 'Le code n’est plus valable, il a été affiché trop longtemps. Recopiez le nouveau code.',
  codeUsed: 'Ce code a déjà servi. Recopiez le nouveau code.',
};

export function tooManyCodes(until: Date): string {
  return `Trop de codes ont été demandés ou saisis. Réessayez à partir de ${parisHourFrom(until)} (heure de Paris)\u00a0: rien n’est perdu.`;
}

/** Which of the limits it was is not said: it would tell what others did. */
export function tooManyRequests(now: Date, until: Date): string {
  return `Trop de demandes ont été faites. Réessayez à partir de ${untilWhen(now, until)}\u00a0: ce que vous avez saisi est conservé.`;
}

/** The next answer may still say it: a cookie that is accepted now is sent with the press after that. */
export const COOKIES_REFUSED =
  'Votre navigateur refuse les cookies, et ce service en a besoin le temps de votre demande. Acceptez les cookies de ce site dans les réglages de votre navigateur. Demandez ensuite un nouveau code et recopiez-le, même si ce message est encore là. Ce que vous avez saisi est conservé.';
