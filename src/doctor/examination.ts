/** Every check of `renouveau doctor`, in the order in which they are told (norms DKIM-1, DKIM-4, ML-10, ML-12, ML-15). */
import { checkClock } from './clock.ts';
import type { Desk } from './desk.ts';
import { checkDkim } from './dkim.ts';
import { checkDmarc } from './dmarc.ts';
import type { Finding } from './finding.ts';
import { checkLetter } from './letter.ts';
import { writeOwnLetter } from './own-letter.ts';
import { checkReception } from './reception.ts';
import { checkRelays } from './relay.ts';
import { checkReverse } from './reverse.ts';
import { checkSite } from './site.ts';
import { checkSpf } from './spf.ts';

export async function examine(desk: Desk): Promise<Finding[]> {
  const letter = writeOwnLetter(desk);
  const findings = await Promise.all([
    checkSpf(desk),
    letter.then(written => checkDkim(desk, written)),
    checkDmarc(desk),
    letter.then(written => checkLetter(desk, written)),
    checkReception(desk),
    checkReverse(desk),
    checkRelays(desk),
    checkSite(desk),
    checkClock(desk),
  ]);
  return findings.flat();
}
