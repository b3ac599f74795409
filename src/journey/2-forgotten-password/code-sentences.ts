/** What is said when the code to copy is not right: another one is shown, and nothing else is lost. */
import type { CodeFault } from '../../actions/judge-code.ts';

export const CODE_SENTENCES: Record<CodeFault, string> = {
  codeMissing: 'Recopiez les 6 caractères de l’image.',
  codeWrong: 'Les caractères saisis ne sont pas ceux de l’image. Recopiez le nouveau code.',
  codeExpired: 'Le code n’est plus valable\u00a0: il ne l’est que 5 minutes. Recopiez le nouveau code.',
  codeUsed: 'Ce code a déjà servi. Recopiez le nouveau code.',
};
