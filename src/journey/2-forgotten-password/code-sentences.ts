/** What is said when the code to copy is not right: another one is shown, and nothing else is lost. */
import type { CodeFault } from '../../actions/judge-code.ts';
import { parisHourFrom } from '../../rules/paris-time.ts';

export const CODE_SENTENCES: Record<CodeFault, string> = {
  codeMissing: 'Recopiez les 6 caractères de l’image ou de l’extrait sonore.',
  codeWrong: 'Les caractères saisis ne sont pas les bons. Recopiez le nouveau code.',
  codeExpired: 'Le code n’est plus valable, il a été affiché trop longtemps. Recopiez le nouveau code.',
  codeUsed: 'Ce code a déjà servi. Recopiez le nouveau code.',
};

const SECOND_MS = 1000;

export function tooManyCodes(until: Date): string {
  return `Trop de codes ont été demandés ou saisis. Réessayez à partir de ${parisHourFrom(until)} (heure de Paris)\u00a0: rien n’est perdu.`;
}

/** For the `Retry-After` header: seconds, at least one. */
export function retryAfter(now: Date, until: Date): string {
  return String(Math.max(1, Math.ceil((until.getTime() - now.getTime()) / SECOND_MS)));
}
