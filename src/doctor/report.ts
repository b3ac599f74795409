/** What was found, told: for people, one line a check, with what to do under it; for scripts, the same in JSON. */
import type { Finding, Verdict } from './finding.ts';

const MARKS: Record<Verdict, string> = { good: '✓', warning: '!', bad: '✗', unknown: '?' };
const WORDS: Record<Verdict, string> = {
  good: 'bon',
  warning: 'attention',
  bad: 'mauvais',
  unknown: 'inconnu',
};

/** Whether nothing stands in the way: what could be better does not, what could not be seen does. */
export function isSound(findings: readonly Finding[]): boolean {
  return findings.every(({ verdict }) => verdict === 'good' || verdict === 'warning');
}

export function writeReport(findings: readonly Finding[]): string {
  return [...findings.map(writeFinding), '', summary(findings)].join('\n');
}

function writeFinding({ verdict, sentence, advice }: Finding): string {
  return [`${MARKS[verdict]} ${sentence}`, ...(advice === undefined ? [] : [`    ${advice}`])].join('\n');
}

function summary(findings: readonly Finding[]): string {
  const count = (verdict: Verdict) => findings.filter(finding => finding.verdict === verdict).length;
  const parts = [
    counted(count('bad'), 'point à corriger', 'points à corriger'),
    counted(count('unknown'), 'point sans réponse', 'points sans réponse'),
    counted(count('warning'), 'point à améliorer', 'points à améliorer'),
  ].filter(part => part !== undefined);
  if (parts.length === 0) return 'Tout est bon.';
  const list = parts.join(', ');
  return isSound(findings) ? `Tout est en place\u00a0; ${list}.` : `${list}.`;
}

const counted = (count: number, one: string, several: string) =>
  count === 0 ? undefined : `${count} ${count === 1 ? one : several}`;

export function writeJson(findings: readonly Finding[]): string {
  const checks = findings.map(({ check, verdict, sentence, advice }) => ({
    controle: check,
    verdict: WORDS[verdict],
    phrase: sentence,
    ...(advice !== undefined && { conseil: advice }),
  }));
  return JSON.stringify({ resume: summary(findings), controles: checks });
}
