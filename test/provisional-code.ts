/** A provisional code as an agent's command gives it, and what its holder does with it. */
import assert from 'node:assert/strict';
import { choosePasswordWithCode } from '../src/actions/choose-password-with-code.ts';
import { issueProvisionalCode } from '../src/actions/issue-provisional-code.ts';
import type { DemoPerson } from '../src/demo/people.ts';
import type { CodeWay, ProvisionalCode } from '../src/rules/provisional-code.ts';
import type { Bench } from './bench.ts';
import { enter, NEW_PASSWORD } from './renewal.ts';

export async function codeOf(
  bench: Bench,
  person: DemoPerson,
  way: CodeWay = 'told',
): Promise<ProvisionalCode> {
  const issued = await issueProvisionalCode(bench.tools, person, { by: 'command', way });
  assert.ok(issued.outcome === 'issued', issued.outcome);
  return issued.code;
}

/** Étape 1 with this code, which is good: the token of the session that it opens. */
export async function comeIn(bench: Bench, person: DemoPerson, code: string): Promise<string> {
  const entered = await enter(bench, person.nir, code);
  assert.ok(entered.outcome === 'mayChoosePassword', entered.outcome);
  return entered.sessionToken;
}

export function chooseWith(bench: Bench, sessionToken: string, password = NEW_PASSWORD, repeated = password) {
  return choosePasswordWithCode(bench.tools, { sessionToken, password, repeated });
}
