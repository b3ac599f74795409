/**
 * DKIM (norm DKIM-1): whether the key in the DNS is the one that signs here. Each signature of the test letter is
 * verified, so what is judged is what receivers do and not a reading of the record.
 */
import { createPublicKey } from 'node:crypto';
import type { DKIMResult } from 'mailauth';
import type { DkimSetting } from '../config/mail.ts';
import { dkimRecord } from '../mail/dkim.ts';
import { type Desk, domainOf } from './desk.ts';
import { type Finding, noAnswer, txtLine } from './finding.ts';
import type { OwnLetter } from './own-letter.ts';

const RSA_BITS_MIN = 2048;

export async function checkDkim(desk: Desk, letter: OwnLetter): Promise<Finding[]> {
  const keys = desk.config.mail.dkim;
  if (keys.length === 0) return [unsigned(domainOf(desk.config.mail.fromAddress))];
  const findings = await Promise.all(keys.map(key => checkKey(desk, key, letter)));
  return [...findings, ...checkKinds(keys)];
}

function unsigned(domain: string): Finding {
  return {
    check: 'dkim',
    verdict: 'warning',
    sentence: `Les mails partent d’ici sans signature (DKIM_KEYS est vide)\u00a0: c’est au relais de les signer pour ${domain}.`,
    advice: `Envoyez-vous un mail d’essai (--mail)\u00a0: sa ligne Authentication-Results doit porter «\u00a0dkim=pass\u00a0» et «\u00a0header.d=${domain}\u00a0» ou «\u00a0header.i=@${domain}\u00a0».`,
  };
}

async function checkKey(desk: Desk, key: DkimSetting, letter: OwnLetter): Promise<Finding> {
  const domain = domainOf(desk.config.mail.fromAddress);
  const name = `${key.selector}._domainkey.${domain}`;
  const advice = `Publiez\u00a0: ${txtLine(name, dkimRecord({ ...key, domain }))}`;
  const published = await desk.names.texts(name);
  if (published.state === 'silent') return noAnswer('dkim', name);
  const bad = (sentence: string): Finding => ({ check: 'dkim', verdict: 'bad', sentence, advice });
  if (published.records.length === 0) return bad(`La clé DKIM ${name} n’est pas publiée.`);
  if (published.records.length > 1) {
    return bad(
      `${name} a ${published.records.length} enregistrements TXT\u00a0: les destinataires en lisent un au hasard.`,
    );
  }
  const result = letter.seen.dkim.results.find(({ selector }) => selector === key.selector);
  const fault = result === undefined ? 'La signature n’a pas été lue.' : signatureFault(name, result);
  if (fault === 'silent') return noAnswer('dkim', name);
  if (fault !== undefined) return bad(fault);
  return { check: 'dkim', verdict: 'good', sentence: `DKIM\u00a0: la clé ${name} est celle qui signe ici.` };
}

/** undefined when receivers take the signature for good; silent when the name servers did not answer. */
function signatureFault(name: string, { status, rr = '' }: DKIMResult): string | undefined {
  if (status.result === 'pass') {
    if (status.testing !== true) return undefined;
    return `La clé ${name} est marquée «\u00a0t=y\u00a0» (essai)\u00a0: les destinataires ne tiennent pas compte de la signature.`;
  }
  if (status.result === 'temperror') return 'silent';
  if (status.result === 'fail') return `La clé publiée à ${name} n’est pas celle qui signe ici.`;
  if (status.policy?.['dkim-rules'] === 'weak-key') {
    return `La clé publiée à ${name} a moins de ${RSA_BITS_MIN} bits\u00a0: les destinataires la refusent.`;
  }
  if (/(?:^|;)p=(?:;|$)/.test(rr)) return `La clé ${name} est révoquée («\u00a0p=\u00a0» est vide).`;
  return `L’enregistrement ${name} n’est pas une clé DKIM qui puisse servir ici.`;
}

/** RSA is what everybody reads, Ed25519 what will outlive it (RFC 8463). */
function checkKinds(keys: readonly DkimSetting[]): Finding[] {
  const kinds = new Set(keys.map(key => createPublicKey(key.privateKey).asymmetricKeyType));
  if (!kinds.has('rsa')) {
    return [
      {
        check: 'dkim',
        verdict: 'warning',
        sentence:
          'Les mails ne sont signés qu’en Ed25519, que de grands fournisseurs ne savent pas encore lire.',
        advice: `Ajoutez une clé RSA de ${RSA_BITS_MIN} bits à DKIM_KEYS\u00a0: openssl genrsa -out rsa.pem ${RSA_BITS_MIN}`,
      },
    ];
  }
  if (kinds.has('ed25519')) return [];
  return [
    {
      check: 'dkim',
      verdict: 'good',
      sentence: 'Les mails sont signés en RSA, que tous savent lire.',
      advice:
        'Vous pouvez y ajouter une signature Ed25519 (DKIM_KEYS)\u00a0: openssl genpkey -algorithm ed25519 -out ed25519.pem',
    },
  ];
}
