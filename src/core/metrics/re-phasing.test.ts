import { describe, expect, test } from 'vitest';
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import { nextPeriodStart } from '../statistics/periods.ts';
import { wilsonInterval } from '../statistics/wilson.ts';
import { chartModel, type ChartRequest, type DailyValue } from './chart-model.ts';
import { isShown, signalEvents, standingShift } from './re-phasing.ts';

/** Each month's share of a hundred events, on its last day. */
function chart(shares: readonly number[], more: Partial<ChartRequest> = {}) {
  const days: DailyValue[] = [];
  let start = '2023-01-01' as Day;
  for (const numerator of shares) {
    const next = nextPeriodStart(start, 'month');
    const interval = wilsonInterval(numerator, 100);
    const measurement = {
      state: 'measured',
      standing: 'ok',
      value: numerator / 100,
      numerator,
      denominator: 100,
      interval,
      reasons: [],
    } as const;
    days.push({ day: addDays(next, -1), measurement, gained: null, lost: null });
    start = next;
  }
  return chartModel({
    form: 'events',
    period: 'month',
    direction: 'up',
    days,
    phaseMarks: [],
    specialCauses: [],
    today: start,
    target: null,
    ...more,
  });
}

const usual = Array.from({ length: 20 }, (_, index) => 50 + (index % 2 === 0 ? 3 : -3));
const shift = Array.from({ length: 9 }, () => 58);
const signed = (on: Day) => ({ on, cause: { kind: 'signed', signature: 'J. Jansen' } }) as const;

describe('a shift that may be signed', () => {
  test('stands while its run reaches the newest judged period, and begins with its first one', () => {
    expect(standingShift(chart([...usual, ...shift]))).toEqual({
      panel: 'value',
      direction: 'up',
      reading: 'better',
      startsOn: '2024-09-01',
      metOn: '2025-04-01',
    });
  });

  test('does not stand once the newest period lies on the other side, nor before it has eight', () => {
    expect(standingShift(chart([...usual, ...shift, 47]))).toBeNull();
    expect(standingShift(chart([...usual, ...shift.slice(0, 7)]))).toBeNull();
  });

  test('when signed is a phase of its own from its first period, judged from the start, with limits from twelve on', () => {
    const phaseMarks = [signed('2024-09-01' as Day)];
    const young = chart([...usual, ...shift], { phaseMarks });
    expect(young.verdict).toEqual({ kind: 'too-early', points: 9, needed: 12 });
    expect(young.points.slice(0, 20)).toEqual(chart(usual).points.slice(0, 20));
    expect(young.medians.slice(19, 21)).toEqual([0.5, 0.58]);
    const grown = chart([...usual, ...shift, 58, 59, 57], { phaseMarks });
    expect(grown.panels[0]).toMatchObject({ baseline: 'provisional', baselinePoints: 12 });
    expect(grown.verdict.kind).toBe('common-cause');
  });
});

describe('signals as events', () => {
  test('are known by rule, panel, direction and days, also when the chart begins earlier or the run grows', () => {
    const event = signalEvents(chart([...usual, ...shift])).find(({ rule }) => rule === 2);
    expect(event).toEqual({
      panel: 'value',
      rule: 2,
      direction: 'up',
      reading: 'better',
      fromOn: '2024-09-01',
      metOn: '2025-04-01',
    });
    const known = event ?? expect.fail();
    expect(isShown(known, chart([...usual, ...shift, 59, 59]))).toBe(true);
    expect(isShown({ ...known, direction: 'down' }, chart([...usual, ...shift]))).toBe(false);
    expect(isShown(known, chart([...usual, ...shift], { phaseMarks: [signed('2024-09-01' as Day)] }))).toBe(false);
  });
});

describe('a special cause', () => {
  const struck = [...usual.slice(0, 5), 10, 12, ...usual.slice(5)];
  const specialCauses = [{ fromOn: '2023-06-20' as Day, toOn: '2023-07-02' as Day }];

  test('is drawn and judged in every period that it touches, and gives neither limits nor median', () => {
    const model = chart(struck, { specialCauses });
    expect(model.points.flatMap((point, index) => (point.isSpecialCause ? [index] : []))).toEqual([5, 6]);
    expect(model.points[0]?.centre).toBe(chart(usual).points[0]?.centre);
    expect(model.points[0]?.limitLower).toBe(chart(usual).points[0]?.limitLower);
    expect(model.signals.filter(({ rule }) => rule === 1).map(({ index }) => index)).toEqual([5, 6]);
    expect(chart(struck).points[0]?.centre).toBeLessThan(0.49);
  });
});
