/**
 * Étape 5: what `passwordrules` tells a password generator is what the rules accept (norm PWD-10), read from the page as it
 * is served. The generator is `password-generator.ts`; here it is also tried with attributes that are wrong.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import {
  brokenRules,
  PASSWORD_FIELDS,
  type PasswordContext,
  type PasswordProfile,
} from '../src/rules/password-rules.ts';
import { isCommonPassword } from '../src/secrets/common-passwords.ts';
import { type Bench, openBench } from './bench.ts';
import { ASCII_PRINTABLE, generatedPasswords, readPasswordRules } from './password-generator.ts';
import { addPeople, PEOPLE, writtenDate } from './people.ts';
import { createVisitor, linkIn } from './visitor.ts';

/** Always the same ones: by chance, one in tens of thousands has the person’s year of birth in it, and is rightly refused. */
const GENERATED = { numRuns: 1000, seed: 20221226 };
const PERSON = PEOPLE.camille;
const ABOUT: PasswordContext = {
  nir: PERSON.nir,
  dateOfBirth: PERSON.dateOfBirth,
  isCommon: password => isCommonPassword(password, []),
};

const refused = (profile: PasswordProfile, passwords: readonly string[]) =>
  passwords.filter(password => brokenRules(profile, password, ABOUT).length > 0);

for (const profile of ['documented', 'recommended'] as const) {
  describe(`étape 5 for a password generator (${profile})`, () => {
    let bench: Bench;
    let served: string;
    before(async () => {
      bench = await openBench({ settings: { PASSWORD_PROFILE: profile } });
      await addPeople(bench, PERSON);
      served = await servedRules(bench);
    });
    after(() => bench.close());

    test(`PWD-10: ${GENERATED.numRuns} passwords generated from the attribute, all accepted (${profile})`, () => {
      const passwords = fc.sample(generatedPasswords(readPasswordRules(served)), GENERATED);
      assert.equal(new Set(passwords).size, GENERATED.numRuns);
      assert.deepEqual(refused(profile, passwords), []);
    });

    test(`PWD-10: the attribute has the lengths of the rules, and is served as it is written (${profile})`, () => {
      const { minLength, maxLength, passwordrules } = PASSWORD_FIELDS[profile];
      const read = readPasswordRules(served);
      assert.deepEqual([read.minLength, read.maxLength], [minLength, maxLength]);
      assert.equal(served, passwordrules);
    });

    test(`PWD-10: of ASCII, the attribute allows what the rules allow, neither less nor more (${profile})`, () => {
      const start = 'abCD12'.repeat(2);
      const accepted = [...ASCII_PRINTABLE].filter(one => refused(profile, [start + one]).length === 0);
      assert.deepEqual([...readPasswordRules(served).allowed].sort(), accepted.sort());
    });

    test(`PWD-10: without one of the classes that the attribute requires, a password is refused (${profile})`, () => {
      const read = readPasswordRules(served);
      for (const without of read.required) {
        const kept = [...read.allowed].filter(one => !without.includes(one));
        const password = kept.join('').slice(0, read.maxLength);
        assert.notDeepEqual(brokenRules(profile, password, ABOUT), [], password);
      }
      assert.equal(read.required.length, profile === 'documented' ? 3 : 0);
    });
  });
}

describe('PWD-10: the generator itself is tried', () => {
  const { passwordrules } = PASSWORD_FIELDS.documented;

  for (const { what, broken } of [
    { what: 'a character too many', broken: passwordrules.replace('[?', '[#?') },
    { what: 'a length too short', broken: passwordrules.replace('minlength: 8', 'minlength: 7') },
    { what: 'a length too long', broken: passwordrules.replace('50', '51') },
    {
      what: 'a class that is not required',
      broken: passwordrules.replace('required: upper', 'allowed: upper'),
    },
  ])
    test(`${what} in the attribute gives passwords that are refused`, () => {
      const passwords = fc.sample(generatedPasswords(readPasswordRules(broken)), GENERATED);
      assert.notEqual(refused('documented', passwords).length, 0);
    });

  for (const { what, broken } of [
    { what: 'a sign beyond ASCII', broken: passwordrules.replace('[?', '[€?') },
    { what: 'a hyphen in the midst', broken: passwordrules.replace('[?', '[?-') },
    { what: 'a bracket that is not closed', broken: passwordrules.replace(']', '') },
    { what: 'a colon left out', broken: passwordrules.replace('required: lower', 'required lower') },
    { what: 'a class that does not exist', broken: passwordrules.replace('digit', 'digits') },
    {
      what: 'a rule that does not exist',
      broken: passwordrules.replace('required: upper', 'require: upper'),
    },
  ])
    test(`${what} in the attribute is not read`, () => {
      assert.throws(() => readPasswordRules(broken), /not understood/);
    });
});

/** What étape 5 says to a generator, as this person's link opens it. */
async function servedRules(bench: Bench): Promise<string> {
  const visitor = createVisitor(bench);
  await visitor.get('/mot-de-passe-oublie');
  await visitor.submit({
    numero: PERSON.nir,
    'date-de-naissance': writtenDate(PERSON.dateOfBirth),
    'adresse-mail': String(PERSON.mailAddress),
    code: visitor.code(),
  });
  const page = await visitor.follow(await visitor.get(linkIn((await bench.deliver())[0])));
  const served = / passwordrules="([^"]*)"/.exec(page.body)?.[1] ?? '';
  return served.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
