/** Which verbs a page answers to, read from the routes themselves: another verb is told so, with 405 (norm ATK-34). */
import type { Hono } from 'hono';

const VERBS = ['GET', 'POST'];

/** Empty where there is no page. */
export function methodsAt(app: Hono, path: string): string[] {
  const known = VERBS.filter(verb =>
    app.router.match(verb, path)[0].some(([[, route]]) => route.method === verb),
  );
  return known.flatMap(verb => (verb === 'GET' ? ['GET', 'HEAD'] : [verb]));
}
