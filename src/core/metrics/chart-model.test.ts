import { describe, expect, it } from 'vitest';
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import type { Measurement } from './measurement.ts';
import type { ChartRequest, DailyValue } from './chart-model.ts';
import { chartModel } from './chart-model.ts';
import { nextPeriodStart, periodStartOf } from '../statistics/periods.ts';
import { wilsonInterval } from '../statistics/wilson.ts';

const share = (numerator: number, denominator: number): Measurement =>
  denominator === 0
    ? { state: 'not-measured', reason: 'no-data', reasons: [] }
    : {
        state: 'measured',
        standing: 'ok',
        value: numerator / denominator,
        numerator,
        denominator,
        interval: wilsonInterval(numerator, denominator),
        reasons: [],
      };

interface Month {
  readonly gained: number;
  readonly lost: number;
  readonly gated?: boolean;
}

/** Days from 1 January 2024; each month's changes fall on its tenth day. */
function stockDays(months: readonly Month[], lastDayOfRunningMonth = 15): readonly DailyValue[] {
  const days: DailyValue[] = [];
  let level = 800;
  let start = '2024-01-01' as Day;
  months.forEach((month, index) => {
    const end = nextPeriodStart(start, 'month');
    const last = index === months.length - 1 ? addDays(start, lastDayOfRunningMonth) : end;
    for (let day = start; day < last; day = addDays(day, 1)) {
      const changes = day.endsWith('-10');
      if (changes) level += month.gained - month.lost;
      const measurement: Measurement =
        month.gated === true ? { state: 'not-measured', reason: 'gated', reasons: ['inventory-not-reconciled'] } : share(level, 4000);
      days.push({ day, measurement, gained: changes ? month.gained : 0, lost: changes ? month.lost : 0 });
    }
    start = end;
  });
  return days;
}

const steady = (count: number): Month[] =>
  Array.from({ length: count }, (_, index) => ({ gained: 25 + (index % 3), lost: 26 - (index % 2) }));

function stock(months: readonly Month[], more: Partial<ChartRequest> = {}) {
  const days = stockDays(months);
  return chartModel({
    form: 'stock-proportion',
    period: 'month',
    direction: 'up',
    days,
    phaseMarks: [],
    specialCauses: [],
    today: days.at(-1)?.day ?? ('2024-01-01' as Day),
    target: null,
    ...more,
  });
}

const newSource = { kind: 'new-source', source: 'a scanner' } as const;

describe('the chart of a stock', () => {
  it('carries no control limits on its level and takes each point from the last measured day of its month', () => {
    const model = stock(steady(16));
    expect(model.kind).toBe('stock');
    expect(model.points).toHaveLength(16);
    expect(model.points.every((point) => point.limitLower === null && point.limitUpper === null && point.centre === null)).toBe(true);
    expect(model.points[1]).toMatchObject({ periodStartOn: '2024-02-01', day: '2024-02-29', state: 'measured', denominator: 4000 });
  });

  it('says it is too early below twelve judged months, counting neither the first load nor the month that runs', () => {
    expect(stock(steady(13)).verdict).toEqual({ kind: 'too-early', points: 11, needed: 12 });
    expect(stock(steady(14)).verdict).toEqual({ kind: 'common-cause', points: 12 });
  });

  it('judges more losses than its own baseline as worsening since the month they began, and as improving where down is good', () => {
    const months = [...steady(22), { gained: 20, lost: 95 }, { gained: 22, lost: 90 }, { gained: 1, lost: 1 }];
    expect(stock(months).verdict).toMatchObject({ kind: 'worsening', sinceOn: '2025-11-01' });
    expect(stock(months, { direction: 'down' }).verdict).toMatchObject({ kind: 'improving', sinceOn: '2025-11-01' });
    expect(stock(months, { direction: 'context' }).verdict).toMatchObject({ kind: 'shift-no-direction', sinceOn: '2025-11-01' });
  });

  it('does not take a stock that always gains two thirds of its changes for a change', () => {
    const growing = Array.from({ length: 24 }, (_, index) => ({ gained: 40 + (index % 4), lost: 20 + (index % 3) }));
    expect(stock(growing).verdict).toEqual({ kind: 'common-cause', points: 22 });
  });

  it('gains that become fewer while the level still rises are a shift, not a worsening', () => {
    const rollout = Array.from({ length: 21 }, (_, index) => ({ gained: 60 + (index % 5), lost: 12 + (index % 3) }));
    const slower = Array.from({ length: 4 }, () => ({ gained: 22, lost: 18 }));
    expect(stock([...rollout, ...slower]).verdict).toMatchObject({ kind: 'shift-no-direction', sinceOn: '2025-10-01' });
  });

  it('an old signal stays marked but no longer speaks once three quiet months followed', () => {
    const months = [...steady(20), { gained: 5, lost: 120 }, ...steady(6)];
    const model = stock(months);
    expect(model.signals.map(({ rule, index, reading }) => [rule, index, reading])).toContainEqual([1, 20, 'worse']);
    expect(model.verdict).toEqual({ kind: 'common-cause', points: 25 });
  });

  it('shows a month without a measured day as a gap and lets no run cross it', () => {
    const months: Month[] = steady(18).map((month, index) => (index === 9 ? { ...month, gated: true } : month));
    const model = stock(months);
    expect(model.points[9]).toMatchObject({ state: 'not-measured', value: null, judged: false, reasons: ['inventory-not-reconciled'] });
    expect(model.panels[0]?.points[9]).toBeNull();
  });

  it('a new source starts a phase with a baseline of its own, and its month is not judged', () => {
    const model = stock(steady(30), { phaseMarks: [{ on: '2025-03-12' as Day, cause: newSource }] });
    expect(model.phases).toEqual([{ index: 14, startsOn: '2025-03-12', cause: newSource }]);
    expect(model.points[14]).toMatchObject({ judged: false, phase: 1 });
    expect(model.panels[0]).toMatchObject({ baseline: 'provisional', baselinePoints: 14 });
  });

  it('pools months with fewer than ten changes', () => {
    const model = stock(Array.from({ length: 20 }, () => ({ gained: 2, lost: 2 })));
    expect(model.panels[0]?.points[1]).toMatchObject({ first: 1, last: 3, numerator: 6, denominator: 12 });
    expect(model.verdict).toMatchObject({ kind: 'too-early', points: 6 });
  });

  it('a count is judged by what comes in and what goes out; both rising is a shift without direction', () => {
    const days = stockDays([...steady(22), { gained: 95, lost: 95 }, { gained: 90, lost: 96 }, { gained: 1, lost: 1 }]);
    const model = chartModel({
      form: 'stock-count',
      period: 'month',
      direction: 'down',
      days,
      phaseMarks: [],
      specialCauses: [],
      today: days.at(-1)?.day as Day,
      target: null,
    });
    expect(model.panels.map(({ name }) => name)).toEqual(['inflow', 'outflow']);
    expect(model.verdict).toMatchObject({ kind: 'shift-no-direction', sinceOn: '2025-11-01' });
  });
});

describe('the chart of events', () => {
  /** Ten things due on the fifth and ten on the twentieth of each month. */
  function eventDays(inTime: readonly number[]): readonly DailyValue[] {
    const days: DailyValue[] = [];
    for (let day = '2024-01-01' as Day; days.length < inTime.length * 30; day = addDays(day, 1)) {
      const month = (Number(day.slice(0, 4)) - 2024) * 12 + Number(day.slice(5, 7)) - 1;
      const due = day.endsWith('-05') || day.endsWith('-20');
      days.push({ day, measurement: share(due ? (inTime[month] ?? 0) : 0, due ? 10 : 0), gained: null, lost: null });
    }
    return days;
  }

  it('sums whole calendar months, with limits and an assurance against the target', () => {
    const days = eventDays(Array.from({ length: 20 }, (_, index) => 8 + (index % 2)));
    const model = chartModel({
      form: 'events',
      period: 'month',
      direction: 'up',
      days,
      phaseMarks: [],
      specialCauses: [],
      today: '2030-01-01' as Day,
      target: 0.3,
    });
    expect(model.points[0]).toMatchObject({ periodStartOn: '2024-01-01', numerator: 16, denominator: 20, value: 0.8 });
    expect(model.points[0]?.limitUpper).not.toBeNull();
    expect(model.verdict.kind).toBe('common-cause');
    expect(model.assurance).toBe('consistently-meets');
  });

  it('has neither points nor verdict to give without days', () => {
    const model = chartModel({
      form: 'events',
      period: 'month',
      direction: 'up',
      days: [],
      phaseMarks: [],
      specialCauses: [],
      today: '2030-01-01' as Day,
      target: null,
    });
    expect(model.points).toEqual([]);
    expect(model.verdict).toEqual({ kind: 'too-early', points: 0, needed: 12 });
  });
});

describe('calendar periods', () => {
  it('start on the first of the month and on Monday', () => {
    expect(periodStartOf('2026-11-22' as Day, 'month')).toBe('2026-11-01');
    expect(periodStartOf('2026-11-22' as Day, 'week')).toBe('2026-11-16');
    expect(nextPeriodStart('2026-01-01' as Day, 'month')).toBe('2026-02-01');
    expect(nextPeriodStart('2026-12-01' as Day, 'month')).toBe('2027-01-01');
    expect(nextPeriodStart('2026-11-16' as Day, 'week')).toBe('2026-11-23');
  });
});

describe('a value that looks back over about a month', () => {
  /** The first day of each month says something else than the last. */
  const days: DailyValue[] = [];
  let start = '2024-01-01' as Day;
  for (let month = 0; month < 14; month += 1) {
    const next = nextPeriodStart(start, 'month');
    days.push({ day: start, measurement: share(90, 100), gained: 0, lost: 0 });
    days.push({ day: addDays(next, -1), measurement: share(30 + (month % 3), 120), gained: 0, lost: 0 });
    start = next;
  }
  const asked = {
    period: 'month',
    direction: 'up',
    days,
    phaseMarks: [],
    specialCauses: [],
    today: '2025-03-15' as Day,
    target: null,
  } as const;

  it('is charted by the last value of each month, and judged', () => {
    const model = chartModel({ ...asked, form: 'window' });
    expect(model.kind).toBe('proportion');
    expect(model.points.map(({ numerator, denominator }) => [numerator, denominator])).toEqual(
      Array.from({ length: 14 }, (_, month) => [30 + (month % 3), 120]),
    );
    expect(model.points.every(({ judged, centre }) => judged && centre !== null)).toBe(true);
    expect(model.verdict.kind).toBe('common-cause');
  });

  it('as a bare level is drawn as it was measured, and not judged', () => {
    const model = chartModel({ ...asked, form: 'level' });
    expect(model.points.at(-1)).toMatchObject({ value: 31 / 120, centre: null });
    expect(model).toMatchObject({ kind: 'stock', panels: [], signals: [], verdict: { kind: 'not-judged' } });
  });
});

describe('one value a whole period', () => {
  /** Half-lives of the months from January 2024 on, each held until the next one is over; a bound where `atLeast`. */
  const held = (values: readonly (number | { readonly atLeast: number })[]): readonly DailyValue[] => {
    const days: DailyValue[] = [];
    let start = '2024-01-01' as Day;
    const measured = (given: (typeof values)[number]): Measurement => ({
      state: 'measured',
      standing: 'ok',
      value: typeof given === 'number' ? given : given.atLeast,
      numerator: 40,
      denominator: null,
      interval: null,
      reasons: typeof given === 'number' ? [] : ['half-life-not-reached'],
    });
    const none: Measurement = { state: 'not-measured', reason: 'no-data', reasons: [] };
    values.forEach((value, month) => {
      const end = nextPeriodStart(start, 'month');
      const before = values[month - 1];
      for (let day = start; day < end; day = addDays(day, 1)) {
        const given = day === addDays(end, -1) ? measured(value) : before === undefined ? none : measured(before);
        days.push({ day, measurement: given, gained: null, lost: null });
      }
      start = end;
    });
    return days;
  };
  const chart = (values: Parameters<typeof held>[0]) => {
    const days = held(values);
    return chartModel({
      form: 'whole-period',
      period: 'month',
      direction: 'down',
      days,
      phaseMarks: [],
      specialCauses: [],
      today: addDays(days.at(-1)?.day ?? ('2024-01-01' as Day), 10),
      target: null,
    });
  };
  const tenValues = [22, 25, 19, 24, 23, 27, 21, 26, 20, 24];

  it('is taken from the last day of the period, and what the days of the next one hold on to makes no point', () => {
    const model = chart(tenValues);
    expect(model.kind).toBe('values');
    expect(model.points.map(({ value }) => value)).toEqual(tenValues);
    expect(model.points.every(({ day }) => addDays(day, 1).endsWith('-01'))).toBe(true);
  });

  it('is judged by how far neighbours lie apart: mean and mean range of the first twelve', () => {
    const values = [...tenValues, 22, 25];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const ranges = values.slice(1).map((value, place) => Math.abs(value - (values[place] ?? value)));
    const meanRange = ranges.reduce((sum, range) => sum + range, 0) / ranges.length;
    const last = chart([...values, 60]).points.at(-1);
    expect(chart(values).points.at(-1)?.limitUpper).toBeCloseTo(mean + (3 * meanRange) / 1.128, 10);
    expect(last?.value ?? 0).toBeGreaterThan(last?.limitUpper ?? Infinity);
  });

  it('a bound is shown and marked, and neither judged nor among what gives the limits', () => {
    const values = [...tenValues, 22, 25];
    const model = chart([...values, { atLeast: 400 }]);
    expect(model.points.at(-1)).toMatchObject({ value: 400, isAtLeast: true, judged: false, limitUpper: null });
    expect(model.points.at(-2)?.limitUpper).toBe(chart(values).points.at(-1)?.limitUpper);
    expect(model.signals).toEqual([]);
  });

  it('has no median where it turns on what a bound is a bound of', () => {
    expect(chart([10, 20, 30, { atLeast: 5 }]).median).toBeNull();
    expect(chart([10, 20, 20, 30, { atLeast: 25 }]).median).toBe(20);
  });
});
