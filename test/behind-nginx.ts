/** Two server processes with nginx in front of them, a person who has an account, and visitors who come through nginx. */
import assert from 'node:assert/strict';
import { codeBindingOf } from '../src/journey/2-forgotten-password/code-binding.ts';
import { PATHS } from '../src/journey/plan.ts';
import { type Nginx, startNginx } from './nginx.ts';
import { PEOPLE, writtenDate } from './people.ts';
import { startTwoServers, type TwoServers } from './two-servers.ts';
import { createVisitor, hiddenFields, linkIn, type Visitor } from './visitor.ts';

export type BehindNginx = {
  servers: TwoServers;
  nginx: Nginx;
  visitor(): Visitor;
  /** Étapes 2 and 4 for Camille, through nginx. */
  askForLink(): Promise<string>;
};

export async function startBehindNginx(): Promise<BehindNginx> {
  const servers = await startTwoServers({
    PUBLIC_BASE_URL: 'https://localhost',
    TRUSTED_PROXIES: '127.0.0.1',
    REPORTS_SECRET: 'un-secret-de-trente-deux-lettres-au-moins',
  });
  await servers.addPeople(PEOPLE.camille);
  const nginx = await startNginx([servers.port(0), servers.port(1)]);
  const visitor = () =>
    createVisitor({ ask: (path, init) => nginx.ask(path, init), readCode: servers.readCode });
  return { servers, nginx, visitor, askForLink: () => askForLink(servers, visitor()) };
}

async function askForLink(servers: TwoServers, camille: Visitor): Promise<string> {
  const form = await camille.get(PATHS.forgottenPassword);
  const binding = codeBindingOf(camille.cookies.get('__Host-formulaire') ?? '');
  const asked = await camille.submit({
    numero: PEOPLE.camille.nir,
    'date-de-naissance': writtenDate(PEOPLE.camille.dateOfBirth),
    'adresse-mail': String(PEOPLE.camille.mailAddress),
    code: servers.readCode(hiddenFields(form.body)['code-jeton'] ?? '', binding),
  });
  assert.equal(asked.headers.get('Location'), PATHS.mailSent);
  return linkIn(await servers.sink.next());
}
