// Étape 3: « Recevoir un nouveau mail » looks inactive until its hour, which the page says in text; then it looks as it is.

const MS = 1000;

for (const button of document.querySelectorAll('.button-later'))
  setTimeout(() => button.classList.remove('button-later'), Number(button.dataset.secondsLeft) * MS);
