/**
 * What a screen reader is given of a page: its title, then the roles, names and states of all that is on it, in their
 * order. Kept as text in e2e/trees/, so that a change of what is heard is read before it is made (norms A11Y-6 to
 * A11Y-9, A11Y-16). Each page in its usual state, and in one where something is wrong. The console's: console-screens.ts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

export const TREE_STATES = [
  'accueil',
  'connexion',
  'connexion-refusee',
  'connexion-cookies',
  'formulaire',
  'formulaire-fautes',
  'formulaire-nouveau-code',
  'formulaire-trop-tard',
  'code-garde',
  'mail-envoye',
  'mail-redemande-trop-tot',
  'envoi-impossible',
  'demandes-bloquees',
  'nouveau-mot-de-passe',
  'mots-de-passe-differents',
  'mot-de-passe-refuse',
  'lien-expire',
  'lien-absent',
  'enregistre',
  'mon-compte',
  'aide-mail',
  'aide-mail-fournisseur',
  'aide-numero',
  'creer-un-compte',
  'accessibilite',
  'donnees-personnelles',
  'mentions-legales',
  'introuvable',
  'notre-faute',
  'cookies-refuses',
] as const;

export const treeFile = (state: string) => join(import.meta.dirname, 'trees', `${state}.yml`);
export const keptTree = (state: string) => readFileSync(treeFile(state), 'utf8');

/** @param baseUrl that of the demonstration, which shows every state */
export async function readTree(page: Page, baseUrl: string, state: string): Promise<string> {
  await page.goto(`${baseUrl}/demonstration/etats/${state}`);
  return treeOf(page);
}

/** Of the page as it is shown. */
export async function treeOf(page: Page): Promise<string> {
  return `# ${await page.title()}\n${await page.locator('body').ariaSnapshot()}\n`;
}
