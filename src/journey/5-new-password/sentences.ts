/** Étape 5, what is said above or beside its fields besides the rules' own sentences. */

export const TOO_LATE =
  'Cette page était ouverte depuis trop longtemps. Choisissez à nouveau votre mot de passe, puis validez.';
