/**
 * A visitor without script: keeps cookies, follows redirects when asked, fills the forms it was shown and presses
 * their buttons. What it sends is what a browser would send from that page, and nothing else.
 */
import {
  CREATION_FORM,
  codeBindingOf,
  RENEWAL_FORM,
} from '../src/journey/2-forgotten-password/code-binding.ts';

export type Seen = { status: number; headers: Headers; body: string; path: string };

/** Where a visitor goes: a bench's app, or a server in another process. */
export type VisitedSite = {
  ask(path: string, init: RequestInit): Response | Promise<Response>;
  readCode(token: string, binding: string): string;
};

export type Visitor = {
  get(path: string): Promise<Seen>;
  /**
   * Posts the form of the page seen last, its hidden fields included, with these fields filled: of several the one that is
   * sent there, or else the page's own.
   */
  submit(fields: Record<string, string>, path?: string): Promise<Seen>;
  /** Posts fields as they are, to anywhere. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Seen>;
  /** Follows redirects until there is a page. */
  follow(seen: Seen): Promise<Seen>;
  cookies: Map<string, string>;
  /** The code to copy of the page seen last. */
  code(): string;
};

export function createVisitor(site: VisitedSite): Visitor {
  const cookies = new Map<string, string>();
  let last: Seen = { status: 0, headers: new Headers(), body: '', path: '/' };

  async function ask(address: string, init: RequestInit = {}): Promise<Seen> {
    const path = pathOf(address);
    const headers = new Headers(init.headers);
    if (cookies.size > 0)
      headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await site.ask(path, { ...init, headers, redirect: 'manual' });
    keepCookies(response.headers);
    last = { status: response.status, headers: response.headers, body: await response.text(), path };
    return last;
  }

  function keepCookies(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const name = pair.slice(0, pair.indexOf('='));
      if (attributes.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, pair.slice(name.length + 1));
    }
  }

  const post: Visitor['post'] = (path, fields, headers = {}) =>
    ask(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    });

  return {
    cookies,
    post,
    get: path => ask(path),
    submit: (fields, path = last.path) => {
      const forms = formsIn(last.body);
      const [form, action] = forms.find(([, to]) => to === path) ?? forms[0] ?? [];
      if (form === undefined || action === undefined) throw new Error(`the page at ${last.path} has no form`);
      return post(action, { ...hiddenFields(form), ...fields });
    },
    async follow(seen) {
      let here = seen;
      while (here.status === 302 || here.status === 303)
        here = await ask(here.headers.get('Location') ?? '/');
      return here;
    },
    code() {
      const token = hiddenFields(last.body)['code-jeton'] ?? '';
      const formSession = cookies.get('formulaire') ?? cookies.get('__Host-formulaire') ?? '';
      const form = last.path === CREATION_FORM.path ? CREATION_FORM : RENEWAL_FORM;
      return site.readCode(token, codeBindingOf(formSession, form));
    },
  };
}

/** A link of a mail is opened at the site that the visitor visits. The place of the page is not told to the site. */
function pathOf(address: string): string {
  return address.startsWith('/') ? (address.split('#')[0] ?? '') : new URL(address).pathname;
}

/** Each form of a page, whole, and where it is posted. */
function formsIn(body: string): RegExpExecArray[] {
  return [...body.matchAll(/<form method="post" action="([^"]+)"[\s\S]*?<\/form>/g)];
}

/** The hidden fields of the form that is posted there, or else of the whole page. */
export function fieldsFor(path: string, body: string): Record<string, string> {
  return hiddenFields(formsIn(body).find(([, to]) => to === path)?.[0] ?? body);
}

export function hiddenFields(body: string): Record<string, string> {
  const fields = body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}

/** The link of a delivered mail, as its text part shows it. */
export function linkIn(mail: { text: string } | undefined): string {
  return lineOf(mail, /^https?:\/\/\S+\/renouveler\/\S+$/m);
}

/** « Ce n'était pas moi » of a delivered mail, likewise. */
export function disavowLinkIn(mail: { text: string } | undefined): string {
  return lineOf(mail, /^https?:\/\/\S+\/ce-n-etait-pas-moi\/\S+$/m);
}

function lineOf(mail: { text: string } | undefined, written: RegExp): string {
  const link = written.exec(mail?.text ?? '')?.[0];
  if (link === undefined) throw new Error('there is no such link in this mail');
  return link;
}
