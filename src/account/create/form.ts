/** « Créez votre compte »: what the five fields say, read at the door. Nobody is looked up to tell a fault of form (norm ENU-6). */
import {
  type CalendarDay,
  type DateOfBirth,
  dateOfBirthFaultSentence,
  readDateOfBirth,
} from '../../rules/date-of-birth.ts';
import { type MailAddress, mailAddressFaultSentence, readMailAddress } from '../../rules/mail-address.ts';
import { type Nir, nirFaultSentence, readNir } from '../../rules/nir.ts';
import { personNameFaultSentence, readPersonName } from '../../rules/person-name.ts';
import type { FieldFault } from '../../web/fields.ts';
import type { TypedPassword } from '../../web/password-form.ts';
import type { PostedForm } from '../../web/posted-form.ts';

/** As typed: shown again as they are when something is wrong. The passwords are not of them. */
export type Typed = {
  nir: string;
  name: string;
  givenName: string;
  dateOfBirth: string;
  mailAddress: string;
};

export const NOTHING_TYPED: Typed = { nir: '', name: '', givenName: '', dateOfBirth: '', mailAddress: '' };

const PASSWORD_LENGTH_MAX = 512;

export function readTyped(form: PostedForm): Typed {
  return {
    nir: form.text('numero'),
    name: form.text('nom'),
    givenName: form.text('prenom'),
    dateOfBirth: form.text('date-de-naissance'),
    mailAddress: form.text('adresse-mail'),
  };
}

export type FormReading =
  | {
      read: 'form';
      nir: Nir;
      name: string;
      givenName: string;
      dateOfBirth: DateOfBirth;
      mailAddress: MailAddress;
    }
  | { read: 'faults'; faults: readonly FieldFault[] };

export function readForm(typed: Typed, password: TypedPassword, today: CalendarDay): FormReading {
  const nir = readNir(typed.nir);
  const name = readPersonName(typed.name);
  const givenName = readPersonName(typed.givenName);
  const date = readDateOfBirth(typed.dateOfBirth, today);
  const address = readMailAddress(typed.mailAddress);
  const faults: FieldFault[] = [];
  const tell = (field: string, sentence: string) => faults.push({ field, sentence });
  if (nir.read === 'fault') tell('numero', nirFaultSentence(nir.fault));
  if (name.read === 'fault') tell('nom', personNameFaultSentence('name', name.fault));
  if (givenName.read === 'fault') tell('prenom', personNameFaultSentence('givenName', givenName.fault));
  if (date.read === 'fault') tell('date-de-naissance', dateOfBirthFaultSentence(date.fault));
  if (address.read === 'fault') tell('adresse-mail', mailAddressFaultSentence(address.fault));
  if (password.password === '') tell('nouveau-mot-de-passe', 'Choisissez un mot de passe.');
  if (password.password.length > PASSWORD_LENGTH_MAX) {
    tell('nouveau-mot-de-passe', 'Ce mot de passe est trop long.');
  }
  if (
    nir.read === 'fault' ||
    name.read === 'fault' ||
    givenName.read === 'fault' ||
    date.read === 'fault' ||
    address.read === 'fault' ||
    faults.length > 0
  ) {
    return { read: 'faults', faults };
  }
  return {
    read: 'form',
    nir: nir.nir,
    name: name.name,
    givenName: givenName.name,
    dateOfBirth: date.date,
    mailAddress: address.address,
  };
}
