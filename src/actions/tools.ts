/** What an action may use. Made once by the composition root (`server.ts`); a test makes its own with a fixed world. */
import type { Challenges } from '../captcha/challenge.ts';
import type { Proofs } from '../captcha/proof.ts';
import type { Config } from '../config.ts';
import type { Accounts } from '../database/accounts.ts';
import type { InsuredPeople } from '../database/insured-people.ts';
import type { Jobs } from '../database/jobs.ts';
import type { Db } from '../database/tables.ts';
import type { Log } from '../log.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { World } from '../world.ts';

export type ActionTools = {
  config: Config;
  world: World;
  log: Log;
  db: Db;
  accounts: Accounts;
  register: InsuredPeople;
  jobs: Jobs;
  secrets: Secrets;
  challenges: Challenges;
  proofs: Proofs;
  mailer: Mailer;
};
