/** The dashboard that is handed out, tried against what the endpoint really answers: no query names what is not there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readExposition, type ReadSample } from './support/exposition-text.ts';
import { readProjectFile } from './support/repository.ts';
import { startTestNode, type TestNode } from './support/test-node.ts';

interface Panel {
  readonly title: string;
  readonly repeat?: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[];
}
interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: string | { readonly query: string } }[];
  };
}

const dashboard = JSON.parse(readProjectFile('docs/grafana/cybermetrics.json')) as Dashboard;
const targets = dashboard.panels.flatMap(({ title, targets: own = [] }) => own.map((target) => ({ title, ...target })));
const variables = dashboard.templating.list.flatMap(({ name, query }) => (typeof query === 'string' ? [] : [{ name, query: query.query }]));

/** Labels that Prometheus itself adds to what it scrapes. */
const ofTheTarget = ['instance', 'job'];
const operators = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'and', 'or', 'unless', 'bool', 'offset']);
const selector = /\b([a-zA-Z_:][\w:]*)\{([^}]*)\}/g;
const labelList = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;

interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}
interface Question {
  readonly selectors: readonly { readonly metric: string; readonly matchers: readonly Matcher[] }[];
  readonly labels: readonly string[];
}

/** @throws where a word of the expression is nothing that we know of */
function questionOf(expression: string): Question {
  const selectors = [...expression.matchAll(selector)].map(([, metric = '', inner = '']) => ({ metric, matchers: matchersOf(inner) }));
  const labels = [...expression.matchAll(labelList)].flatMap(([, list = '']) => list.split(',').map((label) => label.trim()));
  const rest = expression.replace(selector, ' ').replace(labelList, ' ');
  const unknown = [...rest.matchAll(/\b([a-zA-Z_][\w:]*)\b(?!\s*\()/g)].map(([, word = '']) => word).filter((word) => !operators.has(word));
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')} in ${expression}`);
  return { selectors, labels };
}

function matchersOf(inner: string): Matcher[] {
  const matcher = /^\s*(\w+)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/;
  const found: Matcher[] = [];
  for (let left = inner; left.trim() !== '';) {
    const next = matcher.exec(left);
    if (next === null) throw new Error(`${left} is no matcher`);
    found.push({ label: next[1] ?? '', operator: next[2] ?? '', value: next[3] ?? '' });
    left = left.slice(next[0].length);
  }
  return found;
}

function matches(sample: ReadSample, { label, operator, value }: Matcher): boolean {
  const told = sample.labels[label] ?? '';
  if (operator === '=') return told === value;
  if (operator === '!=') return told !== value;
  return new RegExp(`^(?:${value})$`).test(told) === (operator === '=~');
}

describe('the dashboard for Grafana', () => {
  let node: TestNode;
  let samples: readonly ReadSample[];
  beforeAll(async () => {
    node = await startTestNode();
    await node.importFile('csv/dutch-register.csv', '&observedAt=2026-03-01');
    await node.importFile('nessus/authenticated-host.nessus');
    await node.context.jobs.measure(node.fresh.organisationId, null);
    const answer = await node.ask(node.localToken, 'GET', '/openmetrics?scopes=organisation,department');
    samples = readExposition(await answer.text(), 'openmetrics').flatMap((family) => family.samples);
  });
  afterAll(() => node.stop());

  const named = (metric: string) => samples.filter(({ name }) => name === metric);
  const filled = (expression: string, values: Readonly<Record<string, string>>) =>
    expression.replace(/\$(\w+)/g, (_, name: string) => values[name] ?? `$${name}`);

  test('asks something in every panel, and every variable is asked for', () => {
    expect(targets.length).toBeGreaterThan(5);
    const used = new Set([...JSON.stringify(dashboard.panels).matchAll(/\$\{?(\w+)/g)].map(([, name]) => name));
    expect(dashboard.templating.list.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
    expect([...used].filter((name) => !dashboard.templating.list.some((one) => one.name === name))).toEqual([]);
  });

  test.each(variables)('the variable $name takes its values from a label that is there', ({ query }) => {
    const found = /^label_values\((\w+)(?:\{([^}]*)\})?, (\w+)\)$/.exec(query);
    expect(found, query).not.toBeNull();
    const [, metric = '', inner = '', label = ''] = found ?? [];
    const matchers = matchersOf(filled(inner, { scope_kind: 'organisation' }));
    const values = named(metric)
      .filter((sample) => matchers.every((one) => matches(sample, one)))
      .map(({ labels }) => labels[label]);
    expect(values.length).toBeGreaterThan(0);
    expect(values).not.toContain(undefined);
  });

  test.each(targets)('$title: $expr names metrics and labels that are there', ({ expr, legendFormat = '' }) => {
    const { selectors, labels } = questionOf(expr);
    expect(selectors.length).toBeGreaterThan(0);
    const known = new Set(ofTheTarget);
    for (const { metric, matchers } of selectors) {
      const labelsOfMetric = Object.keys(named(metric)[0]?.labels ?? {});
      expect(labelsOfMetric, metric).not.toEqual([]);
      expect(matchers.map(({ label }) => label).filter((label) => !labelsOfMetric.includes(label))).toEqual([]);
      for (const label of labelsOfMetric) known.add(label);
    }
    const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
    expect([...labels, ...shown].filter((label) => !known.has(label))).toEqual([]);
  });

  test.each(targets)('$title: $expr finds samples', ({ expr }) => {
    const values = { scope_kind: 'department', scope: '.*', metric: 'AST-11' };
    for (const { metric, matchers } of questionOf(filled(expr, values)).selectors) {
      expect(named(metric).filter((sample) => matchers.every((one) => matches(sample, one))).length, metric).toBeGreaterThan(0);
    }
  });

  test('the joined figures have exactly one description each', () => {
    const key = ({ labels }: ReadSample) => `${labels['metric']} ${labels['measure']}`;
    const infos = named('cybermetrics_metric_info').map(key);
    expect(new Set(infos).size).toBe(infos.length);
    expect(
      named('cybermetrics_measurement')
        .map(key)
        .filter((one) => !infos.includes(one)),
    ).toEqual([]);
  });

  test.each(['sum(cybermetrics_nothing{a="b"})', 'cybermetrics_measurement', 'sum by (x) (a{b=c})'])(
    'a wrong query is found: %s',
    (wrong) => {
      const isFound = () => questionOf(wrong).selectors.every(({ metric }) => named(metric).length > 0);
      let outcome: boolean;
      try {
        outcome = isFound();
      } catch {
        outcome = false;
      }
      expect(outcome).toBe(false);
    },
  );
});
