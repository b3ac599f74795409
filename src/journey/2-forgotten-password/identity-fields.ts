/** Who one is, as étape 2 asks it, and whoever asks the same: number with its help, and date of birth (étapes 0, 1 and 2). */
import { html } from 'hono/html';
import { type FieldFault, faultOf, field } from '../../web/fields.ts';
import type { Html } from '../../web/page.ts';
import { PATHS } from '../plan.ts';

type Asked<Typed> = { typed: Typed; faults: readonly FieldFault[] };

export function numberField({ typed, faults }: Asked<{ nir: string }>): Html {
  return html`${field({
    name: 'numero',
    label: 'Numéro de sécurité sociale *',
    hint: '13 caractères, ou 15 avec la clé, par exemple\u00a0: 2\u00a084\u00a005\u00a088\u00a0321\u00a0025\u00a032',
    value: typed.nir,
    fault: faultOf(faults, 'numero'),
    autocomplete: 'username',
    autocapitalize: 'characters',
  })}
<p class="under-field"><a href="${PATHS.helpNumber}">Où trouver mon numéro de sécurité sociale\u00a0?</a></p>`;
}

export function dateOfBirthField({ typed, faults }: Asked<{ dateOfBirth?: string | undefined }>): Html {
  return field({
    name: 'date-de-naissance',
    label: 'Date de naissance (jj/mm/aaaa) *',
    hint: 'Par exemple\u00a0: 12/07/1985, ou 12071985',
    value: typed.dateOfBirth,
    fault: faultOf(faults, 'date-de-naissance'),
    inputmode: 'numeric',
    autocomplete: 'bday',
  });
}
