/** What a page is recognised by: its status, where it leads, and its title. */
import assert from 'node:assert/strict';
import type { Seen } from '../visitor.ts';
import type { Worth } from './story.ts';

export function expectRedirect(seen: Seen, path: string): void {
  assert.deepEqual([seen.status, seen.headers.get('Location')], [303, path]);
}

export function expectPage(seen: Seen, status: number, title?: string): void {
  const told = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(seen.body)?.[1];
  assert.deepEqual([seen.status, title === undefined ? undefined : told], [status, title]);
}

export const hasForm = (seen: Seen, field: string) => seen.body.includes(`name="${field}"`);

const DEAD: Record<Exclude<Worth, 'live'>, [number, string]> = {
  none: [400, 'Ouvrez d’abord le lien du mail'],
  unknown: [404, 'Ce lien n’est pas reconnu'],
  refused: [404, 'Ce lien n’est pas reconnu'],
  expired: [410, 'Ce lien a expiré'],
  used: [410, 'Ce lien a déjà été utilisé'],
  usedHere: [200, 'Votre mot de passe est changé'],
  replaced: [410, 'Ce lien a été remplacé'],
  passwordChanged: [410, 'Ce lien n’est plus valable'],
  addressChanged: [410, 'Ce lien n’est plus valable'],
  disavowed: [410, 'Ce lien a été annulé'],
};

/** Étape 5: its form for a live link, with this status, and for any other the page that says why not. */
export function expectLinkPage(seen: Seen, worth: Worth, statusIfLive = 200): void {
  assert.equal(hasForm(seen, 'nouveau-mot-de-passe'), worth === 'live', worth);
  if (worth === 'live') expectPage(seen, statusIfLive);
  else expectPage(seen, ...DEAD[worth]);
}
