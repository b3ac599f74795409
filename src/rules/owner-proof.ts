/**
 * Mailed links other than that of étape 4 ask who opens them for the account's date of birth: a scanner opens links and presses
 * buttons, but does not know it. So many wrong dates end a link.
 */
export const OWNER_TRIES_MAX = 5;
