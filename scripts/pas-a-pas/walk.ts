/**
 * The walk, étape by étape: each screen on which the document has something to show, with the controls that the legend
 * of its picture speaks of, in the legend's order. Their words are in story.md.
 */
import type { Locator, Page } from 'playwright-core';
import { type Asker, copyCode, fillForm, NEW_PASSWORD, receiveMail, walkToForm } from '../../e2e/walk.ts';
import type { DemoPerson } from '../../src/demo/people.ts';
import type { SunkMail } from '../../test/mail-sink.ts';
import { linkIn } from '../../test/visitor.ts';
import type { PicturesStage } from './stage.ts';

export type Scene = {
  /** Of its picture, in the story. */
  name: string;
  page: Page;
  /** For each line of the legend, what is ringed. */
  callouts: readonly (readonly Locator[])[];
  /** The picture goes from the top of the one to the end of the other: without the demonstration's bar and the foot. */
  crop: { from: Locator; to: Locator; marginBelow: number };
};

export const WIDE_PX = 960;
/** A letter of 600 pixels and a little of the page around it. */
const MAIL_PX = 640;

export async function* walk(stage: PicturesStage): AsyncGenerator<Scene> {
  const { PEOPLE } = await import('../../src/demo/people.ts');
  const page = await stage.openPage(WIDE_PX);
  yield* toTheForm(stage, page);
  await fillForm(page, await askerOf(PEOPLE.camille));
  await copyCode(page, stage.service);
  yield formScene(page);
  await receiveMail(page);
  yield scene(page, 'etape-3', [
    [page.getByText('Vous pouvez dès à présent vous connecter')],
    [page.getByRole('button', { name: 'Recevoir un nouveau mail' })],
  ]);
  const renewalMail = await stage.service.sink.next();
  yield* impossible(stage, PEOPLE);
  yield await mailScene(stage, renewalMail, { name: 'etape-4', ringed: 'Renouveler mon mot de passe' });
  stage.service.world.advance({ minutes: 4 });
  await page.goto(linkIn(renewalMail));
  yield* newPassword(page);
  const notice = await stage.service.sink.next();
  yield await mailScene(stage, notice, { name: 'etape-6-mail', ringed: /modifié le/ });
  yield await helpScene(stage);
}

function scene(page: Page, name: string, callouts: Scene['callouts']): Scene {
  const crop = {
    from: page.locator('.site-header'),
    to: page.locator('main > :last-child'),
    marginBelow: 24,
  };
  return { name, page, callouts, crop };
}

async function* toTheForm({ service }: PicturesStage, page: Page): AsyncGenerator<Scene> {
  await page.goto(service.baseUrl);
  const signIn = page.getByRole('link', { name: 'Connectez-vous' });
  yield scene(page, 'etape-0', [[signIn]]);
  await signIn.click();
  const forgotten = page.getByRole('link', { name: 'Mot de passe oublié' });
  yield scene(page, 'etape-1', [[forgotten]]);
  await forgotten.click();
}

function formScene(page: Page): Scene {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  return scene(page, 'etape-2', [
    [page.getByLabel('Numéro de sécurité sociale *'), page.getByLabel('Date de naissance (jj/mm/aaaa) *')],
    [page.getByLabel('Adresse mail associée à votre compte ameli *')],
    [page.getByLabel('Caractères lus ou entendus *')],
    [button('Nouveau code')],
    [button('Écouter le code'), button('Écouter plus lentement')],
    [button('Je ne peux ni lire ni écouter le code')],
    [button('Recevoir le mail')],
  ]);
}

/** Étape 3bis, asked in browsers of their own: nobody's form is another's. */
async function* impossible(
  stage: PicturesStage,
  people: { noe: DemoPerson; bilal: DemoPerson },
): AsyncGenerator<Scene> {
  const withoutMail = await ask(stage, await askerOf(people.noe));
  yield scene(withoutMail, 'etape-3bis-cas-1', [[withoutMail.getByText('Merci de contacter')]]);
  const blocked = await ask(stage, await askerOf(people.bilal));
  yield scene(blocked, 'etape-3bis-cas-2', [[blocked.getByText('est bloqué jusqu’au')]]);
}

export async function ask(stage: PicturesStage, asker: Asker): Promise<Page> {
  const page = await stage.openPage(WIDE_PX);
  await walkToForm(page, stage.service);
  await fillForm(page, asker);
  await copyCode(page, stage.service);
  await receiveMail(page);
  return page;
}

/** Who has no address types one all the same: the form asks for it. */
export async function askerOf(person: DemoPerson): Promise<Asker> {
  const { writtenDate, writtenNir } = await import('../../src/demo/people.ts');
  return {
    numero: writtenNir(person.nir),
    dateDeNaissance: writtenDate(person.dateOfBirth),
    adresseMail: person.mailAddress ?? 'noe.sansmail@exemple.fr',
  };
}

async function mailScene(
  stage: PicturesStage,
  mail: SunkMail,
  shown: { name: string; ringed: string | RegExp },
): Promise<Scene> {
  const page = await stage.openPage(MAIL_PX);
  await page.setContent(mail.html);
  const inLetter =
    typeof shown.ringed === 'string'
      ? page.getByRole('link', { name: shown.ringed })
      : page.locator('p', { hasText: shown.ringed });
  const letter = page.getByRole('article');
  return {
    name: shown.name,
    page,
    callouts: [[inLetter]],
    crop: { from: letter, to: letter, marginBelow: 0 },
  };
}

async function* newPassword(page: Page): AsyncGenerator<Scene> {
  const first = page.getByRole('textbox', { name: 'Nouveau mot de passe *' });
  const second = page.getByRole('textbox', { name: 'Confirmer le mot de passe *' });
  const save = page.getByRole('button', { name: 'Valider le nouveau mot de passe' });
  await first.fill(NEW_PASSWORD);
  await second.fill(NEW_PASSWORD);
  yield scene(page, 'etape-5', [
    [first, second],
    [save],
    [page.getByText('Ne pas faire partie des mots de passe les plus utilisés')],
    [page.getByRole('button', { name: 'J’ai besoin de plus de temps' })],
  ]);
  await save.click();
  const saved = page.getByText('a bien été enregistré');
  await saved.waitFor();
  yield scene(page, 'etape-6', [[saved]]);
}

/** The last page, as who has asked for nothing yet finds it: down to the document's checks. */
async function helpScene(stage: PicturesStage): Promise<Scene> {
  const page = await stage.openPage(WIDE_PX);
  await page.goto(stage.service.baseUrl);
  await page.getByRole('link', { name: 'Je n’ai pas reçu le mail' }).click();
  const checks = page.locator('ol.checks');
  const { crop, ...shown } = scene(page, 'aide', [
    [page.locator('.address')],
    [page.getByRole('heading', { name: 'Vérifiez, dans cet ordre' })],
  ]);
  return { ...shown, crop: { ...crop, to: checks } };
}
