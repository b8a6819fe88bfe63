/**
 * Worked examples of metrics that are read from publications: what was published goes in, and out comes what was computed by hand
 * beside it. Each measure is also held to its definition: a reader gives what the definition says, and nothing finer.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { ReaderFacts, TestFacts } from '../figure-readers/figure-reader.ts';
import { figureReaders } from '../figure-readers/registry.ts';
import type { FigureNumbers, FigurePlace, PeopleFigure } from './people-figure.ts';
import type { KeptCell, StandingPublication } from '../disclosure/publish.ts';
import { readStanding } from '../disclosure/publish.ts';
import type { PublicationSubject } from '../disclosure/subjects.ts';
import type { Day, Instant } from '../kernel/time.ts';
import { isPublished, publishedMeasures, type MetricDefinition } from './define-metric.ts';
import type { Measurement } from './measurement.ts';
import { publishedStretches } from './published-value.ts';
import { metrics } from './registry.ts';

interface PublishedExample {
  readonly name: string;
  readonly case: 'worked' | 'no-data' | 'zero-events' | 'hidden' | 'stale';
  readonly note: string;
  readonly asOf: Day;
  readonly publications: readonly {
    readonly subject: PublicationSubject;
    readonly key: string;
    /** Of the whole organisation; null: hidden. */
    readonly total: { readonly people: number; readonly counts: Readonly<Record<string, number>> } | null;
    readonly facts: unknown;
  }[];
  /** Phishing tests by key. */
  readonly tests?: Readonly<Record<string, TestFacts>>;
  /** By measure; null: no day has a value. */
  readonly expected: Readonly<Record<string, object | null>>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const folders = readdirSync(folder, { withFileTypes: true }).map(({ name }) => name);

function examplesOf({ id }: MetricDefinition): readonly PublishedExample[] {
  const own = folders.find((name) => name.startsWith(`${id.toLowerCase()}-`));
  return (JSON.parse(readFileSync(`${folder}/${own}/examples.json`, 'utf8')) as { examples: readonly PublishedExample[] }).examples;
}

function standing({ subject, key, total, facts }: PublishedExample['publications'][number]): StandingPublication {
  const whole = { groupId: null, roleGroupId: null } as const;
  const cell: KeptCell = total === null ? { ...whole, kind: 'hidden', reason: 'too-few-people' } : { ...whole, kind: 'shown', ...total };
  const kept = { groups: [], roleGroups: [], measures: [], publishedAt: '2026-01-01T00:00:00.000Z' as Instant, groupYear: 2026 };
  return readStanding({ ...kept, period: { subject, key }, cells: [cell] }, facts);
}

function figuresIn({ publications, tests = {} }: PublishedExample): readonly PeopleFigure[] {
  const facts: ReaderFacts = { tests: new Map(Object.entries(tests)) };
  return Object.entries(figureReaders).flatMap(([subject, read]) => {
    const own = publications.filter((one) => one.subject === subject).map((one) => [one.key, standing(one)] as const);
    return read(new Map(own), facts);
  });
}

/** Values and interval to four places. */
function shown(measurement: Measurement | undefined): object | null {
  if (measurement === undefined) return null;
  if (measurement.state === 'not-measured') return measurement;
  const { interval, value, ...rest } = measurement;
  const rounded = (number: number | null | undefined) => (number === undefined || number === null ? null : Number(number.toFixed(4)));
  return { ...rest, value: rounded(value), lower: rounded(interval?.lower), upper: rounded(interval?.upper) };
}

const published = metrics.filter(isPublished).map((metric) => [metric.id, metric] as const);

describe.each(published)('%s, published of people', (id, metric) => {
  const examples = examplesOf(metric);

  it.each(examples.map((example) => [example.name, example] as const))('gives what was computed by hand: %s', (_name, example) => {
    const figures = figuresIn(example).filter(({ metricId }) => metricId === id);
    const names = metric.measures.map(({ name }) => name);
    for (const { measure } of figures) expect(names).toContain(measure);
    const told = publishedMeasures(metric).map(({ name }) => {
      const own = figures.filter(({ measure }) => measure === name);
      return [name, shown(publishedStretches(metric, own, example.asOf).at(-1)?.measurement)];
    });
    expect(Object.fromEntries(told)).toEqual(example.expected);
  });

  it('has worked examples for no data, zero events, too few people and a stale figure', () => {
    const cases = new Set(examples.map((example) => example.case));
    for (const needed of ['worked', 'no-data', 'zero-events', 'hidden', 'stale'] as const) expect(cases).toContain(needed);
  });

  it('gives the counts its definition names, and no reason that it does not', () => {
    for (const figure of examples.flatMap(figuresIn).filter(({ metricId }) => metricId === id)) {
      const measure = publishedMeasures(metric).find(({ name }) => name === figure.measure);
      for (const reason of figure.reasons) expect(measure?.published.reasons).toContain(reason);
      if (figure.value === null) continue;
      expect(figure.numerator === null).toBe(measure?.published.numerator === null);
      expect(figure.denominator === null).toBe(measure?.published.denominator === null);
      expect(figure.fromOn <= figure.toOn).toBe(true);
    }
  });

  it('is of the whole organisation, of cells of ten, and asks nothing of the records', () => {
    expect([metric.leansOn, metric.gates, metric.exclusions, metric.minCellSize]).toEqual([[], [], [], 10]);
    expect(metric.chartPeriod).toBe('figure');
    for (const { kind, unit, scopes, chart } of publishedMeasures(metric)) {
      expect(scopes).toEqual(['organisation']);
      const units = { proportion: ['proportion'], rate: ['proportion'], ratio: ['ratio'], count: ['count'] };
      const others = { duration: ['minutes', 'days'], index: ['index'], difference: ['percentage-points'] };
      expect({ ...units, ...others }[kind]).toContain(unit);
      // A share of counts is judged by them (p chart); what is no share of counts as single values, or not at all.
      expect(chart.form).toMatch(kind === 'proportion' ? /^(events|level)$/ : /^(whole-period|level)$/);
    }
  });
});

it('takes nothing as a figure that did not come through the door', () => {
  expectTypeOf<FigurePlace & FigureNumbers & { readonly keys: readonly string[] }>().not.toExtend<PeopleFigure>();
  expectTypeOf<PeopleFigure>().toExtend<FigurePlace & FigureNumbers>();
});
