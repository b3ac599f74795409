/** The worker: each queue of `database/jobs.ts`, the action it calls, and whether another try may mend its ending. */
import { purge } from './actions/purge.ts';
import { sendAddressMail } from './actions/send-address-mail.ts';
import { sendAlertMail } from './actions/send-alert-mail.ts';
import { sendNoticeMail } from './actions/send-notice-mail.ts';
import { sendRenewalMail } from './actions/send-renewal-mail.ts';
import type { ActionTools } from './actions/tools.ts';
import type { AccountRef } from './database/accounts.ts';
import type { JobEnding, JobHandlers } from './database/jobs.ts';
import type { RequestRef } from './database/renewal-requests.ts';

type Ending = Awaited<
  ReturnType<typeof sendRenewalMail | typeof sendNoticeMail | typeof sendAlertMail | typeof sendAddressMail>
>;

/** Takes jobs, and purges from hour to hour, until the jobs are stopped. */
export async function beginWork(tools: ActionTools): Promise<void> {
  await tools.jobs.work(jobHandlers(tools));
  await tools.jobs.purgeHourly(signal => purge(tools, { signal }));
}

export function jobHandlers(tools: ActionTools): JobHandlers {
  return {
    'renewal-mail': async payload => {
      return settle(tools, 'renewal-mail', await sendRenewalMail(tools, payload.requestRef as RequestRef));
    },
    'notice-mail': async payload => {
      const notice = {
        accountRef: payload.accountRef as AccountRef,
        requestRef: payload.requestRef as RequestRef | undefined,
        changedAt: new Date(payload.changedAt),
      };
      return settle(tools, 'notice-mail', await sendNoticeMail(tools, notice));
    },
    'alert-mail': async ({ accountRef, kind, at, to }) => {
      const alert = { accountRef: accountRef as AccountRef, kind, at: new Date(at), to };
      return settle(tools, 'alert-mail', await sendAlertMail(tools, alert));
    },
    'address-mail': async ({ accountRef, askedAt }) => {
      const asked = { accountRef: accountRef as AccountRef, askedAt: new Date(askedAt) };
      return settle(tools, 'address-mail', await sendAddressMail(tools, asked));
    },
  };
}

function settle(tools: ActionTools, queue: string, ending: Ending): JobEnding {
  switch (ending.outcome) {
    case 'handedOver':
    case 'nothingToSend':
      return 'done';
    case 'crowded':
      return 'later';
    case 'givenUp':
      tools.log.warn({ queue }, 'a mail could not leave in time and was given up');
      return 'done';
    case 'refused':
      tools.log.warn({ queue, reason: ending.reason }, 'the mail server refused a mail');
      return 'done';
    case 'deferred':
    case 'unsure':
      tools.log.warn({ queue, ended: ending.outcome, reason: ending.reason }, 'a mail will be tried again');
      return 'tryAgain';
    default:
      return ending satisfies never;
  }
}
