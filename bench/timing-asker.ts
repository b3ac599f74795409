/** Asks once, as each case of `npm run bench:timing`, always somebody else from somewhere else, and times the answer. */
import type { Agent } from 'node:http';
import { PATHS } from '../src/journey/plan.ts';
import { hiddenFields } from '../test/visitor.ts';
import { type Browser, openBrowser } from './browser.ts';
import { type BenchPerson, inventPerson } from './people.ts';
import type { CodeReader } from './walk.ts';

export type Case =
  | 'match'
  | 'wrong date'
  | 'other address'
  | 'unknown number'
  | 'address not proved'
  | 'blocked, known'
  | 'blocked, unknown'
  | 'wrong password'
  | 'sign-in of nobody';

/** Milliseconds: the answer, and the page asked for right after it. */
export type Timed = { answer: number; next: number };

/** So many are brought to their limit, and asked about by turns. */
const BLOCKED_EACH = 20;
const REQUESTS_MAX = 3;

type Asker = {
  server: { port: number; agent: Agent };
  readCode: CodeReader;
  /** Those of ranks below this have a proved address; above it theirs are not, and nobody has a rank from a hundred thousand on. */
  people: number;
};

export function createAsker({ server, readCode, people }: Asker) {
  const strangers = 100_000;
  let [known, unproved, unknown, address] = [0, people, strangers, 0];
  const blocked = { known: [] as BenchPerson[], unknown: [] as BenchPerson[] };

  const browser = () => openBrowser(server, inventPerson(address++).address);

  async function ask(one: Case): Promise<Timed> {
    switch (one) {
      case 'match':
        return askForRenewal(inventPerson(known++));
      case 'wrong date':
        return askForRenewal({ ...inventPerson(known++), dateOfBirth: { year: 2001, month: 1, day: 2 } });
      case 'other address':
        return askForRenewal(withOtherAddress(inventPerson(known++), 'autre'));
      case 'unknown number':
        return askForRenewal(inventPerson(unknown++));
      case 'address not proved':
        return askForRenewal(inventPerson(unproved++));
      case 'blocked, known':
        return askForRenewal(await atTheLimit(blocked.known, () => inventPerson(known++)));
      case 'blocked, unknown':
        return askForRenewal(await atTheLimit(blocked.unknown, () => inventPerson(unknown++)));
      case 'wrong password':
        return signIn(inventPerson(known++));
      case 'sign-in of nobody':
        return signIn(inventPerson(unknown++));
      default:
        return one satisfies never;
    }
  }

  const askForRenewal = (person: BenchPerson) => postRequest(browser(), person, readCode);
  const signIn = (person: BenchPerson) => postSignIn(browser(), person);

  /** One of those who were brought to their limit; the others are brought there first. */
  async function atTheLimit(those: BenchPerson[], next: () => BenchPerson): Promise<BenchPerson> {
    while (those.length < BLOCKED_EACH) {
      const person = next();
      for (let i = 0; i <= REQUESTS_MAX; i += 1) {
        await askForRenewal(withOtherAddress(person, `adresse.${i}`));
      }
      those.push(person);
    }
    return those[address % BLOCKED_EACH] as BenchPerson;
  }

  return { ask };
}

/** One that nobody else types: addresses are counted too. */
function withOtherAddress(person: BenchPerson, name: string): BenchPerson {
  return { ...person, mailAddress: `${name}.${person.nir}@exemple.fr` as BenchPerson['mailAddress'] };
}

async function postRequest(visitor: Browser, person: BenchPerson, readCode: CodeReader): Promise<Timed> {
  const form = (await visitor.get(PATHS.forgottenPassword)).body.toString('utf8');
  const hidden = hiddenFields(form);
  return timed(visitor, PATHS.forgottenPassword, {
    ...hidden,
    numero: person.nir,
    'date-de-naissance': `12/${person.dateOfBirth.month}/${person.dateOfBirth.year}`,
    'adresse-mail': person.mailAddress,
    code: readCode(hidden['code-jeton'] ?? '', visitor.cookie('__Host-formulaire')),
  });
}

async function postSignIn(visitor: Browser, person: BenchPerson): Promise<Timed> {
  const form = (await visitor.get(PATHS.signIn)).body.toString('utf8');
  const fields = { ...hiddenFields(form), numero: person.nir, 'mot-de-passe': 'Pas+le+bon=1' };
  return timed(visitor, PATHS.signIn, fields);
}

async function timed(visitor: Browser, path: string, fields: Record<string, string>): Promise<Timed> {
  const start = performance.now();
  const { status } = await visitor.post(path, fields);
  const answered = performance.now();
  await visitor.get(PATHS.welcome);
  if (status !== 303 && status !== 422) throw new Error(`${path} answered ${status}`);
  return { answer: answered - start, next: performance.now() - answered };
}
