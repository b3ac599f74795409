/**
 * The document's last page, check by check and in its order, each answered from what is known where it can be, else as the
 * question to ask. For whoever answers the phone.
 */
import type { MailCase } from './mail-not-received.ts';
import { parisHourOf } from './paris-time.ts';
import type { LinkHistory } from './request-timeline.ts';

/** good: nothing to mend there. bad: there it is. ask: only the person can tell. */
export type MailCheck = { check: string; answer: 'good' | 'bad' | 'ask'; says: string };

export function mailChecks(mailCase: MailCase): MailCheck[] {
  const links = mailCase.requests.flatMap(request => request.links);
  return [
    addressCheck(mailCase),
    {
      check: 'Les courriels indésirables (spams)',
      answer: 'ask',
      says: 'Avez-vous regardé dans les courriels indésirables\u00a0?',
    },
    {
      check: 'Une autre adresse',
      answer: 'ask',
      says: 'Un mail envoyé depuis une autre adresse arrive-t-il dans cette boîte\u00a0?',
    },
    {
      check: 'Outlook sur ordinateur',
      answer: 'ask',
      says: 'Si vous utilisez Outlook, le mail est-il sur le site de votre fournisseur\u00a0?',
    },
    {
      check: 'Les réglages de la boîte',
      answer: 'ask',
      says: 'Un filtre ou une liste d’expéditeurs bloqués peut-il le supprimer\u00a0?',
    },
    openedCheck(links, mailCase.now),
    oldMailCheck(links, mailCase.now),
    {
      check: 'La recherche',
      answer: 'ask',
      says: 'Cherchez «\u00a0renouveler mon mot de passe\u00a0» dans toute la boîte.',
    },
  ];
}

function addressCheck({ address, deadAddress, requests }: MailCase): MailCheck {
  const check = 'L’adresse mail est-elle exacte\u00a0?';
  if (address === 'none') return { check, answer: 'bad', says: 'Le compte n’a pas d’adresse mail.' };
  if (address === 'unverified') return { check, answer: 'bad', says: 'Elle n’a jamais été validée.' };
  if (address === 'held')
    return { check, answer: 'bad', says: 'Elle a été changée il y a moins de 24\u00a0heures.' };
  if (deadAddress !== undefined)
    return { check, answer: 'bad', says: 'Le fournisseur dit qu’elle n’existe pas ou plus.' };
  if (requests[0]?.finding === 'noMatch')
    return { check, answer: 'bad', says: 'Ce qui a été saisi ne correspond pas au compte.' };
  return { check, answer: 'good', says: 'Elle est validée, et aucun fournisseur ne l’a refusée.' };
}

function openedCheck(links: readonly LinkHistory[], now: Date): MailCheck {
  const check = 'Un blocage (antivirus, messagerie, fournisseur)';
  const [opened] = links
    .flatMap(({ openedAt, openedDeadAt }) => openedDeadAt ?? openedAt ?? [])
    .sort((one, other) => other.getTime() - one.getTime());
  if (opened === undefined)
    return {
      check,
      answer: 'ask',
      says: 'Aucun lien n’a été ouvert. Un antivirus bloque-t-il le mail\u00a0?',
    };
  return {
    check,
    answer: 'good',
    says: `Un lien a été ouvert ${parisHourOf(opened, now)}\u00a0: le mail arrive.`,
  };
}

function oldMailCheck(links: readonly LinkHistory[], now: Date): MailCheck {
  const check = 'Un ancien mail';
  const replaced = links.filter(({ ending }) => ending === 'replaced');
  if (links.length === 0) return { check, answer: 'good', says: 'Aucun mail n’est en cause.' };
  if (replaced.length === 0) return { check, answer: 'good', says: 'Un seul mail est en cause.' };
  const newest = Math.max(...links.map(({ madeAt }) => madeAt.getTime()));
  return {
    check,
    answer: 'bad',
    says: `${replaced.length + 1} mails sont partis\u00a0: seul le dernier peut être valable, parti ${parisHourOf(new Date(newest), now)}.${openedSince(replaced, now)}`,
  };
}

function openedSince(replaced: readonly LinkHistory[], now: Date): string {
  const last = replaced.flatMap(({ openedDeadAt }) => openedDeadAt ?? []).at(0);
  return last === undefined ? '' : ` Un ancien lien a été ouvert ${parisHourOf(last, now)}.`;
}
