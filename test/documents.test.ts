/** The documents are held to what is there: settings, commands, packages, links, and a French twin that says the same. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { parseEnv } from 'node:util';
import { type Config, readConfig } from '../src/config.ts';
import { ROOT } from './sources.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const DOCUMENTS = globSync('**/*.md', {
  cwd: ROOT,
  exclude: path => /(^|\/)(node_modules|\.git|\.renouveau)$/.test(path),
});
const PACKAGE = JSON.parse(read('package.json')) as {
  version: string;
  scripts: Record<string, string>;
} & Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;

describe('.env.example', () => {
  const example = read('.env.example');
  const named = [...example.matchAll(/^(\w+)=/gm)].map(([, name = '']) => name);
  const source = read('src/config.ts');
  const schema = /const ENVIRONMENT = z\.object\(\{([\s\S]*?)\n\}\);/.exec(source)?.[1] ?? '';
  const helpdesk = /HELPDESK_ENVIRONMENT = \{([\s\S]*?)\n\};/.exec(read('src/config/helpdesk.ts'))?.[1] ?? '';
  const known = [...`${schema}\n${helpdesk}`.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);

  test('it names the settings of src/config.ts and of the console, all of them and no other', () => {
    assert.ok(known.length > 10, 'the schema of src/config.ts is not where this test looks for it');
    assert.deepEqual(named, known);
  });

  test('once the five obligatory settings are given, its values are the defaults', () => {
    const obligatory = {
      PUBLIC_BASE_URL: 'https://compte.exemple.fr',
      SECRET_KEYS: Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('base64'),
      SMTP_URL: 'smtps://relais.exemple.fr',
      MAIL_FROM_ADDRESS: 'ne-pas-repondre@compte.exemple.fr',
      TRUSTED_PROXIES: 'aucun',
    };
    assert.deepEqual(settingsFrom({ ...parseEnv(example), ...obligatory }), settingsFrom(obligatory));
  });

  for (const name of known) {
    test(`${name} is explained, with its bounds and its default`, () => {
      const lines = example.slice(0, example.indexOf(`\n${name}=`)).split('\n');
      const comment = lines.slice(lines.lastIndexOf('') + 1).join(' ');
      const bounds = new RegExp(`\\n {2}${name}: wholeNumber\\(([\\d_]+), ([\\d_]+), ([\\d_]+)\\)`).exec(
        source,
      );
      const [least, most, otherwise] = bounds?.slice(1).map(bound => bound.replace('_', '')) ?? [];
      assert.match(comment, /^# .*(Défaut : |défaut|OBLIGATOIRE)/);
      if (least !== undefined) assert.match(comment, new RegExp(`de ${least} à ${most}\\b`));
      if (otherwise !== undefined) assert.match(comment, new RegExp(`Défaut : ${otherwise}\\b`));
    });
  }
});

function settingsFrom(environment: NodeJS.Dict<string>): Config {
  const reading = readConfig('production', {}, environment);
  if (reading.state === 'faulty') throw new Error(reading.faults.join('\n'));
  return reading.config;
}

describe('commands', () => {
  for (const path of DOCUMENTS) {
    test(`those of ${path} exist`, () => {
      const code = codeIn(read(path)).join('\n');
      const scripts = [...code.matchAll(/\bnpm (?:run (?:-\w+ )*)?([\w:-]+)/g)].map(([, name = '']) => name);
      const words = [...code.matchAll(/(?:npm run renouveau -- |^renouveau )(\w+)/gm)].map(
        ([, name = '']) => name,
      );
      const ofNpm = ['ci', 'install', 'view'];
      assert.deepEqual(
        scripts.filter(name => !ofNpm.includes(name) && !Object.hasOwn(PACKAGE.scripts, name)),
        [],
      );
      assert.deepEqual(
        words.filter(name => !existsSync(join(ROOT, `src/commands/${name}.ts`))),
        [],
      );
    });
  }

  test('README and LISEZMOI show the same commands, tables and pictures, under as many titles', () => {
    const shape = (path: string) => {
      const text = read(path);
      const commands = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) =>
        block.replace(/ +#.*/g, ''),
      );
      const codes = codeIn(text).filter(code => /^[^\n]*\d[^\n]*$/.test(code));
      const pictures = [...text.matchAll(/\]\((docs\/[^)]+)\)/g)].map(([, target]) => target);
      return {
        commands,
        codes,
        pictures,
        titles: text.match(/^## /gm)?.length,
        rows: text.match(/^\|/gm)?.length,
      };
    };
    assert.deepEqual(shape('LISEZMOI.md'), shape('README.md'));
  });
});

/** What stands in a document as code: whole blocks, and words between backticks. */
function codeIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  return [...blocks, ...[...prose.matchAll(/`([^`\n]+)`/g)].map(([, words = '']) => words)];
}

describe('links and paths', () => {
  for (const path of DOCUMENTS) {
    test(`those of ${path} lead somewhere`, () => {
      const text = read(path);
      const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = '']) => link);
      assert.deepEqual(
        links.filter(link => !leadsSomewhere(path, link)),
        [],
      );
      const quoted = [...text.matchAll(/`((?:src|test|e2e|bench|docs|public|scripts)\/[^`\s…]+)`/g)];
      assert.deepEqual(
        quoted.map(([, named = '']) => named).filter(named => globSync(named, { cwd: ROOT }).length === 0),
        [],
      );
    });

    test(`${path} names no place of a particular machine`, () => {
      assert.doesNotMatch(read(path), /(?<![\w.-])\/(work|root|home|Users|mnt|shared)\b|\bshared\/|[A-Z]:\\/);
    });
  }
});

function leadsSomewhere(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || titlesOf(target).includes(anchor);
}

/** As they are written in an address: `Norm ids` is `norm-ids`. */
function titlesOf(path: string): string[] {
  const titles = [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase());
  return titles.map(title => title.replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'));
}

describe('docs/decisions', () => {
  const decisions = DOCUMENTS.filter(path => /^docs\/decisions\/\d{4}-/.test(path)).sort();

  test('they are numbered without a gap', () => {
    assert.deepEqual(
      decisions.map(path => Number(basename(path).slice(0, 4))),
      decisions.map((_, rank) => rank),
    );
  });

  for (const path of decisions) {
    test(`${basename(path)} is one page: context, decision, consequences`, () => {
      const text = read(path);
      assert.ok(text.startsWith(`# ${basename(path).slice(0, 4)}`));
      assert.deepEqual(text.match(/^## .+$/gm), ['## Context', '## Decision', '## Consequences']);
      assert.ok(text.split('\n').length <= 70);
    });
  }

  test('0001 names every package of package.json with its exact version', () => {
    const rows = read('docs/decisions/0001-the-stack.md').split('\n');
    const { dependencies, devDependencies, optionalDependencies } = PACKAGE;
    const packages = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    const absent = packages.filter(
      ([name, version]) => !rows.some(row => row.includes(`\`${name}\``) && row.includes(` ${version} `)),
    );
    assert.deepEqual(absent, []);
    const named = rows.map(row => /^\| `([^`]+)`/.exec(row)?.[1]).filter(name => name !== undefined);
    assert.deepEqual(named.sort(), packages.map(([name]) => name).sort());
  });
});

test('the changelog has this version', () => {
  assert.ok(read('CHANGELOG.md').includes(`## [${PACKAGE.version}]`));
});
