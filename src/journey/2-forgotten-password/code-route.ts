/** Étape 2: the picture of the code to copy, the same bytes at each fetch, gone when the code has expired (norm CAP-5). */
import { Hono } from 'hono';
import type { ActionTools } from '../../actions/tools.ts';
import { formSessionOf } from '../../web/form-session.ts';
import { PATHS } from '../plan.ts';
import { codeBindingOf } from './code-binding.ts';

export function codeRoutes(tools: ActionTools): Hono {
  const routes = new Hono();
  routes.get(`${PATHS.codePicture}/:token/image.png`, c => {
    const binding = codeBindingOf(formSessionOf(c, tools));
    const picture = tools.challenges.picture(c.req.param('token'), binding);
    switch (picture.state) {
      case 'drawn':
        return c.body(new Uint8Array(picture.png), 200, { 'Content-Type': 'image/png' });
      case 'expired':
        return c.body(null, 410);
      case 'forged':
        return c.body(null, 404);
      default:
        return picture satisfies never;
    }
  });
  return routes;
}
