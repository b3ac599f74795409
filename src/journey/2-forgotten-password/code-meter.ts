/** How often codes are renewed, drawn and said, by form session and by client address, within quotas (CAP-6). */
import type { Context } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import { CODE_QUOTAS } from '../../rules/code-quotas.ts';
import { type QuotaVerdict, strictest } from '../../rules/quota.ts';
import { MemoryQuotas } from '../../web/memory-quotas.ts';
import { userOf } from './code-binding.ts';

export type CodeMeter = (c: Context, use: 'newCode' | 'picture' | 'sound') => QuotaVerdict;

/** One for the whole process: with and without script, and whichever form it is of, a new code is a new code. */
export function createCodeMeter(tools: ActionTools): CodeMeter {
  const quotas = new MemoryQuotas(tools.world);
  return (c, use) => {
    const { formSession, clientAddress } = userOf(c, tools);
    return strictest([
      quotas.hit(`${use}/session/${formSession}`, CODE_QUOTAS[use].session),
      quotas.hit(`${use}/client/${clientAddress}`, CODE_QUOTAS[use].client),
    ]);
  };
}
