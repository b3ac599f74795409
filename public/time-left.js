// Étape 5: a page that stands open warns before the end of its link, and « J’ai besoin de plus de temps » keeps what is
// typed. The words and the seconds left are the server's, asked for anew each time; the browser only counts down, by a
// clock that nobody sets. Without this script the page says the hour, and the button works as a form.

const notice = document.getElementById('delai');
const status = notice.querySelector('[role="status"]');
const form = notice.querySelector('form');
const SECOND_MS = 1000;
const RETRY_MS = 10_000;
const NO_ANSWER = 'Le service ne répond pas. Vérifiez votre connexion, puis réessayez.';
const OVER = 'Le délai est dépassé, et le service ne répond pas. Vérifiez votre connexion.';

const words = element => element.textContent.replace(/\s+/g, ' ').trim();

let endsAt;
let warning;
let ending;

/** @param from when the seconds left were told, by the page's own clock */
function countDown(from) {
  stopCounting();
  const { secondsLeft, warningSeconds } = notice.dataset;
  endsAt = from + Math.max(1, Number(secondsLeft)) * SECOND_MS;
  const left = endsAt - performance.now();
  warning = setTimeout(warn, left - Number(warningSeconds) * SECOND_MS);
  ending = setTimeout(lookAgain, left);
}

function stopCounting() {
  clearTimeout(warning);
  clearTimeout(ending);
}

/** Said once: a page that was shown this late says it already. */
function warn() {
  if (status.querySelector('.time-warning') !== null) return;
  status.prepend(notice.querySelector('template').content.cloneNode(true));
}

function say(sentence) {
  const told = document.createElement('p');
  told.className = 'time-warning';
  told.textContent = sentence;
  const former = status.querySelector('.time-warning');
  if (former === null) status.prepend(told);
  else if (words(former) !== sentence) former.replaceWith(told);
}

/** What the service says of the time takes the place of what stood here. No page: it did not answer. */
async function ask(address, request) {
  const from = performance.now();
  try {
    const answer = await fetch(address, request);
    if (answer.status >= 500) return {};
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById(notice.id);
    if (fresh !== null) showTime(fresh, page, from);
    return { page, isGood: answer.ok && fresh !== null, isLinkHeld: answer.status !== 400 };
  } catch {
    return {};
  }
}

function showTime(fresh, page, from) {
  notice.dataset.secondsLeft = fresh.dataset.secondsLeft;
  const told = fresh.querySelector('[role="status"]');
  if (words(told) !== words(status)) status.replaceChildren(...told.childNodes);
  const { value } = page.querySelector('input[name="jeton"]');
  for (const field of document.querySelectorAll('input[name="jeton"]')) field.value = value;
  if (fresh.querySelector('form') === null) takeAway(form);
  countDown(from);
}

/** Who stood on the button stands on the sentence that says why it is gone. */
function takeAway(element) {
  const hadFocus = element?.contains(document.activeElement);
  element?.remove();
  if (hadFocus) notice.focus();
}

// « J’ai besoin de plus de temps »: what is refused goes the long way, and the service then says why.

let isAsking = false;

async function askForMore(event) {
  event.preventDefault();
  if (isAsking) return;
  isAsking = true;
  const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  isAsking = false;
  if (answer.page === undefined) say(NO_ANSWER);
  else if (!answer.isGood) form.submit();
}

// At the end, and when the page is seen again: the device may have slept, another window have asked for more time.

async function lookAgain() {
  const { page, isGood, isLinkHeld } = await ask(notice.dataset.page);
  if (page === undefined) waitForAnswer();
  else if (!isGood && isLinkHeld) showEnd(page);
}

function waitForAnswer() {
  if (performance.now() < endsAt) return;
  say(OVER);
  ending = setTimeout(lookAgain, RETRY_MS);
}

/** The page that says what the link is worth now, and what to do next, instead of a form that would not work. */
function showEnd(page) {
  stopCounting();
  document.removeEventListener('visibilitychange', lookAgainIfSeen);
  const main = document.querySelector('main');
  const told = document.createElement('div');
  told.setAttribute('role', 'alert');
  main.replaceChildren(told);
  told.append(...page.querySelector('main').childNodes);
  document.title = page.title;
  main.focus();
}

function lookAgainIfSeen() {
  if (document.visibilityState === 'visible') lookAgain();
}

form?.addEventListener('submit', askForMore);
// What is typed is kept from here on.
form?.querySelector('.hint').remove();
document.addEventListener('visibilitychange', lookAgainIfSeen);
countDown(performance.now());
