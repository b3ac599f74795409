/** What html-validate finds on a whole page, as sentences: none is wanted. */
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    'input-missing-label': 'error',
    'no-missing-references': 'error',
    'require-sri': 'off',
    'no-trailing-whitespace': 'off',
    // Attribute order, void style and long titles are taste, not validity.
    'void-style': 'off',
    'long-title': 'off',
    // The list of faults takes the focus when the page opens: that is its purpose (norm A11Y-7).
    'no-autofocus': 'off',
  },
});

export async function htmlFaults(page: string): Promise<string[]> {
  const report = await validator.validateString(page);
  const messages = report.results.flatMap(result => result.messages);
  return messages.map(found => `${found.line}:${found.column} ${found.ruleId} ${found.message}`);
}
