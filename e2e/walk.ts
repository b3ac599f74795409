/** The walk of the document, by the sentences that stand on its screens: labels, buttons, titles. */
import type { Page } from 'playwright-core';
import { linkIn } from '../test/visitor.ts';
import type { Service } from './service.ts';

export type Asker = { numero: string; dateDeNaissance: string; adresseMail: string };

export const NEW_PASSWORD = 'Nouveau+Mdp=42';

/** Étapes 0 to 2: from the welcome page to the form. */
export async function walkToForm(page: Page, service: Service): Promise<void> {
  await page.goto(service.baseUrl);
  await page.getByRole('link', { name: 'Connectez-vous' }).click();
  await page.getByRole('link', { name: 'Mot de passe oublié' }).click();
}

export async function fillForm(page: Page, asker: Asker): Promise<void> {
  await page.getByLabel('Numéro de sécurité sociale *').fill(asker.numero);
  await page.getByLabel('Date de naissance (jj/mm/aaaa) *').fill(asker.dateDeNaissance);
  await page.getByLabel('Adresse mail associée à votre compte ameli *').fill(asker.adresseMail);
}

/** Étape 2, « L'assuré écrit les caractères lus ou entendus ». */
export async function copyCode(page: Page, service: Service): Promise<void> {
  await page.getByLabel('Caractères lus ou entendus *').fill(await service.codeOn(page));
}

export async function receiveMail(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Recevoir le mail' }).click();
}

/** Étapes 2 to 5: asks, waits for the mail, opens its link. */
export async function walkToNewPassword(page: Page, service: Service, asker: Asker): Promise<void> {
  await walkToForm(page, service);
  await fillForm(page, asker);
  await copyCode(page, service);
  await receiveMail(page);
  await page.goto(linkIn(await service.sink.next()));
}

export async function choosePassword(page: Page, password: string, repeated = password): Promise<void> {
  await page.getByRole('textbox', { name: 'Nouveau mot de passe *' }).fill(password);
  await page.getByRole('textbox', { name: 'Confirmer le mot de passe *' }).fill(repeated);
  await page.getByRole('button', { name: 'Valider le nouveau mot de passe' }).click();
}

export async function signIn(page: Page, numero: string, password: string): Promise<void> {
  await page.getByLabel('Mon numéro de sécurité sociale').fill(numero);
  await page.getByRole('textbox', { name: 'Mon mot de passe (ou code provisoire)' }).fill(password);
  await page.getByRole('button', { name: 'ME CONNECTER' }).click();
}
