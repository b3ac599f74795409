/** The rules of the house that a machine can hold: who imports whom, what is called, how long things are. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { measureFunctions } from './functions.ts';
import { readSources, type Source } from './sources.ts';

const FILE_LINES_MAX = 200;
const FUNCTION_LINES_MAX = 60;
const FUNCTION_LINES_MEDIAN_MAX = 12;
const PARAMETERS_MAX = 4;

const sources = readSources('src/**/*.ts');
const product = sources.filter(source => !source.path.endsWith('.test.ts'));
const everything = [
  ...sources,
  ...readSources('test/**/*.ts', 'e2e/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'),
];

/** What the files of each room may import of ours, besides their own room. Files at the root of src/ go by name. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  rules: [],
  captcha: ['world.ts'],
  'world.ts': [],
  secrets: ['rules', 'world.ts'],
  'log.ts': [],
  database: ['rules', 'secrets', 'world.ts'],
  config: ['rules', 'secrets'],
  'config.ts': ['config', 'rules', 'secrets', 'database'],
  'demonstration.ts': ['config.ts'],
  mail: ['rules', 'config', 'config.ts', 'world.ts'],
  doctor: ['rules', 'config', 'mail', 'config.ts', 'world.ts'],
  actions: ['rules', 'secrets', 'database', 'mail', 'captcha', 'config.ts', 'log.ts', 'world.ts'],
  web: ['rules', 'actions', 'config.ts', 'world.ts'],
  journey: ['rules', 'secrets', 'captcha', 'actions', 'web'],
  account: ['rules', 'secrets', 'actions', 'web', 'journey'],
  legal: ['rules', 'web', 'journey'],
  helpdesk: ['rules', 'database', 'actions', 'web', 'config', 'config.ts'],
  demo: ['rules', 'database', 'actions', 'web', 'journey', 'account', 'legal', 'demonstration.ts'],
  observability: ['rules', 'secrets', 'database', 'actions', 'journey', 'world.ts'],
  'app.ts': ['actions', 'web', 'journey', 'account', 'legal'],
  'worker.ts': ['actions', 'database'],
  'listening.ts': ['web', 'config.ts'],
  'server.ts': ['*'],
  'worker-process.ts': ['*'],
  commands: ['*'],
  'cli.ts': ['commands'],
};

const roomOf = (path: string) => path.split('/')[1] ?? '';

describe('the house', () => {
  test('imports run one way', () => {
    assert.deepEqual(product.flatMap(upwardImports), []);
  });

  test('rules and captcha are pure: no clock, no randomness, no framework', () => {
    const allowed: Record<string, RegExp> = {
      rules: /^src\//,
      captcha: /^(src\/|node:(crypto|zlib|fs)$|altcha-lib(\/|$))/,
    };
    for (const { path, imports } of product) {
      const pattern = allowed[roomOf(path)];
      for (const { from } of imports)
        assert.ok(pattern === undefined || pattern.test(from), `${path} imports ${from}`);
    }
  });

  test('an étape says what its action can end with: every switch on an outcome is exhaustive', () => {
    for (const { path, text } of product.filter(source => /\/route\.ts$/.test(source.path))) {
      if (/switch \(\w+\.outcome\)/.test(text))
        assert.match(text, /satisfies never|default:\n\s+return showDead/, path);
    }
  });

  test('what is banned is not called, and its replacement is named', () => {
    assert.deepEqual(product.flatMap(bannedCalls), []);
  });

  test('RST-5: there is one door to a session, where a second factor would be asked (decision 0027)', () => {
    const callers = product.filter(({ text }) => /(?<!function )\baddSession\(/.test(text));
    assert.deepEqual(
      callers.map(source => source.path),
      ['src/actions/open-session.ts'],
    );
    const openers = product.filter(({ text }) => /(?<!function )\bopenSession\(/.test(text));
    assert.deepEqual(
      openers.map(source => source.path),
      ['src/actions/enter-with-code.ts', 'src/actions/sign-in.ts'],
    );
  });

  test('no leftovers: no TODO, no skipped or lonely test, no sleep, no console', () => {
    const leftover = /\b(TODO|FIXME|XXX|HACK)\b|\.(skip|only|todo)\(|\bdebugger\b/;
    const offenders = everything.filter(
      source => source.path !== 'test/architecture.test.ts' && leftover.test(source.text),
    );
    assert.deepEqual(
      offenders.map(source => source.path),
      [],
    );
  });

  test('every file opens with its reason', () => {
    const silent = everything.filter(source => !/^(#!.*\n)?(\/\*\*|\/\/)/.test(source.text));
    assert.deepEqual(
      silent.map(source => source.path),
      [],
    );
  });

  test(`no file is over ${FILE_LINES_MAX} lines`, () => {
    const long = everything.filter(source => source.lines.length > FILE_LINES_MAX + 1);
    assert.deepEqual(
      long.map(source => `${source.path}: ${source.lines.length}`),
      [],
    );
  });

  test(`no function is over ${FUNCTION_LINES_MAX} lines or ${PARAMETERS_MAX} parameters`, () => {
    const functions = everything
      .filter(source => !source.path.endsWith('.test.ts'))
      .flatMap(measureFunctions);
    const offenders = functions.filter(
      one => one.lines > FUNCTION_LINES_MAX || one.parameters > PARAMETERS_MAX,
    );
    assert.deepEqual(offenders, []);
  });

  test(`half of the functions are at most ${FUNCTION_LINES_MEDIAN_MAX} lines`, () => {
    const lengths = product
      .flatMap(measureFunctions)
      .map(one => one.lines)
      .sort((a, b) => a - b);
    assert.ok((lengths[Math.floor(lengths.length / 2)] ?? 0) <= FUNCTION_LINES_MEDIAN_MAX);
  });

  test('no orphan: every source is imported by another, or is where one starts', () => {
    const imported = new Set(everything.flatMap(source => source.imports.map(({ from }) => from)));
    const orphans = product.filter(({ path }) => path !== 'src/cli.ts' && !imported.has(path));
    assert.deepEqual(
      orphans.map(source => source.path),
      [],
    );
  });

  test('no room for odds and ends', () => {
    const odd = /(^|\/)(utils?|helpers?|common|manager|service|core|types|index)(\.ts|\/)/;
    assert.deepEqual(
      product.filter(source => odd.test(source.path)).map(source => source.path),
      [],
    );
  });
});

function upwardImports({ path, imports }: Source): string[] {
  const room = roomOf(path);
  const may = MAY_IMPORT[room];
  if (may === undefined) return [`${path} stands in a room without a rule`];
  if (may.includes('*')) return [];
  return imports
    .filter(({ from }) => from.startsWith('src/') && roomOf(from) !== room && !may.includes(roomOf(from)))
    .map(({ from }) => `${path} imports ${from}`);
}

type Ban = { call: RegExp; instead: string; except: readonly string[] };

const BANS: readonly Ban[] = [
  {
    call: /\bDate\.now\(|\bnew Date\(\)/,
    instead: 'world.now()',
    except: ['src/world.ts', 'src/demo/mailbox.ts'],
  },
  { call: /\bMath\.random\(/, instead: 'world.randomBytes()', except: [] },
  {
    call: /import \{[^}]*\brandomBytes\b[^}]*\} from 'node:crypto'/,
    instead: 'world.randomBytes()',
    except: ['src/world.ts'],
  },
  { call: /\bprocess\.env\b/, instead: 'config.ts', except: ['src/config.ts'] },
  { call: /\bstripTypeScriptTypes\b/, instead: 'scripts/browser-rules.ts: it holds 14 MiB', except: [] },
  { call: /\bconsole\./, instead: 'log, or commands/output.ts', except: [] },
  { call: /\bsetTimeout\(|\bsetInterval\(/, instead: 'a job', except: ['src/server.ts', 'src/listening.ts'] },
  { call: /\binstanceof (?!HTTPException|Error\b)/, instead: 'an outcome union', except: [] },
];

function bannedCalls({ path, text }: Source): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  return BANS.filter(ban => !ban.except.includes(path) && ban.call.test(code)).map(
    ban => `${path} calls ${ban.call.source}: use ${ban.instead}`,
  );
}
