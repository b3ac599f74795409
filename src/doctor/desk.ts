/** What lies on the operator's desk when the sending domain is looked at: the settings, the name servers, the clock. */
import type { Config } from '../config.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { World } from '../world.ts';
import type { Names } from './names.ts';

export type Desk = {
  config: Config;
  names: Names;
  world: World;
  /** From which the mails leave for good, as the operator says: often the relay's, never known to us. */
  sendingAddresses: readonly string[];
  /** Who is to receive the test letter; undefined when it is written and not sent. */
  sendTo: MailAddress | undefined;
  /** Whom to ask for the hour, `host` or `host:port`; undefined when the clock is not looked at. */
  timeServer: string | undefined;
};

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
