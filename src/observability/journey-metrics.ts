/**
 * The journey in figures, étape by étape (norm LOG-8): each fact that was committed raises its counter, and nothing else
 * does. Figures of one process since it started; Prometheus adds the processes up.
 */
import { Histogram, type Registry } from 'prom-client';
import type { AuditedLimit } from '../rules/audit-events.ts';
import { CODE_ENDINGS, CODE_WAYS, type Fact, LIMITED } from '../rules/facts.ts';
import { PASSWORD_RULES } from '../rules/password-rules.ts';
import { MAIL_KINDS } from '../rules/request-timeline.ts';
import { boundedCounter } from './bounded.ts';

const RULES = [...new Set(Object.values(PASSWORD_RULES).flatMap(rules => rules.map(rule => rule.id)))];
const COUNTED_BY = [
  'person',
  'session',
  'account',
  'mailAddress',
  'number',
  'client',
  'network',
  'site',
  'sessionOrClient',
] as const;
const DEAD_LINKS = [
  'expired',
  'usedHere',
  'used',
  'replaced',
  'passwordChanged',
  'addressChanged',
  'disavowed',
  'unknown',
] as const;
const MAIL_ENDINGS = {
  mailHandedOver: 'handedOver',
  mailDeferred: 'deferred',
  mailRefused: 'refused',
  mailUnsure: 'unsure',
  mailGivenUp: 'givenUp',
} as const;
const SIGN_IN_ENDINGS = {
  signedIn: 'signedIn',
  signInFailed: 'failed',
  signInThrottled: 'throttled',
} as const;

/** Seconds: a mail leaves at once or, tried again, within half an hour. */
const MAIL_BUCKETS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600];
/** Seconds: some minutes for most; a link lives 30 minutes, 130 if asked. */
const RENEWAL_BUCKETS = [60, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800];

/** @returns what to call with each fact */
export function createJourneyMetrics(register: Registry): (fact: Fact) => void {
  const count = counters(register);
  const mailDelay = delay(register, MAIL_BUCKETS, {
    name: 'renouveau_mail_delay_seconds',
    help: 'From the request (étape 2) until the mail server has the mail (étape 4)',
  });
  const renewalDelay = delay(register, RENEWAL_BUCKETS, {
    name: 'renouveau_renewal_delay_seconds',
    help: 'From the request (étape 2) until the new password is saved (étape 6)',
  });

  return fact => {
    switch (fact.event) {
      case 'requestAccepted':
        count.requests({ outcome: 'accepted' });
        return count.findings({ finding: fact.detail.finding });
      case 'requestRepeated':
        return count.requests({ outcome: 'repeated' });
      case 'requestBlocked':
        return countBlocked(count, fact.detail.limit);
      case 'codeJudged':
        return count.codes({ way: fact.detail.way, outcome: fact.detail.ending });
      case 'mailHandedOver':
      case 'mailDeferred':
      case 'mailRefused':
      case 'mailUnsure':
      case 'mailGivenUp':
        return count.mails({ kind: fact.detail.kind, outcome: MAIL_ENDINGS[fact.event] });
      case 'renewalMailLeft':
        return mailDelay.observe(secondsOf(fact.detail));
      case 'reportNoted':
        return count.reports({ outcome: fact.detail.ending });
      case 'linkOpened':
        return count.opened({});
      case 'linkExtended':
        return count.extended({});
      case 'linkRefused':
        return count.dead({ reason: fact.detail.why });
      case 'unknownLinkOpened':
        return count.dead({ reason: 'unknown' });
      case 'passwordRefused':
        for (const rule of fact.detail.rules) count.refusals({ rule });
        return;
      case 'passwordChanged':
        return count.renewals({});
      case 'renewed':
        return renewalDelay.observe(secondsOf(fact.detail));
      case 'signedIn':
      case 'signInFailed':
      case 'signInThrottled':
        return count.signIns({ outcome: SIGN_IN_ENDINGS[fact.event] });
      case 'limitReached':
        return count.limits({ limited: fact.detail.limited, counted_by: fact.detail.by });
      default:
        return;
    }
  };
}

/** The document's own limit, or one of the others: those tell of themselves (`limitReached`). */
function countBlocked(count: ReturnType<typeof counters>, limit: AuditedLimit): void {
  const isPersons = limit === 'person';
  if (isPersons) count.limits({ limited: 'request', counted_by: 'person' });
  count.requests({ outcome: isPersons ? 'blocked' : 'limited' });
}

function counters(register: Registry) {
  const counter = <const L extends Record<string, readonly string[]>>(
    name: string,
    help: string,
    labels: L,
  ) => boundedCounter(register, { name: `renouveau_${name}_total`, help, labels });
  return {
    requests: counter('requests', 'Requests of a renewal (étapes 2 and 3), by what became of them', {
      outcome: ['accepted', 'repeated', 'blocked', 'limited'],
    }),
    findings: counter('request_findings', 'What accepted requests found', {
      finding: ['match', 'noVerifiedAddress', 'noMatch'],
    }),
    codes: counter('codes_judged', 'Answers to the code to copy (étape 2)', {
      way: CODE_WAYS,
      outcome: CODE_ENDINGS,
    }),
    mails: counter('mails', 'Mails that left or tried to, by what the mail server made of them', {
      kind: MAIL_KINDS,
      outcome: Object.values(MAIL_ENDINGS),
    }),
    reports: counter('delivery_reports', 'Reports about mails that had left; failed is a bounce', {
      outcome: ['failed', 'delayed', 'delivered'],
    }),
    opened: counter('links_opened', 'Live links opened, each once (étape 5)', {}),
    extended: counter('links_extended', 'Links given more time (étape 5)', {}),
    dead: counter('links_refused', 'Links worth nothing, each time they are shown', { reason: DEAD_LINKS }),
    refusals: counter('password_refusals', 'Rules broken by new passwords (étape 5)', { rule: RULES }),
    renewals: counter('renewals', 'New passwords saved (étape 6)', {}),
    signIns: counter('sign_ins', 'Sign-ins tried (étape 1)', {
      outcome: ['signedIn', 'failed', 'throttled'],
    }),
    limits: counter('limits_reached', 'Somebody was turned away by a limit', {
      limited: LIMITED,
      counted_by: COUNTED_BY,
    }),
  };
}

function delay(register: Registry, buckets: number[], named: { name: string; help: string }): Histogram {
  return new Histogram({ ...named, buckets, registers: [register] });
}

function secondsOf({ askedAt, at }: { askedAt: Date; at: Date }): number {
  return (at.getTime() - askedAt.getTime()) / 1000;
}
