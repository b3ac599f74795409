/**
 * Who opens a mailed link other than étape 4's gives the date of birth of the account, so that a scanner that presses its
 * button does nothing (norm SCAN-7). As many wrong dates as this end the link: there are not so many dates in a life.
 */
export const OWNER_TRIES_MAX = 5;
