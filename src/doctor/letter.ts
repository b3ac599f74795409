/** What became of the test letter: what a receiver would make of it (norm DKIM-1), and whether a relay took it. */
import { explainDelivery } from '../rules/delivery-answers.ts';
import type { Desk } from './desk.ts';
import { type Finding, noAnswer } from './finding.ts';
import type { OwnLetter } from './own-letter.ts';

export function checkLetter(desk: Desk, letter: OwnLetter): Finding[] {
  const sent = desk.sendTo === undefined ? [] : [judgeHandOver(letter)];
  return [judgeAuthentication(desk, letter), ...sent];
}

function judgeAuthentication(desk: Desk, { seen }: OwnLetter): Finding {
  const found = (verdict: Finding['verdict'], sentence: string): Finding => ({
    check: 'lettre',
    verdict,
    sentence,
  });
  const isSigned = desk.config.mail.dkim.length > 0;
  const results = resultsOf(desk, { seen });
  const result = seen.dmarc === false ? 'none' : seen.dmarc.status.result;
  switch (result) {
    case 'pass':
      return found('good', `Une lettre d’essai, signée comme les vraies, est reconnue (${results}).`);
    case 'temperror':
      return noAnswer('lettre', 'le domaine de la lettre d’essai');
    case 'none':
      return found('warning', `Une lettre d’essai ne peut pas être jugée sans règle DMARC (${results}).`);
    default:
      if (isSigned) return found('bad', `Une lettre d’essai passe pour un faux (${results}).`);
      return found(
        'warning',
        `Une lettre d’essai ne peut pas être jugée d’ici\u00a0: le relais la signe après nous (${results}).`,
      );
  }
}

/** In the words of an Authentication-Results line, which operators compare with what a mailbox shows. */
function resultsOf(desk: Desk, { seen }: Pick<OwnLetter, 'seen'>): string {
  const dkim = seen.dkim.results
    .filter(({ selector }) => selector !== undefined)
    .map(({ selector, status }) => `dkim ${selector}=${status.result}`);
  const spf = desk.sendingAddresses.length > 0 && seen.spf ? [`spf=${seen.spf.status.result}`] : [];
  const dmarc = `dmarc=${seen.dmarc === false ? 'none' : seen.dmarc.status.result}`;
  return [...spf, ...dkim, dmarc].join(', ');
}

function judgeHandOver({ handOver: { ended, answer } }: OwnLetter): Finding {
  const explained = explainDelivery(answer);
  switch (ended) {
    case 'accepted':
      return {
        check: 'envoi',
        verdict: 'good',
        sentence: `Le relais a pris la lettre d’essai (${answer}).`,
        advice:
          'Ouvrez-la, et regardez la ligne Authentication-Results de son texte source\u00a0: spf, dkim et dmarc doivent y porter «\u00a0pass\u00a0».',
      };
    case 'unsure':
      return {
        check: 'envoi',
        verdict: 'unknown',
        sentence: `La liaison s’est coupée pendant la remise (${answer})\u00a0: la lettre est peut-être partie.`,
      };
    case 'deferred':
    case 'refused':
      return {
        check: 'envoi',
        verdict: 'bad',
        sentence: `La lettre d’essai n’est pas partie (${answer}). ${/^\d/.test(answer) ? explained : 'Voyez ce qui est dit du relais.'}`,
      };
    default:
      return ended satisfies never;
  }
}
