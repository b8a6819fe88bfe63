import { describe, expect, test } from 'vitest';
import type { ChartModel } from '#contract/endpoints/metrics.ts';
import { annotationPlaces, marksOf } from './annotation-places.ts';

const months = ['2026-01', '2026-02', '2026-03'];
const model = (isRunning: boolean) => ({
  points: months.map((month, index) => ({
    periodStartOn: `${month}-01`,
    day: `${month}-20`,
    running: isRunning && index === 2,
  })) as ChartModel['points'],
});
const on = (fromOn: string, toOn = fromOn) => ({ fromOn, toOn, text: 'x' });

describe('where annotations stand in a chart', () => {
  test('each covers the periods in which its days lie, and keeps the number it has in the list', () => {
    expect(annotationPlaces(model(false), [on('2026-01-31'), on('2026-01-15', '2026-03-02')])).toEqual([
      { number: 1, text: 'x', first: 0, last: 0 },
      { number: 2, text: 'x', first: 0, last: 2 },
    ]);
  });

  test('what was over before the chart begins has no place; what was going on then begins with it', () => {
    expect(annotationPlaces(model(false), [on('2025-06-01'), on('2025-06-01', '2026-02-03')])).toEqual([
      { number: 2, text: 'x', first: 0, last: 1 },
    ]);
  });

  test('a day after the newest value is in its period only while that runs', () => {
    expect(annotationPlaces(model(true), [on('2026-03-25')])).toHaveLength(1);
    expect(annotationPlaces(model(false), [on('2026-06-25')])).toEqual([]);
  });

  test('those that begin in one period share a mark', () => {
    const places = annotationPlaces(model(false), [on('2026-01-05'), on('2026-01-15'), on('2026-03-02')]);
    expect(marksOf(places)).toEqual([
      { index: 0, label: '1, 2' },
      { index: 2, label: '3' },
    ]);
  });
});
