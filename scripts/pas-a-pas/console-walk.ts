/**
 * The walk of the agents' guide: a morning of requests, then two calls, the day's board and the journal. Each screen with the
 * controls that its legend speaks of, in the legend's order. Its words are in agents.md.
 */
import { setImmediate } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import type { ActionTools } from '../../src/actions/tools.ts';
import type { DemoPerson } from '../../src/demo/people.ts';
import type { PicturesStage } from './stage.ts';
import { ask, askerOf, type Scene, WIDE_PX } from './walk.ts';

export async function* walkConsole(stage: PicturesStage): AsyncGenerator<Scene> {
  const { AGENTS, PEOPLE } = await import('../../src/demo/people.ts');
  const [claire = '', sofia = ''] = AGENTS.map(({ name }) => name);
  await morning(stage, PEOPLE);
  const page = await stage.openPage(WIDE_PX);
  yield* enter(stage, page, claire);
  stage.service.world.advance({ minutes: 1 });
  yield* findCamille(page, PEOPLE.camille);
  stage.service.world.advance({ minutes: 3 });
  yield* actForBilal(stage, page, PEOPLE.bilal);
  await page.getByRole('link', { name: 'Les 24 dernières heures' }).click();
  yield boardScene(page);
  stage.service.world.advance({ minutes: 1 });
  const supervisor = await stage.openPage(WIDE_PX);
  await signIn(stage, supervisor, sofia);
  await supervisor.getByRole('link', { name: 'Le journal' }).click();
  yield journalScene(supervisor);
}

/** Of the journal, as many as there were since the console was opened. */
const JOURNAL_LINES = 11;

type People = Record<'amina' | 'pavel' | 'lisandru' | 'camille', DemoPerson>;

const MAILS_OF_THE_MORNING = 5;

/** From 8h33 to 13h33: a mail an hour, one of them refused, and two for Camille; then Bilal's block begins. */
async function morning(stage: PicturesStage, { amina, pavel, lisandru, camille }: People): Promise<void> {
  const { world, sink, server } = stage.service;
  let asked = 0;
  for (const person of [amina, pavel, lisandru]) {
    if (person === pavel) sink.behave('refuse');
    await (await ask(stage, await askerOf(person))).close();
    asked += 1;

    await settled(server.tools, asked);
    sink.behave('none');
    world.advance({ minutes: 60 });
  }
  world.advance({ minutes: 100 });
  const waiting = await ask(stage, await askerOf(camille));
  await settled(server.tools, asked + 1);
  world.advance({ minutes: 10 });
  await waiting.getByRole('button', { name: 'Recevoir un nouveau mail' }).click();
  await settled(server.tools, MAILS_OF_THE_MORNING);
  world.advance({ minutes: 10 });
  const { prepareDemonstration } = await import('../../src/demo/prepare.ts');
  await prepareDemonstration(server.tools);
}

/** Returns once what became of so many mails is written. */
async function settled({ db }: ActionTools, mails: number): Promise<void> {
  const written = db.selectFrom('mails').select('settled_at').where('settled_at', 'is not', null);
  while ((await written.execute()).length < mails) await setImmediate();
}

async function* enter(stage: PicturesStage, page: Page, agent: string): AsyncGenerator<Scene> {
  await page.goto(stage.consoleUrl);
  const go = page.getByRole('link', { name: 'M’identifier' });
  yield scene(page, 'connexion', [[go]]);
  await signIn(stage, page, agent);
}

async function signIn({ consoleUrl }: PicturesStage, page: Page, agent: string): Promise<void> {
  await page.goto(consoleUrl);
  await page.getByRole('link', { name: 'M’identifier' }).click();
  await page.getByRole('link', { name: agent }).click();
  await page.getByRole('heading', { name: 'Trouver un assuré' }).waitFor();
}

const button = (page: Page, name: string) => page.getByRole('button', { name });

async function* findCamille(page: Page, camille: DemoPerson): AsyncGenerator<Scene> {
  const number = page.getByLabel('Numéro de sécurité sociale, ou adresse mail');
  const open = button(page, 'Ouvrir le dossier');
  await fillSearch(page, camille, 'Mail non reçu');
  yield scene(page, 'trouver', [
    [number],
    [page.getByRole('group', { name: 'Motif de l’appel' })],
    [open],
    [button(page, 'Me déconnecter')],
  ]);
  await open.click();
  const caller = page.getByLabel('Date de naissance dite par l’appelant');
  await caller.fill('12/07/1985');
  const verify = button(page, 'Vérifier');
  yield scene(
    page,
    'dossier',
    [[caller], [verify], [page.locator('.say strong')], [page.locator('.say p').nth(1)]],
    { to: page.locator('.say') },
  );
  yield scene(
    page,
    'dossier-suite',
    [
      [page.locator('dl.facts')],
      [page.getByRole('region', { name: 'Les vérifications' })],
      [page.getByText('Lien remplacé')],
    ],
    { from: page.getByRole('heading', { name: 'Le compte' }), to: page.locator('.timeline').last() },
  );
}

async function fillSearch(page: Page, person: DemoPerson, reason: string): Promise<void> {
  const { writtenNir } = await import('../../src/demo/people.ts');
  await page.getByLabel('Numéro de sécurité sociale, ou adresse mail').fill(writtenNir(person.nir));
  await page.getByLabel(reason).check();
}

async function* actForBilal(
  { service: { world, server } }: PicturesStage,
  page: Page,
  bilal: DemoPerson,
): AsyncGenerator<Scene> {
  await page.getByRole('link', { name: 'Trouver un assuré' }).click();
  await fillSearch(page, bilal, 'Demandes bloquées');
  await button(page, 'Ouvrir le dossier').click();
  world.advance({ minutes: 1 });
  await page.getByLabel('Date de naissance dite par l’appelant').fill('05/11/1968');
  await button(page, 'Vérifier').click();
  await page.getByText('Date de naissance exacte').waitFor();
  await page.getByText('Corriger l’adresse mail').click();
  const [lift, give] = [button(page, 'Lever le blocage'), button(page, 'Donner un code provisoire')];
  const correct = button(page, 'Enregistrer l’adresse');
  yield scene(
    page,
    'gestes',
    [
      [lift],
      [button(page, 'Envoyer un nouveau mail')],
      [give],
      [button(page, 'Afficher le numéro et l’adresse en clair')],
      [page.getByLabel('Nouvelle adresse mail'), correct],
    ],
    { from: page.getByRole('heading', { name: 'L’appelant' }), to: correct },
  );
  world.advance({ minutes: 1 });
  await lift.click();
  const lifted = page.getByText('Le blocage est levé');
  await settled(server.tools, MAILS_OF_THE_MORNING + 1);
  yield scene(page, 'blocage-leve', [[lifted]], { to: page.locator('.say') });
  world.advance({ minutes: 1 });
  await give.click();
  const code = page.locator('.say', { hasText: 'Code provisoire à dicter' });
  await settled(server.tools, MAILS_OF_THE_MORNING + 2);
  yield scene(page, 'code-provisoire', [[code.locator('.code-given')], [code.locator('li').first()]], {
    from: code,
    to: code,
  });
}

function boardScene(page: Page): Scene {
  return scene(page, 'journee', [
    [page.getByRole('img', { name: 'Mails des 24 dernières heures' })],
    [page.getByText('Heure par heure')],

    [page.getByRole('region', { name: 'Par fournisseur' })],
    [page.getByRole('region', { name: 'En recopiant le code' })],
  ]);
}

function journalScene(page: Page): Scene {
  const lines = page.locator('.timeline li');
  const ringed = [
    [button(page, 'Vérifier le journal')],
    [button(page, 'Exporter')],
    [lines.filter({ hasText: 'blocage levé' })],
  ];
  return scene(page, 'journal', ringed, { to: lines.nth(JOURNAL_LINES) });
}

/** The whole of what stands on the page, unless a part of it is enough. */
function scene(
  page: Page,
  name: string,
  callouts: Scene['callouts'],
  part: { from?: Locator; to?: Locator } = {},
): Scene {
  const { from = page.locator('.site-header'), to = page.locator('main > :last-child') } = part;
  return { name, page, callouts, crop: { from, to, marginBelow: 24 } };
}
