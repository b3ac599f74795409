/**
 * Whom one request of a renewal counts on, besides the document's own limit by number and date: the number alone, the
 * address typed, this form, this client and its network, the whole site (norms LIM-3, LIM-4). All canonical, all as
 * keyed digests, whoever has that number. Only a request that is accepted stays counted.
 */
import { clientNetworks } from '../rules/client-network.ts';
import { canonicalMailAddress } from '../rules/mail-address.ts';
import { REQUEST_QUOTAS, siteRequests } from '../rules/quota-table.ts';
import { type Allowance, takeAllowance } from './allowance.ts';
import type { Asked, RecordedRequest } from './record-request.ts';
import type { ActionTools } from './tools.ts';
import type { CodeUser } from './use-code.ts';

/** Takes the hits, has the request made, and gives them back unless one was accepted. */
export async function withRequestAllowance<T extends { recorded: RecordedRequest['verdict'] | 'none' }>(
  tools: ActionTools,
  asked: Asked & { asker: CodeUser },
  makeRequest: (allowance: Allowance) => Promise<T>,
): Promise<T> {
  const allowance = await takeRequestAllowance(tools, asked);
  const made = await makeRequest(allowance);
  if (allowance.verdict === 'within' && made.recorded !== 'accepted') await allowance.giveBack();
  return made;
}

function takeRequestAllowance(tools: ActionTools, asked: Asked & { asker: CodeUser }): Promise<Allowance> {
  const { client, network } = clientNetworks(asked.asker.clientAddress);
  return takeAllowance(tools, {
    kind: 'request',
    by: [
      { counted: 'session', who: asked.asker.formSession, quota: REQUEST_QUOTAS.session },
      {
        counted: 'mailAddress',
        who: canonicalMailAddress(asked.mailAddress),
        quota: REQUEST_QUOTAS.mailAddress,
      },
      { counted: 'number', who: asked.nir, quota: REQUEST_QUOTAS.number },
      { counted: 'client', who: client, quota: REQUEST_QUOTAS.client },
      { counted: 'network', who: network, quota: REQUEST_QUOTAS.network },
      { counted: 'site', who: '', quota: siteRequests(tools.config.siteRequestsPerMinute) },
    ],
  });
}
