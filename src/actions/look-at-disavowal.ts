/**
 * « Ce n'était pas moi »: what the line of the mail that this browser came by is worth now. Looking changes nothing, however
 * often and whoever looks (norms SCAN-1, SCAN-7). As at étape 5, only a secret that no mail of ours carried is counted.
 */
import type { AccountRef } from '../database/accounts.ts';
import { type Disavowal, findDisavowal } from '../database/disavowals.ts';
import { type DisavowalEnding, disavowalState } from '../rules/disavowal.ts';
import { maskMailAddress } from '../rules/mail-address.ts';
import { hashDisavowalSecret, readDisavowalSecret } from '../secrets/disavowal-secret.ts';
import { browserIndex, countUnknownLink } from './look-at-link.ts';
import { sessionBeside } from './session-beside.ts';
import type { ActionTools } from './tools.ts';

export type OpenDisavowal = {
  outcome: 'open';
  disavowal: Disavowal;
  /** This browser is signed in to that very account: the date of birth is not asked for. */
  isOwner: boolean;
};

export type LookAtDisavowalOutcome =
  | OpenDisavowal
  | {
      outcome: 'done';
      ending: DisavowalEnding;
      /** Where the new mail went, masked; told only to the browser that pressed. */
      maskedAddress: string | undefined;
    }
  /** Too many wrong dates of birth. */
  | { outcome: 'tooManyTries' }
  | { outcome: 'expired' }
  | { outcome: 'unknown' }
  /** Unknown too, and so were too many others. */
  | { outcome: 'tooMany'; until: Date }
  /** The browser comes by no mail. */
  | { outcome: 'none' };

/** Who looks: the cookie as it came, the browser's form session, where from, and whether signed in. */
export type DisavowalHolder = {
  secretCookie: string | undefined;
  formSession: string;
  clientAddress: string;
  sessionToken: string | undefined;
};

export async function lookAtDisavowal(
  tools: ActionTools,
  holder: DisavowalHolder,
): Promise<LookAtDisavowalOutcome> {
  if (holder.secretCookie === undefined) return { outcome: 'none' };
  const secret = readDisavowalSecret(holder.secretCookie);
  if (secret === undefined) return { outcome: 'unknown' };
  const disavowal = await findDisavowal(tools.db, hashDisavowalSecret(secret));
  if (disavowal === undefined) return countUnknownLink(tools, holder.clientAddress);

  const life = disavowalState(disavowal, tools.world.now());
  switch (life.state) {
    case 'open': {
      const beside = await sessionBeside(tools, holder.sessionToken, disavowal.accountRef);
      return { outcome: 'open', disavowal, isOwner: beside === 'sameAccount' };
    }
    case 'done': {
      const pressedHere = disavowal.endedByIndex?.equals(browserIndex(tools, holder.formSession)) === true;
      const told = pressedHere && life.ending === 'renewalStarted';
      const maskedAddress = told ? await maskedAddressOf(tools, disavowal.accountRef) : undefined;
      return { outcome: 'done', ending: life.ending, maskedAddress };
    }
    case 'tooManyTries':
    case 'expired':
      return { outcome: life.state };
    default:
      return life satisfies never;
  }
}

async function maskedAddressOf(tools: ActionTools, accountRef: AccountRef): Promise<string | undefined> {
  const address = (await tools.accounts.findByRef(tools.db, accountRef))?.mailAddress;
  return address ? maskMailAddress(address) : undefined;
}
