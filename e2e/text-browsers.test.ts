/**
 * The walk in text browsers, which know neither scripts, styles nor pictures: what reads well there reads well aloud.
 * A browser that is not on this machine has no test here (norms NOJS-1, A11Y-2).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hiddenFields, linkIn } from '../test/visitor.ts';
import { type Service, startOnPostgres } from './service.ts';
import { isInstalled, openTerminal, type Terminal } from './terminal.ts';
import { type Asker, NEW_PASSWORD } from './walk.ts';

/** A walk that stands still ends with what is on its screen. */
const WALK_MS_MAX = 60_000;
const ENTER = '\r';
const TAB = '\t';
const CLEAR_LINE = '\u0015';
const REDRAW = '\f';
/** Where the cursor is when a page has come. */
const FIRST_STOP = 'Aller au contenu';

/** What differs from one browser to the other: its arguments, and how it is told an address or what to type. */
type Browser = {
  command: string;
  askAddress: { keys: string; prompt: string };
  /** Where one types: in the field itself, or at a prompt. */
  prompts?: { text: string; password: string };
  asker: Asker;
  masked: string;
};
const BROWSERS: Record<string, Browser> = {
  lynx: {
    command: 'lynx -accept_all_cookies -nocolor -nopause -cache=2',
    askAddress: { keys: 'g', prompt: 'URL to open:' },
    asker: {
      numero: '2850775990999',
      dateDeNaissance: '12/07/1985',
      adresseMail: 'camille.exemple@exemple.fr',
    },
    masked: 'c***@e***.fr',
  },
  w3m: {
    command: 'w3m -cookie -o no_proxy=',
    askAddress: { keys: 'U', prompt: 'Goto URL:' },
    prompts: { text: 'TEXT:', password: 'Password:' },
    asker: {
      numero: '7112399990999',
      dateDeNaissance: '14/02/2001',
      adresseMail: 'pavel.provisoire@exemple.fr',
    },
    masked: 'p***@e***.fr',
  },
};

/** Étape 2 from its form to the foot of the page: no button that only a script could serve. */
const FORM_STOPS = {
  between: [6, -7],
  words: [
    'Numéro de sécurité sociale *',
    'Où trouver mon numéro de sécurité sociale\u00a0?',
    'Date de naissance (jj/mm/aaaa) *',
    'Adresse mail associée à votre compte ameli *',
    'Recevoir le mail',
    'Nouveau code',
    'Écouter le code',
    'Écouter plus lentement',
    'Caractères lus ou entendus *',
    'Retourner à la page de connexion',
    'Recevoir le mail',
  ],
} as const;

/** Everything that the Tab key stops at, in its order, by the words that one hears there. */
function stopsOf(page: string): string[] {
  const words = (markup: string) => markup.replace(/<[^>]*>/g, '').trim();
  const labels = new Map(
    [...page.matchAll(/<label for="([^"]*)"[^>]*>(.*?)<\/label>/g)].map(([, id = '', label = '']) => [
      id,
      words(label),
    ]),
  );
  const stops = page.matchAll(
    /<(a|button) [^>]*>([\s\S]*?)<\/\1>|<input (?![^>]*type="hidden")id="([^"]*)"/g,
  );
  return [...stops].map(([, , inner, id]) =>
    id === undefined ? words(inner ?? '') : (labels.get(id) ?? ''),
  );
}

function walkerOf(terminal: Terminal, browser: Browser) {
  let stop = 0;
  async function move(words: string): Promise<void> {
    const to = stopsOf(terminal.page()).lastIndexOf(words);
    assert.notEqual(to, -1, `no link, field or button is called « ${words} »`);
    terminal.press(TAB.repeat(to - stop));
    stop = to;
  }
  return {
    /** The page is there, and these words are on it. */
    async reads(...sentences: string[]) {
      await terminal.nextPage();
      await terminal.sees(FIRST_STOP);
      terminal.press(REDRAW);
      for (const sentence of sentences) await terminal.sees(sentence);
      stop = 0;
    },
    async fill(label: string, text: string, kind: 'text' | 'password' = 'text') {
      await move(label);
      if (browser.prompts === undefined) return terminal.press(text);
      terminal.press(ENTER);
      await terminal.sees(browser.prompts[kind]);
      terminal.press(text + ENTER);
    },
    async activate(words: string) {
      await move(words);
      terminal.press(ENTER);
    },
    async open(address: string) {
      terminal.press(browser.askAddress.keys);
      await terminal.sees(browser.askAddress.prompt);
      terminal.press(CLEAR_LINE + address + ENTER);
    },
  };
}

describe('in a text browser', () => {
  let service: Service;
  before(async () => {
    service = await startOnPostgres();
  });
  after(() => service.stop());

  for (const [name, browser] of Object.entries(BROWSERS).filter(([program]) => isInstalled(program))) {
    test(`étapes 0 to 6 with ${name}, by the words on its screen`, async t => {
      const terminal = await openTerminal(
        `${browser.command} ${service.baseUrl}`,
        AbortSignal.timeout(WALK_MS_MAX),
      );
      t.after(() => terminal.close());
      const { reads, fill, activate, open } = walkerOf(terminal, browser);

      await reads('Ici, vous accédez à votre compte ameli');
      await activate('Connectez-vous');
      await reads('Mon mot de passe (ou code provisoire)');
      await activate('Mot de passe oublié\u00a0?');
      await reads('Remplissez les champs suivants', 'Écouter le code');
      assert.deepEqual(stopsOf(terminal.page()).slice(...FORM_STOPS.between), FORM_STOPS.words);
      await fill('Numéro de sécurité sociale *', browser.asker.numero);
      await fill('Date de naissance (jj/mm/aaaa) *', browser.asker.dateDeNaissance);
      await fill('Adresse mail associée à votre compte ameli *', browser.asker.adresseMail);
      await activate('Nouveau code');
      await reads('Nouveau code affiché.', browser.asker.dateDeNaissance);
      const { 'code-jeton': token = '' } = hiddenFields(terminal.page());
      const code = service.codeIn({ token, formSession: terminal.cookie('formulaire') });
      await fill('Caractères lus ou entendus *', code);
      await activate('Recevoir le mail');
      await reads(`Le mail a bien été envoyé à ${browser.masked}`);

      await open(linkIn(await service.sink.next()));
      await reads('Votre mot de passe doit');
      await fill('Nouveau mot de passe *', 'trop-court', 'password');
      await activate('Valider le nouveau mot de passe');
      await reads('erreurs à corriger', 'Saisissez à nouveau les deux mots de passe.');
      await fill('Nouveau mot de passe *', NEW_PASSWORD, 'password');
      await fill('Confirmer le mot de passe *', NEW_PASSWORD, 'password');
      await activate('Valider le nouveau mot de passe');
      await reads('Votre nouveau mot de passe a bien été enregistré.');
      await service.sink.next();
      await activate('Me connecter avec mon nouveau mot de passe');
      await reads('ME CONNECTER');
      await fill('Mon numéro de sécurité sociale', browser.asker.numero);
      await fill('Mon mot de passe (ou code provisoire)', NEW_PASSWORD, 'password');
      await activate('ME CONNECTER');
      await reads('Vous êtes connecté à votre compte ameli.');
    });
  }
});
