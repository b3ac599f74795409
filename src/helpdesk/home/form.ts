/** What an agent typed to find a person: a number, or a mail address if it has an @; and the reason, from a closed list. */
import type { CaseQuestion } from '../../actions/open-case.ts';
import { readCaseReason } from '../../rules/agent-case.ts';
import { type MailAddress, mailAddressFaultSentence, readMailAddress } from '../../rules/mail-address.ts';
import { type Nir, nirFaultSentence, readNir } from '../../rules/nir.ts';
import { type NobodyFound, nobodyAfter } from '../../rules/nobody-found.ts';
import type { FieldFault } from '../../web/fields.ts';

export type TypedSearch = { search: string; reason: string };

export function homeForm(
  typed: TypedSearch,
):
  | { read: 'question'; question: CaseQuestion }
  | { read: 'faults'; faults: FieldFault[]; nobody: NobodyFound | undefined } {
  const reason = readCaseReason(typed.reason);
  const found = readSearch(typed.search);
  if (reason !== undefined && found.by !== 'nothing')
    return { read: 'question', question: { ...found, reason } };
  const faults: FieldFault[] = [];
  if (found.by === 'nothing') faults.push({ field: 'recherche', sentence: found.sentence });
  if (reason === undefined) faults.push({ field: 'motif', sentence: 'Choisissez le motif de l’appel.' });
  return { read: 'faults', faults, nobody: found.by === 'nothing' ? found.nobody : undefined };
}

type Search =
  | { by: 'number'; nir: Nir }
  | { by: 'address'; mailAddress: MailAddress }
  | { by: 'nothing'; sentence: string; nobody?: NobodyFound | undefined };

function readSearch(search: string): Search {
  if (search.includes('@')) {
    const address = readMailAddress(search);
    return address.read === 'address'
      ? { by: 'address', mailAddress: address.address }
      : { by: 'nothing', sentence: mailAddressFaultSentence(address.fault) };
  }
  const nir = readNir(search);
  return nir.read === 'nir'
    ? { by: 'number', nir: nir.nir }
    : { by: 'nothing', sentence: nirFaultSentence(nir.fault), nobody: nobodyAfter(nir.fault) };
}
