// Étape 5: each rule ticks while the password is typed, and what is still missing stands beside the field, since on a
// telephone the list is out of sight by then. The rules are the server's own module; the server decides.
// A screen reader is told once typing pauses, not at every key.

const PAUSE_MS = 1200;

const list = document.getElementById('regles');
const input = document.getElementById('nouveau-mot-de-passe');
const status = document.createElement('p');
status.className = 'visually-hidden';
status.setAttribute('role', 'status');
list.after(status);
const missing = document.createElement('p');
missing.className = 'hint rules-missing';
missing.setAttribute('aria-hidden', 'true');
input.before(missing);

const { PASSWORD_RULES } = await import(list.dataset.rules);
const rules = PASSWORD_RULES[list.dataset.profile].filter(rule => rule.checked === 'typing');
let pause;
let ticked = '';

/** Some password managers tell of a change and not of an input; told of both, there is nothing new to say (norm PM-1). */
function tick() {
  if (input.value === ticked) return;
  ticked = input.value;
  for (const rule of rules) {
    const item = list.querySelector(`[data-rule="${rule.id}"]`);
    const held = rule.holds(input.value);
    item.dataset.held = held ? 'yes' : 'no';
    stateOf(item).textContent = held ? ' (respecté)' : ' (pas encore respecté)';
  }
  missing.textContent = whatIsMissing();
  clearTimeout(pause);
  pause = setTimeout(announce, PAUSE_MS);
}

/** The tick is a drawing: its meaning stands beside it for who cannot see it. */
function stateOf(item) {
  const known = item.querySelector('.rule-state');
  if (known !== null) return known;
  const state = document.createElement('span');
  state.className = 'rule-state visually-hidden';
  item.append(state);
  return state;
}

function whatIsMissing() {
  const broken = rules.filter(rule => !rule.holds(input.value));
  return broken.length === 0
    ? 'Toutes les règles vérifiées pendant la saisie sont respectées.'
    : `Il reste ${broken.length} règle${broken.length > 1 ? 's' : ''} à respecter. ${broken[0].fault}`;
}

function announce() {
  status.textContent = whatIsMissing();
}

input.addEventListener('input', tick);
input.addEventListener('change', tick);
missing.textContent = whatIsMissing();
tick();
