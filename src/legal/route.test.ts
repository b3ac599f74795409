/** The pages that the law asks for say each thing that it lists, and are reached from where people are. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench, testConfig } from '../../test/bench.ts';
import { plainWords, readable } from '../../test/readable.ts';
import { PATHS } from '../journey/plan.ts';

const { brand } = testConfig();

/** RGPD art. 13, 1 and 2, in its order. */
const NOTICE = {
  'the controller': brand.controller.name,
  'the data protection officer': brand.dataProtectionOfficer.mailAddress,
  'the purposes': "renouveler le mot de passe de votre compte ameli quand vous l'avez oublié",
  'the legal basis': "L'exécution d'une mission d'intérêt public (article 6, paragraphe 1, point e",
  'the legal basis of the number': 'le décret n° 2019-341 du 19 avril 2019',
  'the recipients': 'votre fournisseur de messagerie',
  'transfers to other countries': "hors de l'Union européenne",
  'how long requests are kept': 'leurs liens et leurs mails : 30 jours',
  'how long the journal is kept': 'ce que vous avez saisi : 365 jours',
  'access and rectification': 'demander à voir vos informations, à les faire corriger',
  'restriction and erasure': 'à limiter leur utilisation ou à les faire effacer',
  objection: 'Vous pouvez vous opposer à leur utilisation',
  'the complaint': "réclamation à la Commission nationale de l'informatique et des libertés",
  'that the data are obligatory': 'Ils sont obligatoires',
  'that no machine decides': "Il n'y a ni profilage, ni décision prise par une machine seule",
};
/** The State's model of the declaration, title by title. */
const MODEL = [
  'État de conformité',
  'Résultats des tests',
  'Contenus non accessibles',
  'Non-conformités',
  'Dérogations pour charge disproportionnée',
  "Contenus non soumis à l'obligation d'accessibilité",
  'Établissement de cette déclaration',
  'Technologies utilisées',
  'Environnement de test',
  'Outils',
  'Pages vérifiées',
  "Retour d'information et contact",
  'Voies de recours',
];

describe('the pages that the law asks for', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  const page = async (path: string) => (await bench.app.request(path)).text();
  const textOf = async (path: string) => readable(await page(path));

  for (const path of [PATHS.accessibility, PATHS.personalData, PATHS.legalNotice]) {
    test(`${path} is there, sets no cookie, and says that its body is an example`, async () => {
      const answer = await bench.app.request(path);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('set-cookie'), null);
      assert.match(
        readable(await answer.text()),
        /sont des exemples\. L'exploitant du service doit les remplacer/,
      );
    });
  }

  for (const [what, words] of Object.entries(NOTICE)) {
    test(`RGP-5: the notice tells ${what}`, async () => {
      assert.ok((await textOf(PATHS.personalData)).includes(plainWords(words)));
    });
  }

  test('RGP-5: the form of étape 2 leads to the notice before its first field', async () => {
    const form = await page(PATHS.forgottenPassword);
    const place = form.indexOf(`href="${PATHS.personalData}"`);
    assert.ok(place > 0 && place < form.indexOf('name="numero"'));
  });

  test('RGP-6: the notice names every cookie that the journey sets', async () => {
    const set = (await bench.app.request(PATHS.forgottenPassword)).headers.getSetCookie();
    const names = [
      ...set.map(cookie => cookie.split('=')[0] ?? ''),
      'resultat',
      'demande',
      'renouvellement',
      'session',
    ];
    const notice = await page(PATHS.personalData);
    assert.equal(names.length, 5);
    for (const name of names) assert.ok(notice.includes(`<li><strong>${name}</strong>`), name);
  });

  test('the declaration has the parts of the State’s model, in its order (norm A11Y-20)', async () => {
    const titles = [...(await page(PATHS.accessibility)).matchAll(/<h[23]>(.*?)<\/h[23]>/g)];
    assert.deepEqual(
      titles.map(([, title = '']) => readable(`<body>${title}`)),
      MODEL,
    );
  });

  test('the declaration says who to tell, and the Défenseur des droits (norm A11Y-20)', async () => {
    const declaration = await textOf(PATHS.accessibility);
    for (const words of [
      brand.accessibilityContact.mailAddress,
      'relais téléphonique, sans surcoût',
      'Libre réponse 71120',
      "Aucun tiers n'a audité ce service",
      "Aucun lecteur d'écran n'a été utilisé",
    ])
      assert.ok(declaration.includes(words), words);
  });

  test('the legal notice names publisher, host and licences', async () => {
    const notice = await textOf(PATHS.legalNotice);
    for (const words of [
      brand.controller.name,
      brand.host.name,
      'licence MIT',
      'SIL Open Font License',
      'espeak-ng',
    ])
      assert.ok(notice.includes(plainWords(words)), words);
  });
});
