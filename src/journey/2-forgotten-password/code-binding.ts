/** What a code to copy of étape 2 is made for: this form, in this browser. It opens for no other. */
export function codeBindingOf(formSession: string): string {
  return `${formSession}/mot-de-passe-oublie`;
}
