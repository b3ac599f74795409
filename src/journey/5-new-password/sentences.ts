/** Étape 5, what is said above or beside its fields besides the rules' own sentences. */

export const TOO_LATE =
  'Cette page était ouverte depuis trop longtemps. Choisissez à nouveau votre mot de passe, puis validez.';

export const SAME_ACCOUNT =
  'Vous êtes déjà connecté à ce compte dans ce navigateur. Une fois le mot de passe changé, vous serez déconnecté ici aussi.';

export function otherAccount(anAccount: string): string {
  return `Vous êtes connecté à ${anAccount} dans ce navigateur, et le lien que vous avez ouvert est celui d’un autre compte. Le mot de passe choisi ici sera celui de cet autre compte. Le compte connecté ne change pas.`;
}
