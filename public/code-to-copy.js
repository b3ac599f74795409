// Étape 2: the code is renewed, heard, or done without, while everything typed stays. Without this script the
// arrow submits the form, and the browser's own players say the code.

const fieldset = document.getElementById('code-a-recopier');
const form = fieldset?.closest('form');
const status = document.getElementById('code-etat');
const tokenField = fieldset?.querySelector('input[name="code-jeton"]');
const FAILED = 'Cela n’a pas marché. Demandez un nouveau code, puis réessayez.';
const formFields = () => new URLSearchParams({ jeton: form.elements.jeton.value });

/** What a place of the service answers: JSON, a sentence that says until when, or a refusal of the form as a whole. */
async function ask(address) {
  const answer = await fetch(address, { method: 'POST', body: formFields() });
  if (answer.ok) return { says: 'yes', content: await answer.json() };
  return answer.status === 429 ? { says: 'later', sentence: await answer.text() } : { says: 'no' };
}

// « L'assuré peut cliquer sur la flèche pour obtenir une nouvelle liste de caractères à recopier »

function showCode(token) {
  const move = address => address.replace(tokenField.value, token);
  const picture = fieldset.querySelector('img');
  picture.src = move(picture.src);
  for (const button of soundButtons()) button.dataset.sound = move(button.dataset.sound);
  player?.remove();
  player = undefined;
  tokenField.value = token;
  form.elements.code.value = '';
}

const renewButton = fieldset?.querySelector('button[name="nouveau-code"]');
let shown = 1;

/** Refused as a whole, the form goes the long way: the service then says why, and keeps what was typed. */
async function renew(event) {
  event.preventDefault();
  const answer = await ask(fieldset.dataset.newCode).catch(() => ({ says: 'no' }));
  if (answer.says === 'no') {
    renewButton.removeEventListener('click', renew);
    form.requestSubmit(renewButton);
    return;
  }
  if (answer.says === 'later') {
    status.textContent = answer.sentence;
    return;
  }
  shown += 1;
  showCode(answer.content.token);
  status.textContent = `Nouveau code affiché (n° ${shown}), valable ${status.dataset.minutes}. Le champ est vidé.`;
}

// « Il peut également cliquer sur le microphone pour écouter la série de caractères à recopier »

let player;
const soundButtons = () => fieldset.querySelectorAll('[data-sound]');

function listen(event) {
  const button = event.currentTarget;
  player?.remove();
  player = document.createElement('audio');
  player.controls = true;
  player.src = button.dataset.sound;
  player.setAttribute('aria-label', button.textContent.trim());
  player.addEventListener('error', sayWhySilent);
  fieldset.querySelector('.code-picture').after(player);
  player.play().catch(() => {});
}

async function sayWhySilent() {
  const answer = await fetch(player.src, { headers: { Range: 'bytes=0-0' } }).catch(() => undefined);
  status.textContent =
    answer?.status === 429
      ? await answer.text()
      : 'Le son ne peut pas être joué. Demandez un nouveau code, puis écoutez-le.';
}

/** The links of who has no script are the words of the buttons; here a <noscript> is but text. */
function makeSoundButtons() {
  const words = fieldset.querySelector('.code-sounds').textContent;
  for (const link of new DOMParser().parseFromString(words, 'text/html').links) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-secondary';
    button.dataset.sound = link.getAttribute('href');
    button.append(...link.childNodes);
    button.addEventListener('click', listen);
    fieldset.querySelector('.code-ways').append(button, ' ');
  }
}

// « Je ne peux ni lire ni écouter le code »: a worker does the work, and can be stopped.

const WORK = `<button class="button button-secondary" type="button" aria-describedby="sans-copier-aide">Je ne peux ni lire ni écouter le code</button>
<p class="hint" id="sans-copier-aide">Votre appareil fera un calcul, pour montrer que vous n’êtes pas un robot : vous n’aurez rien à recopier. Cela prend quelques secondes, parfois quelques minutes sur un petit téléphone. Rien n’est installé sur votre appareil.</p>
<p class="work" hidden><label for="sans-copier-avancement">Calcul en cours</label> <progress id="sans-copier-avancement" max="1" value="0"></progress> <button class="button button-secondary" type="button">Annuler le calcul</button></p>
<p role="status" class="hint"></p>`;

function offerWork(place) {
  place.innerHTML = WORK;
  const [start, stop] = place.querySelectorAll('button');
  const work = place.querySelector('.work');
  const progress = place.querySelector('progress');
  const say = place.querySelector('[role="status"]');
  let worker;
  // The press that is being served: a challenge that comes after « Annuler » belongs to none.
  let press;

  function end(sentence) {
    press = undefined;
    worker?.terminate();
    worker = undefined;
    work.hidden = true;
    start.hidden = false;
    say.textContent = sentence;
  }

  function finish(proof) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = 'preuve';
    field.value = proof;
    const done = document.createElement('p');
    done.className = 'notice';
    done.tabIndex = -1;
    done.textContent =
      'C’est fait\u00a0: vous n’avez pas de code à recopier. Remplissez les autres champs, puis demandez le mail.';
    form.append(field);
    forgetFault();
    fieldset.replaceChildren(tokenField, fieldset.querySelector('legend'), done);
    done.focus();
  }

  /** A code that was copied wrongly is no fault any more; the others are still told. */
  function forgetFault() {
    const summary = document.getElementById('erreurs')?.parentElement;
    summary?.querySelector('a[href="#code"]')?.parentElement.remove();
    if (summary === undefined) return;
    if (summary.querySelector('li') !== null) {
      summary.querySelector('h2').textContent = 'Il reste à corriger\u00a0:';
      return;
    }
    summary.remove();
    document.title = document.title.replace('Erreur – ', '');
  }

  async function begin(event) {
    press = event;
    start.hidden = true;
    work.hidden = false;
    progress.value = 0;
    say.textContent = 'Le calcul est commencé. La fin sera annoncée.';
    stop.focus();
    const answer = await ask(place.dataset.challenge).catch(() => ({ says: 'no' }));
    if (press !== event) return;
    if (answer.says !== 'yes') return end(answer.sentence ?? FAILED);
    try {
      worker = new Worker(new URL('proof-worker.js', import.meta.url), { type: 'module' });
      worker.addEventListener('error', () =>
        end(`Le calcul n’a pas marché sur cet appareil. ${place.dataset.help}`),
      );
      worker.addEventListener('message', ({ data }) => {
        if (data.done === undefined) progress.value = data.progress;
        else finish(data.done);
      });
      worker.postMessage(answer.content);
    } catch {
      end(FAILED);
    }
  }

  start.addEventListener('click', begin);
  stop.addEventListener('click', () => {
    end('Calcul annulé.');
    start.focus();
  });
  place.hidden = false;
}

if (fieldset !== null) {
  renewButton.addEventListener('click', renew);
  makeSoundButtons();
  const place = document.getElementById('sans-copier');
  if (globalThis.crypto.subtle !== undefined && globalThis.Worker !== undefined) offerWork(place);
}
