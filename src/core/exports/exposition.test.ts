import { describe, expect, test } from 'vitest';
import { readExposition, type ReadFamily } from '../../../test/support/exposition-text.ts';
import { dialectOf, exposedStates, exposition, type ExposedMeasure, type ExposedMeasurement } from './exposition.ts';

const measure: ExposedMeasure = {
  metric: 'VUL-05',
  version: '1.1.0',
  measure: 'in-time',
  unit: 'proportion',
  direction: 'up',
  headline: true,
  title: 'Closed "in time", or\nnot \\ yet',
};
const measured: ExposedMeasurement = {
  metric: 'VUL-05',
  measure: 'in-time',
  scopeKind: 'department',
  scope: 'Röntgen "2"\\3\nkelder',
  scopeName: 'Röntgen',
  state: 'measured',
  dayStartsAtSeconds: 1_774_994_400,
  value: 0,
  numerator: 0,
  denominator: 12,
  lower: 0,
  upper: 0.2425,
};
const gated: ExposedMeasurement = {
  ...measured,
  scope: 'Poli',
  scopeName: 'Poli',
  state: 'gated',
  value: null,
  numerator: null,
  denominator: null,
  lower: null,
  upper: null,
};

describe('the text for scrapers', () => {
  const families = new Map(
    readExposition(exposition([measure], [measured, gated], 'openmetrics'), 'openmetrics').map((one) => [one.name, one]),
  );
  const samplesOf = (name: string) => families.get(name)?.samples ?? [];

  test('a value of 0 is a sample; what was not measured has none, in no family of figures', () => {
    for (const name of ['', '_numerator', '_denominator', '_lower', '_upper']) {
      expect(samplesOf(`cybermetrics_measurement${name}`).map(({ labels }) => labels['scope_name'])).toEqual(['Röntgen']);
    }
    expect(samplesOf('cybermetrics_measurement')[0]?.value).toBe(0);
  });

  test('a bound is told as a bound, and is no value that a panel could draw', () => {
    const bound: ExposedMeasurement = { ...measured, scope: 'Poli', value: 212, isAtLeast: true };
    const told = new Map(
      readExposition(exposition([measure], [bound, measured], 'openmetrics'), 'openmetrics').map((one) => [one.name, one]),
    );
    expect(told.get('cybermetrics_measurement_at_least')?.samples.map(({ value }) => value)).toEqual([212]);
    expect(told.get('cybermetrics_measurement')?.samples.map(({ value }) => value)).toEqual([0]);
  });

  test('each has every state, exactly one of them 1', () => {
    const states = samplesOf('cybermetrics_measurement_state');
    expect(states).toHaveLength(2 * exposedStates.length);
    expect(
      states.filter(({ value }) => value === 1).map(({ labels }) => [labels['scope_name'], labels['cybermetrics_measurement_state']]),
    ).toEqual([
      ['Röntgen', 'measured'],
      ['Poli', 'gated'],
    ]);
  });

  test('labels say what they said, whatever characters they hold', () => {
    expect(samplesOf('cybermetrics_measurement')[0]?.labels).toEqual({
      metric: 'VUL-05',
      measure: 'in-time',
      scope_kind: 'department',
      scope: 'Röntgen "2"\\3\nkelder',
      scope_name: 'Röntgen',
    });
    expect(samplesOf('cybermetrics_metric')[0]?.labels['title']).toBe(measure.title);
  });

  test('the day is a metric with a unit, and no sample carries a time', () => {
    expect(families.get('cybermetrics_measurement_day_timestamp_seconds')).toMatchObject({ type: 'gauge', unit: 'seconds' });
    expect(samplesOf('cybermetrics_measurement_day_timestamp_seconds')[0]?.value).toBe(1_774_994_400);
    expect(exposition([measure], [measured], 'openmetrics')).not.toMatch(/\} \S+ \S/);
  });

  test('Prometheus text has the same samples, as gauges, without an end mark', () => {
    const text = exposition([measure], [measured, gated], 'prometheus');
    const read = readExposition(text, 'prometheus');
    expect(text).not.toContain('# EOF');
    const told = (families: Iterable<ReadFamily>) =>
      [...families].flatMap(({ samples }) => samples.map(({ name, labels, value }) => ({ name, labels, value })));
    expect(told(read)).toEqual(told(families.values()));
  });
});

test.each([
  [null, 'openmetrics'],
  ['*/*', 'openmetrics'],
  ['application/json, */*;q=0.1', 'openmetrics'],
  ['text/plain', 'prometheus'],
  ['text/plain;version=0.0.4', 'prometheus'],
  ['application/openmetrics-text; version=1.0.0; charset=utf-8', 'openmetrics'],
  // Of a version that we do not write.
  ['application/openmetrics-text;version=0.0.1,text/plain;version=0.0.4;q=0.5', 'prometheus'],
  // As Prometheus 2 and 3 ask.
  [
    'application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    'openmetrics',
  ],
  ['application/openmetrics-text;version="1.0.0";q=0.4,text/plain;version=0.0.4;q=0.9', 'prometheus'],
] as const)('whoever accepts %s gets %s', (accept, dialect) => {
  expect(dialectOf(accept)).toBe(dialect);
});

describe('the strict reader', () => {
  const head = '# TYPE a gauge\n# HELP a A.\n';
  test.each([
    ['no end', `${head}a 1\n`],
    ['something after the end', `${head}a 1\n# EOF\n\n`],
    ['an empty line', `${head}\na 1\n# EOF\n`],
    ['two spaces', `${head}a  1\n# EOF\n`],
    ['a comma too many', `${head}a{b="1",} 1\n# EOF\n`],
    ['a quote that is not escaped', `${head}a{b="1"2"} 1\n# EOF\n`],
    ['a label twice', `${head}a{b="1",b="2"} 1\n# EOF\n`],
    ['the same sample twice', `${head}a{b="1"} 1\na{b="1"} 2\n# EOF\n`],
    ['a word for a number', `${head}a null\n# EOF\n`],
    ['a family in two places', `${head}a 1\n# TYPE b gauge\n# HELP b B.\nb 1\n# TYPE a gauge\n# EOF\n`],
    ['a gauge with a suffix', `${head}a_total 1\n# EOF\n`],
    ['an info of 2', '# TYPE a info\n# HELP a A.\na_info 2\n# EOF\n'],
    ['a state of 2', '# TYPE a stateset\n# HELP a A.\na{a="x"} 2\n# EOF\n'],
    ['a state without its name', '# TYPE a stateset\n# HELP a A.\na{b="x"} 1\n# EOF\n'],
    ['a unit that the name does not have', '# TYPE a gauge\n# UNIT a seconds\n# HELP a A.\na 1\n# EOF\n'],
  ])('refuses %s', (_what, text) => {
    expect(() => readExposition(text, 'openmetrics')).toThrow();
  });
  test('takes what is right', () => {
    expect(readExposition(`${head}a 1e-7\na{b="x\\n\\"\\\\"} -2.5\n# EOF\n`, 'openmetrics')[0]?.samples).toHaveLength(2);
  });
});
