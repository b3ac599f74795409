// Étapes 1 and 5: « Afficher » and « Masquer », beside each password. Without this script the fields work as they are.
// A telephone leaves a password as it is typed; what is shown is text, which it must be asked to leave (norm PM-3).

const AS_TYPED = { autocapitalize: 'none', autocorrect: 'off' };

function addToggle(input) {
  const button = document.createElement('button');
  const word = document.createElement('span');
  const field = document.createElement('span');
  button.type = 'button';
  button.className = 'button button-secondary show-password';
  field.className = 'visually-hidden';
  field.textContent = `\u00a0: ${input.labels[0].textContent.replace(' *', '')}`;
  button.append(word, field);
  const show = shown => {
    input.type = shown ? 'text' : 'password';
    for (const [name, value] of Object.entries(AS_TYPED)) {
      if (shown) input.setAttribute(name, value);
      else input.removeAttribute(name);
    }
    word.textContent = shown ? 'Masquer' : 'Afficher';
  };
  show(false);
  const status = document.createElement('span');
  status.className = 'visually-hidden';
  status.setAttribute('role', 'status');
  button.addEventListener('click', () => {
    show(input.type === 'password');
    status.textContent =
      input.type === 'text' ? 'Le mot de passe est affiché.' : 'Le mot de passe est masqué.';
  });
  input.form?.addEventListener('submit', () => show(false));
  input.after(button, status);
}

for (const input of document.querySelectorAll('input[type="password"]')) addToggle(input);
