/**
 * The alert rules and the dashboard are held to what /metrics serves, and each alert to what the operator is told to do
 * (norm LOG-8). That Prometheus itself accepts the rules is checked by hand with promtool.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { PLAN } from '../src/journey/plan.ts';
import { createMetrics } from '../src/observability/observatory.ts';
import { type Bench, openBench } from './bench.ts';
import { ROOT } from './sources.ts';

type Rule = {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
};
type Panel = { type: string; title: string; targets?: { expr: string }[] };

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const RULES = (
  parse(read('ops/prometheus/alerts.yml'), { strict: true, uniqueKeys: true }) as {
    groups: { name: string; rules: Rule[] }[];
  }
).groups.flatMap(group => group.rules);
const PANELS = (JSON.parse(read('ops/grafana/renouveau.json')) as { panels: Panel[] }).panels;
const OPERATIONS = read('docs/operations.md');
const ASKED = [
  ...RULES.map(rule => rule.expr),
  ...PANELS.flatMap(panel => panel.targets ?? []).map(one => one.expr),
];

const METRIC = /\b(?:renouveau|process|nodejs)_\w+\b/g;
/** A metric and the labels that it is asked for: `name{label="value",other=~"a|b"}`. */
const SELECTED = /\b(renouveau_\w+)\{([^}]*)\}/g;

describe('LOG-8: the alerts and the dashboard', () => {
  let bench: Bench;
  let served: Set<string>;
  let values: Map<string, Set<string>>;
  before(async () => {
    bench = await openBench();
    const text = await createMetrics(bench.tools).register.metrics();
    const lines = text.split('\n').filter(line => /^[a-z]/.test(line));
    served = new Set(lines.map(line => /^\w+/.exec(line)?.[0] ?? ''));
    values = new Map();
    for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)\{([^}]*)\}/gm)) {
      for (const [, label, value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g)) {
        const key = `${name}/${label}`;
        values.set(key, (values.get(key) ?? new Set()).add(value));
      }
    }
  });
  after(() => bench.close());

  test('every metric that they ask for is served', () => {
    assert.ok(RULES.length > 10 && PANELS.length > 20);
    const asked = new Set(ASKED.flatMap(expr => expr.match(METRIC) ?? []));
    assert.deepEqual(
      [...asked].filter(name => !served.has(name)),
      [],
    );
  });

  test('every label value that they ask for can be served', () => {
    const absent = ASKED.flatMap(expr => [...expr.matchAll(SELECTED)]).flatMap(([, name = '', labels = '']) =>
      [...labels.matchAll(/(\w+)(=~|!=|=)"([^"]*)"/g)].flatMap(([, label, operator, value = '']) => {
        const known = [...(values.get(`${name}/${label}`) ?? [])];
        const wanted = operator === '=~' ? value.split('|') : [value];
        return wanted
          .filter(one => !known.some(other => new RegExp(`^(?:${one})$`).test(other)))
          .map(one => `${name}{${label}="${one}"}`);
      }),
    );
    assert.deepEqual(absent, []);
  });

  test('every metric of ours is shown on the dashboard or watched by an alert', () => {
    const asked = new Set(ASKED.flatMap(expr => expr.match(METRIC) ?? []).map(baseOf));
    const ours = new Set([...served].filter(name => name.startsWith('renouveau_')).map(baseOf));
    assert.deepEqual(
      [...ours].filter(name => !asked.has(name)),
      [],
    );
  });

  test('every étape has its row on the dashboard', () => {
    const rows = PANELS.filter(panel => panel.type === 'row').map(panel => panel.title);
    for (const { etape } of PLAN.filter(one => /^\d$/.test(one.etape)))
      assert.ok(
        rows.some(title => title.startsWith(`Étape ${etape}`)),
        `étape ${etape}`,
      );
  });

  for (const { alert, labels, annotations } of RULES) {
    test(`${alert} says how grave it is, in a French sentence, and what to do`, () => {
      assert.match(labels.severity, /^(?:warning|critical)$/);
      assert.match(annotations.summary, /^\p{Lu}[^\n]+\.$/u);
      assert.equal(annotations.runbook, `docs/operations.md#${alert.toLowerCase()}`);
      const told = OPERATIONS.split(`\n#### ${alert}\n`)[1]?.split(/\n#{2,4} /)[0] ?? '';
      for (const part of ['**Means**', '**Look**', '**Do**'])
        assert.ok(told.includes(part), `${alert}: ${part}`);
    });
  }

  test('no runbook is left of an alert that is gone', () => {
    const section = OPERATIONS.split('\n### What to do for each alert\n')[1]?.split(/\n#{2,3} /)[0] ?? '';
    const told = [...section.matchAll(/^#### (.+)$/gm)].map(([, name]) => name);
    assert.deepEqual(told.sort(), RULES.map(rule => rule.alert).sort());
  });
});

/** A histogram is one metric, whichever of its three series is asked for. */
const baseOf = (name: string) => name.replace(/_(?:bucket|sum|count)$/, '');
