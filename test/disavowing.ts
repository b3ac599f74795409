/** « Ce n'était pas moi » for the tests: its secret, always read from the delivered mail, and its form, shown then pressed. */
import { type DisavowalPress, type DisavowOutcome, disavow } from '../src/actions/disavow.ts';
import { type DisavowalHolder, lookAtDisavowal } from '../src/actions/look-at-disavowal.ts';
import type { Bench } from './bench.ts';
import type { SunkMail } from './mail-sink.ts';
import { ask, BROWSER, member, newcomer, renew, secretIn } from './renewal.ts';
import { disavowLinkIn } from './visitor.ts';

type Member = Awaited<ReturnType<typeof member>>;

export function disavowalIn(mail: SunkMail | undefined): string {
  return disavowLinkIn(mail).split('/').at(-1) ?? '';
}

/** Asks for a renewal: the link of its mail, and « Ce n'était pas moi » of the same mail. */
export async function askedMail(bench: Bench, person: Member): Promise<{ link: string; notMe: string }> {
  await ask(bench, person);
  const mail = (await bench.deliver()).at(-1);
  return { link: secretIn(mail), notMe: disavowalIn(mail) };
}

/** Somebody whose password was renewed: « Ce n'était pas moi » of the notice. */
export async function renewedMember(bench: Bench): Promise<{ person: Member; notMe: string; link: string }> {
  const person = await member(bench);
  const { link } = await askedMail(bench, person);
  const ending = await renew(bench, link);
  if (ending.outcome !== 'changed') throw new Error(ending.outcome);
  return { person, link, notMe: disavowalIn((await bench.deliver()).at(-1)) };
}

export function holderOf(secretCookie: string | undefined): DisavowalHolder {
  const { clientAddress } = newcomer();
  return { secretCookie, clientAddress, formSession: BROWSER, sessionToken: undefined };
}

export function lookAt(bench: Bench, notMe: string | undefined, overrides: Partial<DisavowalHolder> = {}) {
  return lookAtDisavowal(bench.tools, { ...holderOf(notMe), ...overrides });
}

/** The form shown, then pressed with this date of birth. */
export async function press(
  bench: Bench,
  notMe: string,
  given: Partial<DisavowalPress>,
): Promise<DisavowOutcome> {
  const seen = await lookAt(bench, notMe, given);
  const formMail = seen.outcome === 'open' ? seen.disavowal.ref : 'a form of some time ago';
  const held = { ...holderOf(notMe), formMail, dateOfBirth: undefined };
  return disavow(bench.tools, { ...held, ...given });
}
