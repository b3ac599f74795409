/**
 * The honest visitor whose cookies, forms and tokens a fuzz bends: signed in, with a mail asked for and a link opened, so
 * that what is sent gets past the first refusal of each route.
 */
import type { Bench } from './bench.ts';
import type { Held } from './fuzz-requests.ts';
import { FORMER_PASSWORD, PEOPLE } from './people.ts';
import { createVisitor, fieldsFor, hiddenFields } from './visitor.ts';

const CAMILLE = {
  numero: PEOPLE.camille.nir,
  'date-de-naissance': '12/07/1985',
  'adresse-mail': String(PEOPLE.camille.mailAddress),
};
/** Each form: where it is seen, and where it is posted. */
const FORMS = [
  {
    seen: '/mot-de-passe-oublie',
    posted: ['/mot-de-passe-oublie', '/mot-de-passe-oublie/code', '/mot-de-passe-oublie/preuve'],
  },
  { seen: '/mot-de-passe-oublie/mail-envoye', posted: ['/mot-de-passe-oublie/mail-envoye'] },
  { seen: '/connexion', posted: ['/connexion'] },
  { seen: '/nouveau-mot-de-passe', posted: ['/nouveau-mot-de-passe', '/nouveau-mot-de-passe/plus-de-temps'] },
  { seen: '/mon-compte', posted: ['/deconnexion'] },
  { seen: '/mon-compte/mot-de-passe', posted: ['/mon-compte/mot-de-passe'] },
  { seen: '/mon-compte/adresse', posted: ['/mon-compte/adresse', '/mon-compte/adresse/mail'] },
  { seen: '/mon-compte/sessions', posted: ['/mon-compte/sessions'] },
];

export function createFuzzVisitor(bench: Bench): { goFar(): Promise<void>; comeBy(): Promise<Held> } {
  let visitor = createVisitor(bench);

  async function goFar(): Promise<void> {
    visitor = createVisitor(bench);
    await visitor.get('/connexion');
    await visitor.submit({ numero: CAMILLE.numero, 'mot-de-passe': FORMER_PASSWORD });
    await visitor.get('/mot-de-passe-oublie');
    await visitor.submit({ ...CAMILLE, code: visitor.code() });
    const link = (await bench.deliver()).flatMap(mail => /\/renouveler\/\S+/.exec(mail.text) ?? []).at(-1);
    if (link !== undefined) await visitor.follow(await visitor.get(link));
  }

  async function comeBy(): Promise<Held> {
    const forms = new Map<string, Record<string, string>>();
    let codeToken = '';
    for (const { seen, posted } of FORMS) {
      const { body } = await visitor.get(seen);
      const fields = hiddenFields(body);
      if (fields['code-jeton'] !== undefined) {
        codeToken = fields['code-jeton'];
        Object.assign(fields, CAMILLE, { code: visitor.code() });
      }
      for (const path of posted) forms.set(path, { ...fields, ...fieldsFor(path, body) });
    }
    return { cookies: visitor.cookies, forms, codeToken };
  }

  return { goFar, comeBy };
}
