/**
 * The code to copy of étape 2 and of « Créez votre compte », seen, heard, renewed, or done without. Picture and sound are the same bytes at each fetch
 * and gone when the code has expired (norm CAP-5). What costs computing is bounded by quotas (norm CAP-6).
 */
import { type Context, Hono } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import { askForProof } from '../../actions/use-code.ts';
import { readRange } from '../../captcha/range.ts';
import { retryAfter } from '../../rules/until-when.ts';
import { formSessionOf, judgeForm } from '../../web/form-session.ts';
import { readPostedForm } from '../../web/posted-form.ts';
import { type CodeForm, codeBindingOf, codePathsOf, formPurposeOf, userOf } from './code-binding.ts';
import type { CodeMeter } from './code-meter.ts';
import { tooManyCodes } from './code-sentences.ts';

export function codeRoutes(tools: ActionTools, count: CodeMeter, form: CodeForm): Hono {
  const routes = new Hono();
  const paths = codePathsOf(form);
  const bindingOf = (c: Context) => codeBindingOf(formSessionOf(c, tools), form);

  function refuse(c: Context, until: Date) {
    c.header('Retry-After', retryAfter(tools.world.now(), until));
    return c.text(tooManyCodes(until), 429);
  }

  routes.get(`${paths.code}/:token/image.png`, c => {
    const counted = count(c, 'picture');
    if (counted.verdict === 'over') return refuse(c, counted.until);
    const picture = tools.challenges.picture(c.req.param('token'), bindingOf(c));
    if (picture.state !== 'drawn') return c.body(null, GONE[picture.state]);
    return c.body(new Uint8Array(picture.png), 200, { 'Content-Type': 'image/png' });
  });

  for (const { file, pace } of SOUNDS) {
    routes.get(`${paths.code}/:token/${file}`, c => {
      const counted = count(c, 'sound');
      if (counted.verdict === 'over') return refuse(c, counted.until);
      const sound = tools.challenges.sound(c.req.param('token'), bindingOf(c), pace);
      if (sound.state !== 'spoken') return c.body(null, GONE[sound.state]);
      return serveInRanges(c, sound.wav, 'audio/wav');
    });
  }

  routes.post(paths.code, async c => {
    if (!(await isOurForm(c, tools, form))) return c.body(null, 403);
    const counted = count(c, 'newCode');
    if (counted.verdict === 'over') return refuse(c, counted.until);
    return c.json({ token: tools.challenges.issue(bindingOf(c)) });
  });

  routes.post(paths.proof, async c => {
    if (!(await isOurForm(c, tools, form))) return c.body(null, 403);
    const asked = await askForProof(tools, userOf(c, tools), bindingOf(c));
    switch (asked.outcome) {
      case 'challenge':
        return c.json({ challenge: asked.challenge, tries: asked.tries });
      case 'tooMany':
        return refuse(c, asked.until);
      default:
        return asked satisfies never;
    }
  });
  return routes;
}

const GONE = { expired: 410, forged: 404 } as const;

const SOUNDS = [
  { file: 'son.wav', pace: 'normal' },
  { file: 'son-lent.wav', pace: 'slow' },
] as const;

async function isOurForm(c: Context, tools: ActionTools, form: CodeForm): Promise<boolean> {
  const posted = await readPostedForm(c);
  const judged = judgeForm(c, tools, { token: posted.text('jeton'), purpose: formPurposeOf(form) });
  return judged.verdict === 'good';
}

/** Some players ask for a sound in pieces and play nothing otherwise (RFC 9110 §14). */
function serveInRanges(c: Context, content: Buffer, type: string) {
  const range = readRange(c.req.header('Range'), content.length);
  c.header('Accept-Ranges', 'bytes');
  c.header('Content-Type', type);
  switch (range.state) {
    case 'whole':
      return c.body(new Uint8Array(content));
    case 'unsatisfiable':
      return c.body(null, 416, { 'Content-Range': `bytes */${content.length}` });
    case 'partial': {
      const { start, end } = range;
      c.header('Content-Range', `bytes ${start}-${end}/${content.length}`);
      return c.body(new Uint8Array(content.subarray(start, end + 1)), 206);
    }
    default:
      return range satisfies never;
  }
}
