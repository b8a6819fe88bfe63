/** Figures of publications over time: one point each, carried and stale as said, judged as figures and not as days. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phishingFigures } from '../figure-readers/phishing.ts';
import { readStanding } from '../disclosure/publish.ts';
import type { Day, Instant } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import { chartModel, type DailyValue } from './chart-model.ts';
import { figureDays, publishedStretches } from './published-value.ts';

const first = '2024-01-10' as Day;
const rhythm = { cadenceDays: 92, graceDays: 31 };

/** A test every 30 days; each of 400 mails, of which so many were reported. */
function reportFigures(reports: readonly number[]) {
  const tests = new Map(reports.map((_, place) => [`t${place}`, { on: addDays(first, place * 30), difficulty: null }]));
  const published = new Map(
    reports.map((reported, place) => {
      const kept = { groups: [], roleGroups: [], measures: [], publishedAt: '2026-01-01T00:00:00.000Z' as Instant, groupYear: 2026 };
      const cell = { groupId: null, roleGroupId: null, kind: 'shown', people: 400, counts: { reported } } as const;
      const key = `t${place}`;
      return [key, readStanding({ ...kept, period: { subject: 'phishing', key }, cells: [cell] }, { counted: null })] as const;
    }),
  );
  return phishingFigures(published, { tests }).filter(({ measure }) => measure === 'reported');
}

function daysOf(reports: readonly number[], today: Day): readonly DailyValue[] {
  return publishedStretches(rhythm, reportFigures(reports), today).flatMap(({ from, to, measurement }) => {
    const days: DailyValue[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) days.push({ day, measurement, gained: null, lost: null });
    return days;
  });
}

function chart(reports: readonly number[], today: Day) {
  return chartModel({
    form: 'events',
    period: 'figure',
    direction: 'up',
    days: figureDays(daysOf(reports, today)),
    phaseMarks: [],
    specialCauses: [],
    today,
    target: null,
  });
}

describe('figures of publications', () => {
  it('have one point each on a chart, of the day of the test, also the one of today', () => {
    const today = addDays(first, 60);
    const { points, kind, verdict } = chart([80, 90, 85], today);
    expect(kind).toBe('proportion');
    expect(points.map(({ periodStartOn, numerator, denominator, running }) => [periodStartOn, numerator, denominator, running])).toEqual([
      ['2024-01-10', 80, 400, false],
      ['2024-02-09', 90, 400, false],
      ['2024-03-10', 85, 400, false],
    ]);
    expect(verdict).toMatchObject({ kind: 'too-early', points: 3, needed: 12 });
  });

  it('are judged when there are twelve of them: a sustained rise is told, noise is not', () => {
    const noise = [80, 84, 78, 82, 79, 83, 81, 77, 85, 80, 82, 79, 81, 83, 78, 80, 82, 84, 79, 81];
    const today = addDays(first, 30 * 30);
    expect(chart(noise, today).verdict.kind).toBe('common-cause');
    expect(chart([...noise, 120, 125, 118, 122, 124, 121, 126, 123, 119, 125], today).verdict.kind).toBe('improving');
  });

  it('cover every day from the first without a gap, and never tell the future', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: -10, max: 400 }),
        (reports, ahead) => {
          const today = addDays(first, ahead);
          const days = daysOf(reports, today);
          if (ahead < 0) {
            expect(days).toEqual([]);
            return;
          }
          expect(days.map(({ day }) => day)).toEqual(Array.from({ length: ahead + 1 }, (_, place) => addDays(first, place)));
          const own = figureDays(days).map(({ day }) => day);
          expect(own).toEqual(reports.map((_, place) => addDays(first, place * 30)).filter((day) => day <= today));
        },
      ),
    );
  });
});
