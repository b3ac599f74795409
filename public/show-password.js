// Étapes 1 and 5: « Afficher » and « Masquer », beside each password. Without this script the fields work as they are.
// A telephone leaves a password as it is typed; what is shown is text, which it must be asked to leave (norm PM-3).

const AS_TYPED = { autocapitalize: 'none', autocorrect: 'off' };

function addToggle(input) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-secondary show-password';
  button.setAttribute('aria-describedby', `${input.id}-nom`);
  const show = shown => {
    input.type = shown ? 'text' : 'password';
    for (const [name, value] of Object.entries(AS_TYPED)) {
      if (shown) input.setAttribute(name, value);
      else input.removeAttribute(name);
    }
    button.textContent = shown ? 'Masquer' : 'Afficher';
  };
  show(false);
  button.addEventListener('click', () => show(input.type === 'password'));
  input.form?.addEventListener('submit', () => show(false));
  input.after(button);
}

for (const input of document.querySelectorAll('input[type="password"]')) addToggle(input);
