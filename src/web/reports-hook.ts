/**
 * The door for a mail server that brings back the reports it made (norm DSN-1): a secret of its own instead of the
 * form's token, and a body larger than a form's, which is why it stands before the door of the posts. It is there only
 * when the settings name the secret. Whatever a message is worth the answer is the same, so that nobody brings it again
 * and nobody learns from it; the log has the outcome and nothing of the message.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { REPORT_BYTES_MAX, takeDeliveryReport } from '../actions/take-delivery-report.ts';
import type { ActionTools } from '../actions/tools.ts';

const REPORTS_PATH = '/rapports-de-remise';
const MESSAGE_TYPE = /^(?:message\/rfc822|text\/plain|application\/octet-stream)\s*(?:;|$)/i;

export function reportsHook(tools: ActionTools): Hono {
  const hook = new Hono();
  const secret = tools.config.mail.reportsSecret;
  if (secret === undefined) return hook;
  hook.post(
    REPORTS_PATH,
    async (c, next) => {
      if (isSecret(secret, c)) return next();
      return c.body(null, 401, { 'WWW-Authenticate': 'Bearer' });
    },
    bodyLimit({ maxSize: REPORT_BYTES_MAX, onError: c => c.body(null, 413) }),
    async c => {
      if (!MESSAGE_TYPE.test(c.req.header('Content-Type') ?? '')) return c.body(null, 415);
      const raw = Buffer.from(await c.req.arrayBuffer());
      const { outcome } = await takeDeliveryReport(tools, { raw, recipient: c.req.header('X-Destinataire') });
      tools.log.info({ outcome }, 'a report about a mail was brought');
      return c.body(null, 204);
    },
  );
  return hook;
}

/** Digests are of one length, so that the time taken says nothing of the secret, its length included. */
function isSecret(secret: string, c: Context): boolean {
  const given = /^Bearer +(.+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
