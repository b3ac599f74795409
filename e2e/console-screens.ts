/**
 * The walk of the agents' console in a browser, screen by screen, by who has each role: what console.test.ts looks at, and what
 * trees.ts keeps of it: nothing on those screens depends on chance, but for the code to dictate.
 */
import type { Page } from 'playwright-core';
import type { ConsoleService } from './console-service.ts';
import { copyCode, fillForm, receiveMail, walkToForm } from './walk.ts';

export const CONSOLE_SCREENS = [
  'console-entree',
  'console-sans-role',
  'console-journee',
  'console-refuse',
  'console-trouver',
  'console-trouver-fautes',
  'console-dossier',
  'console-date-fausse',
  'console-verifie',
  'console-adresse-fausse',
  'console-journal',
] as const;

export const CODE_SCREEN = 'console-code';

type Screen = (typeof CONSOLE_SCREENS)[number] | typeof CODE_SCREEN;

const CAMILLE = {
  numero: '2850775990999',
  dateDeNaissance: '12/07/1985',
  adresseMail: 'camille.exemple@exemple.fr',
};

/** Gives the name of each screen while the page shows it. */
export async function* consoleScreens(
  { service, consoleUrl }: ConsoleService,
  page: Page,
): AsyncGenerator<Screen> {
  await walkToForm(page, service);
  await fillForm(page, CAMILLE);
  await copyCode(page, service);
  await receiveMail(page);
  await service.sink.next();
  await page.goto(consoleUrl);
  yield 'console-entree';
  await signIn(page, consoleUrl, 'Marc Sansrôle');
  yield 'console-sans-role';
  await signIn(page, consoleUrl, 'Claire Agent');
  // Before anything is done that a mail tells the owner of, which may or may not have left.
  await page.goto(`${consoleUrl}/journee`);
  yield 'console-journee';
  await page.goto(`${consoleUrl}/journal`);
  yield 'console-refuse';
  await page.goto(consoleUrl);
  yield 'console-trouver';
  await button(page, 'Ouvrir le dossier').click();
  yield 'console-trouver-fautes';
  await page.getByLabel('Numéro de sécurité sociale, ou adresse mail').fill(CAMILLE.numero);
  await page.getByLabel('Mail non reçu').check();
  await button(page, 'Ouvrir le dossier').click();
  yield 'console-dossier';
  yield* asVerified(page);
  await button(page, 'Me déconnecter').click();
  await signIn(page, consoleUrl, 'Sofia Chef');
  await page.goto(`${consoleUrl}/journal?avant=2000-01-01T00:00:00.000Z`);
  yield 'console-journal';
}

async function* asVerified(page: Page): AsyncGenerator<Screen> {
  await sayDate(page, '13/07/1985');
  yield 'console-date-fausse';
  await sayDate(page, CAMILLE.dateDeNaissance);
  yield 'console-verifie';
  await page.getByText('Corriger l’adresse mail').click();
  await page.getByLabel('Nouvelle adresse mail').fill('camille.exemple');
  await button(page, 'Enregistrer l’adresse').click();
  yield 'console-adresse-fausse';
  await button(page, 'Donner un code provisoire').click();
  yield CODE_SCREEN;
}

async function sayDate(page: Page, date: string): Promise<void> {
  await page.getByLabel('Date de naissance dite par l’appelant').fill(date);
  await button(page, 'Vérifier').click();
}

/** As an agent does at the identity provider. */
export async function signIn(page: Page, consoleUrl: string, name: string): Promise<void> {
  await page.goto(`${consoleUrl}/connexion`);
  await page.getByRole('link', { name: 'M’identifier' }).click();
  await page.getByRole('link', { name }).click();
  await page.waitForURL(`${consoleUrl}/**`);
}

const button = (page: Page, name: string) => page.getByRole('button', { name });
