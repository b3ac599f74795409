/**
 * One journey, from étape 2 to étape 6 with both mails: eight requests, the picture of the code among them (style and
 * scripts, which browsers keep, are left out; so is signing in). Throws at the first step that is not as documented.
 */
import { codeFrom } from '../src/captcha/alphabet.ts';
import { createSealer } from '../src/captcha/seal.ts';
import { PATHS } from '../src/journey/plan.ts';
import { createKeyRing } from '../src/secrets/keys.ts';
import { realWorld } from '../src/world.ts';
import { hiddenFields, linkIn } from '../test/visitor.ts';
import type { Browser, Page } from './browser.ts';
import type { MailCatcher } from './mail-catcher.ts';
import type { BenchPerson } from './people.ts';

export type CodeReader = (token: string, formSession: string) => string;

const NEW_PASSWORD = 'Nouveau+Mdp=42';
const SAVED = 'Votre nouveau mot de passe a bien été enregistré.';
const NOTICE = /^Le mot de passe de votre compte ameli a =C3=A9t=C3=A9 modifi=C3=A9/m;

/** Reads a code to copy as the service does: by the secret that sealed it. */
export function createCodeReader(secretKey: Buffer): CodeReader {
  const keys = createKeyRing([secretKey]).all('code');
  const sealer = createSealer(
    keys.map(key => key.bytes),
    realWorld,
  );
  return (token, formSession) => {
    const opened = sealer.open(token, `${formSession}/mot-de-passe-oublie`);
    if (opened.state === 'forged') throw new Error('this challenge does not open under this form session');
    return codeFrom(opened.challenge.codeBytes);
  };
}

type Walk = { person: BenchPerson; browser: Browser; mails: MailCatcher; readCode: CodeReader };

export async function walk({ person, browser, mails, readCode }: Walk): Promise<void> {
  const form = expectPage(await browser.get(PATHS.forgottenPassword));
  const picture = expectPage(await browser.get(/<img src="([^"]+\/image\.png)"/.exec(form)?.[1] ?? ''));
  if (!picture.startsWith('\u{fffd}PNG')) throw new Error('the picture of the code is no picture');

  const hidden = hiddenFields(form);
  const asked = await browser.post(PATHS.forgottenPassword, {
    ...hidden,
    numero: person.nir,
    'date-de-naissance': `12/${person.dateOfBirth.month}/${person.dateOfBirth.year}`,
    'adresse-mail': person.mailAddress,
    code: readCode(hidden['code-jeton'] ?? '', browser.cookie('__Host-formulaire')),
  });
  expectPage(await browser.get(expectRedirect(asked, PATHS.mailSent)));

  const link = new URL(linkIn(await mails.next(person.mailAddress)));
  const opened = await browser.get(link.pathname);
  const choice = expectPage(await browser.get(expectRedirect(opened, PATHS.newPassword)));
  const chosen = await browser.post(PATHS.newPassword, {
    ...hiddenFields(choice),
    'nouveau-mot-de-passe': NEW_PASSWORD,
    'mot-de-passe-repete': NEW_PASSWORD,
  });
  const saved = expectPage(await browser.get(expectRedirect(chosen, PATHS.saved)));
  if (!saved.includes(SAVED)) throw new Error('étape 6 does not say that the password is saved');
  const { text } = await mails.next(person.mailAddress);
  if (!NOTICE.test(text)) throw new Error('the second mail is not the notice of étape 6');
}

function expectPage({ status, location, body }: Page): string {
  if (status !== 200) throw new Error(`a page was expected, not ${status} ${location}`);
  return body.toString('utf8');
}

function expectRedirect({ status, location }: Page, path: string): string {
  if (status !== 303 || location !== path) {
    throw new Error(`a redirect to ${path} was expected, not ${status} ${location}`);
  }
  return path;
}
