/**
 * Every metric's worked examples: the definition's own filters over a handful of records, in memory, against numbers a
 * domain expert checked by hand.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Day, Instant } from '../kernel/time.ts';
import { dayOf, daysBetween, defaultTimeZone, endOfDay } from '../kernel/time.ts';
import { evaluate } from '../query/evaluate.ts';
import type { Filter } from '../query/filter.ts';
import type { RecordKind } from '../query/record-kind.ts';
import { parseFilter } from '../query/rql-parse.ts';
import { printFilter } from '../query/rql-print.ts';
import type { PlainRecord } from '../query/sort.ts';
import { recordKinds } from '../records/registry.ts';
import type { CountedMeasure, MetricDefinition, Rows } from './define-metric.ts';
import { countedMeasures, enteredMeasures, isEntered, originOf, publishedMeasures } from './define-metric.ts';
import { enteredStretches, faultOf, type EnteredValue } from './entered-value.ts';
import { added, expectedUnder, noSums, sumsOf, type ScoredSums } from './expected-under.ts';
import type { GateFacts, SourceRole } from './gates.ts';
import { gateResults, gates, reasonTexts } from './gates.ts';
import { ageOn, distinctSpans, quantileSpans, type GroupChange } from './group-spans.ts';
import { lifeWindows, livesWithin, type Lives } from './life-windows.ts';
import { ageUnder, estimateUnder, measurementOf } from './measure.ts';
import type { Measurement } from './measurement.ts';
import { metrics } from './registry.ts';
import { survivalUnder } from './survival-under.ts';

interface EnteredExample {
  readonly name: string;
  readonly case: string;
  readonly asOf: Day;
  /** By measure. */
  readonly entries: Readonly<Record<string, readonly EnteredValue[]>>;
  readonly expected: Readonly<Record<string, object>>;
}

interface Example {
  readonly name: string;
  readonly case: 'worked' | 'no-data' | 'zero-events' | 'gate-closed' | 'stale' | 'empty';
  readonly note: string;
  readonly asOf: Day;
  readonly newestOn: Record<SourceRole, Day | null>;
  /** null where the example does not turn on it. */
  readonly scanBeforeOn?: Day;
  /** true where the example does not turn on it. */
  readonly areSourcesIndependent?: boolean;
  readonly scanCoverage: GateFacts['scanCoverage'];
  /** Current where the example does not turn on it. */
  readonly lists?: Partial<GateFacts['lists']>;
  readonly assets?: readonly (PlainRecord & { readonly count: number })[];
  readonly findings?: readonly (PlainRecord & { readonly count: number })[];
  readonly expected: Readonly<Record<string, object>>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** As they lie in the file: what a metric asks of records, or what people entered. */
function readExamples(metric: MetricDefinition): unknown {
  const own = folders.find((name) => name.startsWith(`${metric.id.toLowerCase()}-`));
  return (JSON.parse(readFileSync(`${folder}/${own}/examples.json`, 'utf8')) as { examples: unknown }).examples;
}

function examplesOf(metric: MetricDefinition): readonly Example[] {
  return readExamples(metric) as readonly Example[];
}

function rowsOf(rows: Rows, example: Example): readonly (PlainRecord & { readonly count: number })[] {
  const records = (rows.kind === 'asset' ? example.assets : example.findings) ?? [];
  const context = {
    kind: recordKinds[rows.kind],
    kinds: recordKinds,
    now: endOfDay(example.asOf, defaultTimeZone),
    timeZone: defaultTimeZone,
  };
  return records.filter((record) => evaluate(rows.filter, record, context));
}

function countOf(rows: Rows, example: Example): number {
  return rowsOf(rows, example).reduce((sum, { count }) => sum + count, 0);
}

/** The rows by what they say in a field (a moment by its day), as the database gives them. */
function groupsOf(rows: Rows, by: string, example: Example): GroupChange[] {
  const kind: RecordKind = recordKinds[rows.kind];
  const isInstant = kind.fields[by]?.type === 'instant';
  return rowsOf(rows, example).flatMap((record) => {
    const value = record[by];
    if (typeof value !== 'string') return [];
    return [{ group: isInstant ? dayOf(value as Instant, defaultTimeZone) : value, day: example.asOf, change: record.count }];
  });
}

/** Findings as the database gives them: how many begin and end on which day. `retiredOn`: their asset was. */
function livesOf({ findings = [] }: Example): readonly Lives[] {
  return findings.map(({ openedAt, closedAt, retiredOn, prevalent, decision, count }) => {
    const openedOn = dayOf(openedAt as Instant, defaultTimeZone);
    const closedOn = typeof closedAt === 'string' ? dayOf(closedAt as Instant, defaultTimeZone) : null;
    const leftOn = closedOn ?? (retiredOn as Day | undefined) ?? null;
    const ends = leftOn === null ? [] : [{ day: leftOn, open: -count, closed: closedOn === null ? 0 : count }];
    return {
      openedOn,
      isPrevalent: prevalent === true,
      falseFrom: decision === 'false-positive' ? openedOn : null,
      falseTo: null,
      changes: [{ day: openedOn, open: count, closed: 0 }, ...ends],
    };
  });
}

/** The assets as the database gives them: their open findings with a CVE, and the scores of these. */
function scoredSums({ assets = [] }: Example): ScoredSums {
  const sums = assets.flatMap(({ registered, seen, lifecycle, findings, count }) => {
    const open = (findings as readonly PlainRecord[]).filter(
      ({ state, decision, cveId }) => state === 'open' && decision !== 'false-positive' && typeof cveId === 'string',
    );
    const scores = open.flatMap(({ epssListed }) => (typeof epssListed === 'number' ? [epssListed] : []));
    const isKnown = (registered === true || seen === true) && lifecycle !== 'retired' && lifecycle !== 'planned';
    return Array.from({ length: count }, () => sumsOf({ findings: open.length, scores, isKnown }));
  });
  return sums.reduce(added, noSums);
}

function measuredIn(metric: MetricDefinition, measure: CountedMeasure, example: Example): Measurement {
  const { asOf: day, newestOn, scanBeforeOn = null, areSourcesIndependent = true, scanCoverage } = example;
  const lists: GateFacts['lists'] = { kev: 'current', epss: 'current', ...example.lists };
  const facts: GateFacts = { day, newestOn, scanBeforeOn, areSourcesIndependent, scanCoverage, lists };
  const results = gateResults(metric, facts);
  const { estimate, quantile, ageOfSource, survival, expected, countedBy, numerator, denominator } = measure;
  if (expected !== undefined) return expectedUnder(results, expected, scoredSums(example));
  if (survival !== undefined) {
    const [window] = lifeWindows({ from: day, to: day });
    if (window === undefined) throw new Error('every day has a last whole month');
    return survivalUnder(results, { ...measure, survival }, livesWithin(livesOf(example), window));
  }
  if (estimate !== undefined) {
    const strata = estimate.strata.map((stratum) => {
      const within = (...filters: Filter[]) => countOf({ kind: 'asset', filter: { op: 'and', of: [stratum, ...filters] } }, example);
      const { first, second } = estimate;
      return { first: within(first), second: within(second), both: within(first, second) };
    });
    return estimateUnder(results, { ...measure, estimate }, strata);
  }
  if (ageOfSource !== undefined) {
    const newest = newestOn[ageOfSource];
    return ageUnder(results, measure, { days: newest === null ? null : daysBetween(newest, day), rows: null });
  }
  if (quantile !== undefined) {
    const [span] = quantileSpans(groupsOf(numerator, quantile.of, example), { from: day, to: day }, quantile.percent);
    const since = span?.sinceOn ?? null;
    return ageUnder(results, measure, { days: since === null ? null : ageOn(day, since), rows: span?.rows ?? null });
  }
  if (countedBy !== undefined && denominator !== null) {
    const [part, whole] = [numerator, denominator].map((rows) => groupsOf(rows, countedBy, example));
    const [span] = distinctSpans(part ?? [], whole ?? [], { from: day, to: day });
    return measurementOf(metric, measure, { numerator: span?.numerator ?? -1, denominator: span?.denominator ?? -1 }, facts);
  }
  return measurementOf(
    metric,
    measure,
    { numerator: countOf(numerator, example), denominator: denominator === null ? null : countOf(denominator, example) },
    facts,
  );
}

/** Values and interval to four places; counts are whole, but for the total of an estimate. */
function shown(measurement: Measurement): object {
  if (measurement.state === 'not-measured') return measurement;
  const { interval, denominator, value, ...rest } = measurement;
  const rounded = (number: number | null | undefined) => (number === undefined || number === null ? null : Number(number.toFixed(4)));
  return {
    ...rest,
    value: rounded(value),
    denominator: rounded(denominator),
    lower: rounded(interval?.lower),
    upper: rounded(interval?.upper),
  };
}

describe.each(metrics.filter((metric) => originOf(metric) === 'records').map((metric) => [metric.id, metric] as const))(
  '%s',
  (_id, metric) => {
    const examples = examplesOf(metric);

    it.each(examples.map((example) => [example.name, example] as const))('gives what was computed by hand: %s', (_name, example) => {
      const measured = countedMeasures(metric).map((measure) => [measure.name, shown(measuredIn(metric, measure, example))]);
      expect(Object.fromEntries(measured)).toEqual(example.expected);
    });

    it('has worked examples for no data, zero events and a closed gate', () => {
      const cases = new Set(examples.map((example) => example.case));
      for (const needed of ['worked', 'no-data', 'zero-events', 'gate-closed'] as const) expect(cases).toContain(needed);
    });
  },
);

describe.each(metrics.filter(isEntered).map((metric) => [metric.id, metric] as const))('%s, entered by people', (_id, metric) => {
  const examples = readExamples(metric) as readonly EnteredExample[];

  it.each(examples.map((example) => [example.name, example] as const))('gives what was computed by hand: %s', (_name, example) => {
    const measured = enteredMeasures(metric).map((measure) => {
      const values = example.entries[measure.name] ?? [];
      for (const value of values) expect(faultOf(measure, value)).toBeNull();
      const days = { from: values[0]?.fromOn ?? example.asOf, today: example.asOf };
      const last = enteredStretches(metric, measure, values, days).at(-1);
      expect(last?.to).toBe(example.asOf);
      return [measure.name, last === undefined ? {} : shown(last.measurement)];
    });
    expect(Object.fromEntries(measured)).toEqual(example.expected);
  });

  it('has worked examples for no data, zero events and a stale value, asks nothing of the records and says what counts as evidence', () => {
    const cases = new Set(examples.map((example) => example.case));
    for (const needed of ['worked', 'no-data', 'zero-events', 'stale'] as const) expect(cases).toContain(needed);
    expect(countedMeasures(metric)).toEqual([]);
    expect([metric.leansOn, metric.gates, metric.exclusions, metric.automationLevel]).toEqual([[], [], [], 0]);
    for (const { kind, unit, chart, entered, scopes } of enteredMeasures(metric)) {
      expect(entered.denominator === null).toBe(kind === 'count' || kind === 'duration');
      expect(unit).toBe({ proportion: 'proportion', ratio: unit, count: 'count', duration: 'days' }[kind]);
      // One point per period that was entered: events of single days are not known, nor what came and went.
      expect(['level', 'window']).toContain(chart.form);
      expect(scopes).toContain('organisation');
    }
  });
});

describe.each(metrics.map((metric) => [metric.id, metric] as const))('the definition of %s', (_id, metric) => {
  it('is complete: one headline, unique measure names, a gaming risk, texts in both languages that differ', () => {
    expect(metric.measures.filter(({ headline }) => headline)).toHaveLength(1);
    expect(new Set(metric.measures.map(({ name }) => name)).size).toBe(metric.measures.length);
    expect(metric.gamingRisks.length).toBeGreaterThan(0);
    expect(metric.question.en.endsWith('?') && metric.question.nl.endsWith('?')).toBe(true);
    for (const text of localisedTexts(metric)) {
      expect(text.en.length > 0 && text.nl.length > 0, JSON.stringify(text)).toBe(true);
      expect(text.en).not.toBe(text.nl);
    }
    for (const { chart } of metric.measures) {
      if (chart.daysOf !== undefined) expect(metric.measures.map(({ name }) => name)).toContain(chart.daysOf);
    }
    for (const { counterMetric } of metric.gamingRisks) {
      if (counterMetric !== null) expect(metrics.map(({ id }) => id)).toContain(counterMetric);
    }
  });

  it('is asked of the records, entered or published, and of one of them', () => {
    const own = { records: countedMeasures, people: enteredMeasures, publications: publishedMeasures }[originOf(metric)];
    expect(own(metric)).toEqual(metric.measures);
  });

  it('prints its filters as RQL that reads back as the same filter, over fields that keep their history', () => {
    const filters = countedMeasures(metric).flatMap(({ numerator, denominator }) => [
      numerator,
      ...(denominator === null ? [] : [denominator]),
    ]);
    const excluded = metric.exclusions.map(({ of, exclusion }) => ({ kind: of, filter: exclusion.filter }));
    for (const { kind, filter } of [...filters, ...excluded]) {
      expect(parseFilter(printFilter(filter), recordKinds[kind], recordKinds)).toEqual(filter);
    }
  });
});

/** Every {en, nl} in the definition except words that are the same in both languages. */
function localisedTexts(value: unknown): readonly { en: string; nl: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value && 'nl' in value) return [value as { en: string; nl: string }];
  return Object.values(value).flatMap((part) => localisedTexts(part));
}

describe('the catalogue', () => {
  it('has every metric folder in the registry, and every id once', () => {
    const ids = metrics.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(folders.map((name) => name.split('-').slice(0, 2).join('-').toUpperCase()).toSorted()).toEqual(
      ids.map((id) => id.toUpperCase()).toSorted(),
    );
  });

  it('has a text for every reason a gate can give', () => {
    for (const gate of Object.values(gates)) for (const reason of gate.reasons) expect(reasonTexts[reason].nl).not.toBe('');
  });

  it('splits each proportion so that numerator and the rest make the population', () => {
    for (const metric of metrics) {
      for (const { kind, numerator, denominator } of countedMeasures(metric)) {
        if (kind !== 'proportion') continue;
        expect(denominator?.kind).toBe(numerator.kind);
        for (const example of examplesOf(metric)) {
          const both: Rows = {
            kind: numerator.kind,
            filter: { op: 'and', of: [numerator.filter, denominator?.filter ?? numerator.filter] },
          };
          expect(countOf(both, example)).toBe(countOf(numerator, example));
        }
      }
    }
  });
});
