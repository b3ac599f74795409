/** What production refuses to start with, besides faults of form (norms STO-6, HDR-7, HDR-8). */
import { NO_PROXY, splitList } from './network.ts';
import { decodeKeys, EXAMPLE_SECRET_KEY } from './secret-keys.ts';

/** Looked for in the settings as given, so that they are told together with the faults of form. */
export function productionFaults(settings: Record<string, string | undefined>): string[] {
  const { PUBLIC_BASE_URL = '', SECRET_KEYS = '', SMTP_URL, TRUSTED_PROXIES } = settings;
  const faults: string[] = [];
  if (URL.canParse(PUBLIC_BASE_URL) && !PUBLIC_BASE_URL.startsWith('https://')) {
    faults.push('PUBLIC_BASE_URL doit commencer par https:// en production.');
  }
  if (decodeKeys(SECRET_KEYS).some(key => key.toString('base64') === EXAMPLE_SECRET_KEY)) {
    faults.push('SECRET_KEYS contient la clé de démonstration. Tirez la vôtre (openssl rand -base64 32).');
  }
  if (TRUSTED_PROXIES === undefined) {
    faults.push(
      `TRUSTED_PROXIES est absent\u00a0: nommez les proxies placés devant, ou «\u00a0${NO_PROXY}\u00a0».`,
    );
  }
  if (SMTP_URL === undefined || splitList(SMTP_URL).length === 0) {
    faults.push('SMTP_URL est absent\u00a0: sans serveur de mail, aucun lien ne part.');
  }
  return faults;
}
