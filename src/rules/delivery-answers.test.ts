/** Answers of mail servers: kept without anybody's name, explained in a sentence. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { explainDelivery, readDeliveryAnswer, saysAddressIsDead } from './delivery-answers.ts';
import { EXPLANATIONS } from './delivery-explanations.ts';

describe('what is kept of an answer (norms LOG-2, DSN-3)', () => {
  for (const { code, text, kept } of [
    { code: 250, text: '250 2.0.0 Ok: queued as 4F2 for <camille.exemple@exemple.fr>', kept: '250 2.0.0' },
    {
      code: 550,
      text: '550 5.1.1 <camille.exemple@exemple.fr>: Recipient address rejected',
      kept: '550 5.1.1',
    },
    { code: 421, text: '421 smtp-in.orange.fr OFR004_104 Trop de connexions', kept: '421 OFR004_104' },
    { code: 550, text: '550 5.2.0 Mail rejete. Mail rejected. ofr_506 [506]', kept: '550 5.2.0 OFR_506' },
    {
      code: 550,
      text: '550 5.5.0 Service refuse. service refused, please try later. LPN007_510',
      kept: '550 5.5.0 LPN007_510',
    },
    { code: 450, text: '450 4.7.1 Service refused SFR_IN_101', kept: '450 4.7.1 SFR_IN_101' },
    { code: 421, text: '421 4.7.0 [TSS04] Messages temporarily deferred', kept: '421 4.7.0 TSS04' },
    {
      code: 550,
      text: '550 5.7.1 part of their network is on our block list (S3150).',
      kept: '550 5.7.1 S3150',
    },
    { code: 451, text: '451 Greylisted', kept: '451' },
    { code: 421, text: '421 Too many spams from your IP (192.0.2.1)', kept: '421 débit' },
    { code: 550, text: '550 spam detected', kept: '550 spam' },
    { code: 550, text: '550 5.7.1 Message content rejected', kept: '550 5.7.1 spam' },
    {
      code: 554,
      text: '554 5.7.1 Client host blocked using zen.spamhaus.org',
      kept: '554 5.7.1 liste-noire',
    },
    { code: 550, text: '550 No such user', kept: '550 destinataire-inconnu' },
    {
      code: 554,
      text: '554 delivery error: dd This user doesn’t have a yahoo.com account',
      kept: '554 destinataire-inconnu',
    },
    { code: 554, text: '554 This mailbox is disabled (554.30)', kept: '554 boîte-fermée' },
    { code: 552, text: '552 Mailbox is full', kept: '552 boîte-pleine' },
    {
      code: 550,
      text: '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)',
      kept: '550 5.5.0 boîte-indisponible',
    },
    { code: undefined, text: 'x-unix; user unknown 5.1.1', kept: '5.1.1' },
  ]) {
    test(`« ${kept} » of « ${text} »`, () => {
      assert.equal(readDeliveryAnswer({ code, text }), kept);
    });
  }

  test('neither an IP address nor a version is taken for a status', () => {
    for (const text of ['from [82.5.1.1]', 'from [5.1.1.9]', 'Exim 4.94.2', '14.5.1.1', '5.1.1234']) {
      assert.equal(readDeliveryAnswer({ code: 550, text }), '550', text);
    }
    assert.equal(readDeliveryAnswer({ code: 550, text: '550 [82.5.1.1] refused (#5.7.1).' }), '550 5.7.1');
  });

  test('what a server that accepts says of its spam filter is not kept', () => {
    assert.equal(readDeliveryAnswer({ code: 250, text: '250 Ok, spam score 0.1' }), '250');
  });

  test('a fault of the line is kept by its name', () => {
    assert.equal(readDeliveryAnswer({ fault: 'ETIMEDOUT' }), 'ETIMEDOUT');
    assert.equal(readDeliveryAnswer({}), 'inconnue');
  });

  test('no address ever stays, whatever the server writes', () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.string(),
        fc.integer({ min: 200, max: 599 }),
        (address, noise, code) => {
          assert.doesNotMatch(
            readDeliveryAnswer({ code, text: `${code} ${noise} <${address}> ${noise}` }),
            /@|</,
          );
        },
      ),
    );
  });
});

/** At least one answer for each row of the table, in its order. */
const EXAMPLES: readonly { answer: string; says: RegExp; dead?: true }[] = [
  { answer: '552 5.2.2', says: /est pleine/ },
  { answer: '452 4.2.2', says: /est pleine/ },
  { answer: '552 5.1.1 OFR_417', says: /est pleine/ },
  { answer: '550 5.7.1 boîte-pleine', says: /est pleine/ },
  { answer: '550 5.2.1', says: /fermée, désactivée/ },
  { answer: '550 5.5.0 LPN007_426', says: /fermée, désactivée/ },
  { answer: '554 boîte-fermée', says: /fermée, désactivée/ },
  { answer: '550 5.1.1', says: /n’existe pas chez/, dead: true },
  { answer: '5.1.1', says: /n’existe pas chez/, dead: true },
  { answer: '550 5.5.0 LPN007_416', says: /n’existe pas chez/, dead: true },
  { answer: '554 destinataire-inconnu', says: /n’existe pas chez/, dead: true },
  { answer: '550 5.1.2', says: /suit le @ n’existe pas/, dead: true },
  { answer: '501 5.1.3', says: /mal écrite/, dead: true },
  { answer: '550 5.1.6', says: /déménagé/, dead: true },
  { answer: '550 5.1.10', says: /ne reçoit aucun mail/, dead: true },
  { answer: '450 4.1.8 LPN007_405', says: /adresse d’expéditeur/ },
  { answer: '550 5.1.8', says: /adresse d’expéditeur/ },
  { answer: '550 5.1.4', says: /n’accepte pas cette adresse/ },
  { answer: '550 5.7.515', says: /signature/ },
  { answer: '550 5.7.509', says: /signature/ },
  { answer: '550 5.7.26', says: /signature/ },
  { answer: '421 4.7.32', says: /signature/ },
  { answer: '550 5.5.0 LPN007_517', says: /signature/ },
  { answer: '550 5.7.25', says: /nom de notre serveur/ },
  { answer: '421 4.7.29', says: /liaison protégée que/ },
  { answer: '550 5.7.1 S3140', says: /liste de blocage/ },
  { answer: '550 OFR006_102', says: /liste de blocage/ },
  { answer: '550 5.7.606', says: /liste de blocage/ },
  { answer: '553 5.7.1 liste-noire', says: /liste de blocage/ },
  { answer: '553 5.7.2 TSS09', says: /Yahoo refuse/ },
  { answer: '421 4.7.0 TSS04', says: /Yahoo freine/ },
  { answer: '450 4.7.1 SFR_IN_101', says: /SFR bloque/ },
  { answer: '451 4.7.650 S775', says: /Outlook freine/ },
  { answer: '421 OFR004_104', says: /nombre de connexions/ },
  { answer: '421 LPN105_104', says: /nombre de connexions/ },
  { answer: '552 5.3.4', says: /trop gros/ },
  { answer: '552 5.2.3', says: /trop gros/ },
  { answer: '550 5.2.0 OFR_506', says: /pris ce mail pour un indésirable/ },
  { answer: '550 spam', says: /pris ce mail pour un indésirable/ },
  { answer: '421 4.2.0 OFR005_505', says: /Orange ou La Poste/ },
  { answer: '421 OFR_999', says: /Orange ou La Poste/ },
  { answer: '550 5.5.0 LPN007_510', says: /Orange ou La Poste/ },
  { answer: '421 4.7.28', says: /écrit trop/ },
  { answer: '421 débit', says: /écrit trop/ },
  { answer: '550 5.5.0 boîte-indisponible', says: /n’y donne plus accès/ },
  { answer: '450 4.1.1', says: /vérifier l’adresse pour le moment/ },
  { answer: '450 4.2.1', says: /suspendue/ },
  { answer: '550 5.2.0', says: /n’a pas pris ce mail/ },
  { answer: '451 4.3.0', says: /en panne/ },
  { answer: '550 5.4.1', says: /ne la connaît sans doute pas/ },
  { answer: '550 5.4.4', says: /introuvable/ },
  { answer: '554 5.4.6', says: /tourne en rond/ },
  { answer: '4.4.7', says: /pas pris le mail à temps/ },
  { answer: '421 4.4.2', says: /ne répond pas bien/ },
  { answer: '550 5.5.1', says: /n’a pas compris/ },
  { answer: '554 5.6.0', says: /n’a pas su lire/ },
  { answer: 'EAUTH', says: /ne nous reconnaît pas/ },
  { answer: '535 5.7.8', says: /ne nous reconnaît pas/ },
  { answer: '554 5.7.1', says: /règle contre les indésirables/ },
  { answer: '451 4.7.1', says: /patienter/ },
  { answer: '451', says: /patienter/ },
  { answer: '421', says: /ne prend pas nos mails/ },
  { answer: '552', says: /manque de place/ },
  { answer: '550', says: /peut-être fausse/ },
  { answer: '554 5.0.0', says: /^Le fournisseur refuse ce mail\.$/ },
  { answer: '450', says: /n’a pas pris le mail pour le moment/ },
  { answer: '250 2.0.0', says: /accepté/ },
  { answer: 'ETLS', says: /ne s’établit pas/ },
  { answer: 'ETIMEDOUT', says: /Notre serveur de mail ne répond pas/ },
  { answer: 'inconnue', says: /n’est pas connue/ },
];

describe('what an answer means, in plain French (norms DSN-2, DSN-3, FR-1 to FR-4)', () => {
  for (const { answer, says, dead } of EXAMPLES) {
    test(dead ? `${answer}: nobody has this address` : answer, () => {
      assert.match(explainDelivery(answer), says);
      assert.equal(saysAddressIsDead(answer), dead ?? false);
    });
  }

  test('every row of the table explains one of these answers', () => {
    const explained = EXAMPLES.map(({ answer }) => EXPLANATIONS.find(({ pattern }) => pattern.test(answer)));
    assert.deepEqual(
      EXPLANATIONS.filter(row => !explained.includes(row)).map(row => row.pattern.source),
      [],
    );
  });

  test('no sentence says that a mail is tried again: that depends on what became of it', () => {
    for (const { sentence } of EXPLANATIONS) assert.doesNotMatch(sentence, /réessay/);
  });
});

test('ATK-33: no pattern that a stranger’s text is matched against repeats without a bound', () => {
  const source = readFileSync(new URL('delivery-answers.ts', import.meta.url), 'utf8');
  assert.match(source, /\\w\{0,40\}/, 'the patterns are not where this test looks for them');
  assert.doesNotMatch(source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''), /\\[wSWD][*+]|\.[*+]/);
});
