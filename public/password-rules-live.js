// Étape 5: each rule ticks while the password is typed. The rules are the server's own module; the server decides.
// A screen reader is told once typing pauses, not at every key.

const PAUSE_MS = 1200;

const list = document.getElementById('regles');
const input = document.getElementById('nouveau-mot-de-passe');
const status = document.createElement('p');
status.className = 'visually-hidden';
status.setAttribute('role', 'status');
list.after(status);

const { PASSWORD_RULES } = await import(list.dataset.rules);
const rules = PASSWORD_RULES[list.dataset.profile].filter(rule => rule.checked === 'typing');
let pause;

function tick() {
  for (const rule of rules) {
    const item = list.querySelector(`[data-rule="${rule.id}"]`);
    item.dataset.held = rule.holds(input.value) ? 'yes' : 'no';
  }
  clearTimeout(pause);
  pause = setTimeout(announce, PAUSE_MS);
}

function announce() {
  const broken = rules.filter(rule => !rule.holds(input.value));
  status.textContent =
    broken.length === 0
      ? 'Toutes les règles vérifiées pendant la saisie sont respectées.'
      : `Il reste ${broken.length} règle${broken.length > 1 ? 's' : ''} à respecter. ${broken[0].fault}`;
}

input.addEventListener('input', tick);
if (input.value !== '') tick();
