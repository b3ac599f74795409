/** « Ce n'était pas moi », what is said above or beside its field. */

export const TOO_LATE = 'Cette page était ouverte depuis trop longtemps. Appuyez à nouveau.';

export function wrongDate(triesLeft: number): string {
  const left = triesLeft === 1 ? 'Il reste 1\u00a0essai' : `Il reste ${triesLeft}\u00a0essais`;
  return `Cette date n’est pas celle du compte. Vérifiez-la et saisissez-la à nouveau. ${left}.`;
}
