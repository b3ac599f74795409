// Étapes 1 and 5: « Afficher le mot de passe », beside each password. Without this script the fields work as they are.

function addToggle(input) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-secondary show-password';
  const label = document.querySelector(`label[for="${input.id}"]`)?.textContent?.replace(' *', '') ?? '';
  const show = shown => {
    input.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
  };
  button.textContent = 'Afficher';
  button.setAttribute('aria-label', `Afficher\u00a0: ${label}`);
  show(false);
  button.addEventListener('click', () => show(input.type === 'password'));
  input.form?.addEventListener('submit', () => show(false));
  input.after(button);
}

for (const input of document.querySelectorAll('input[type="password"]')) addToggle(input);
