/** Étape 2: what the three fields say, read at the door. No account is looked up to tell a fault of form (norm ENU-6). */
import {
  type CalendarDay,
  type DateOfBirth,
  dateOfBirthFaultSentence,
  readDateOfBirth,
} from '../../rules/date-of-birth.ts';
import { type MailAddress, mailAddressFaultSentence, readMailAddress } from '../../rules/mail-address.ts';
import { type Nir, nirFaultSentence, readNir } from '../../rules/nir.ts';
import type { FieldFault } from '../../web/fields.ts';

/** The fields as typed: shown again as they are when something is wrong. */
export type Typed = { nir: string; dateOfBirth: string; mailAddress: string };

export const NOTHING_TYPED: Typed = { nir: '', dateOfBirth: '', mailAddress: '' };

export type FormReading =
  | { read: 'form'; nir: Nir; dateOfBirth: DateOfBirth; mailAddress: MailAddress }
  | { read: 'faults'; faults: readonly FieldFault[] };

export function readForm(typed: Typed, today: CalendarDay): FormReading {
  const nir = readNir(typed.nir);
  const date = readDateOfBirth(typed.dateOfBirth, today);
  const address = readMailAddress(typed.mailAddress);
  if (nir.read === 'nir' && date.read === 'date' && address.read === 'address') {
    return { read: 'form', nir: nir.nir, dateOfBirth: date.date, mailAddress: address.address };
  }
  const faults: FieldFault[] = [];
  if (nir.read === 'fault') faults.push({ field: 'numero', sentence: nirFaultSentence(nir.fault) });
  if (date.read === 'fault') {
    faults.push({ field: 'date-de-naissance', sentence: dateOfBirthFaultSentence(date.fault) });
  }
  if (address.read === 'fault') {
    faults.push({ field: 'adresse-mail', sentence: mailAddressFaultSentence(address.fault) });
  }
  return { read: 'faults', faults };
}
