import { describe, expect, it } from 'vitest';
import { pseudonymOf } from '#test/support/phishing-campaign.ts';
import type { Instant } from '../kernel/time.ts';
import { adjustedClickRate, repeatClickers, reportTimes, shareFigures } from './campaign-figures.ts';
import type { CampaignOutcomes, RecipientOutcome } from './recipient-outcomes.ts';

const at = (time: string) => `2026-03-03T${time}:00.000Z` as Instant;
const person = (name: string, more: Partial<RecipientOutcome> = {}): RecipientOutcome => ({
  recipient: pseudonymOf(name),
  deliveredAt: at('08:00'),
  clicked: 'no',
  submitted: 'no',
  reported: false,
  reportedAt: null,
  ...more,
});
const reporter = (name: string, time: string | null, more: Partial<RecipientOutcome> = {}) =>
  person(name, { reported: true, reportedAt: time === null ? null : at(time), ...more });
const campaign = (...delivered: RecipientOutcome[]): CampaignOutcomes => ({ delivered, bounced: 0, quarantined: 0 });

const none = { clicked: 0, 'clicked-or-unsure': 0, 'clicked-or-robot': 0, submitted: 0, reported: 0, 'clicked-and-reported': 0 };

describe('shares', () => {
  it('gives click, data entry and report with Wilson intervals: 12 of 240, 3 of 10', () => {
    const found = shareFigures(240, { ...none, clicked: 12, reported: 48 });
    expect(found.click).toMatchObject({ numerator: 12, denominator: 240, value: 0.05 });
    expect(found.click?.interval.lower).toBeCloseTo(0.0288, 4);
    expect(found.click?.interval.upper).toBeCloseTo(0.0853, 4);
    expect(found.resilience).toBe(4);
    expect(shareFigures(10, { ...none, submitted: 3 }).dataEntry?.interval.upper).toBeCloseTo(0.6032, 4);
  });

  it('nobody clicked: the ratio is not known, the click rate is 0 with an interval', () => {
    const found = shareFigures(20, { ...none, reported: 5 });
    expect(found.resilience).toBeNull();
    expect(found.reportAfterClick).toBeNull();
    expect(found.click?.value).toBe(0);
    expect(found.click?.interval.upper).toBeCloseTo(0.1611, 4);
  });

  it('nothing delivered: nothing is known, and nothing is 0', () => {
    expect(Object.values(shareFigures(0, none))).toEqual([null, null, null, null, null, null, null]);
  });

  it('what may be machines stands beside it as the other end', () => {
    const found = shareFigures(100, { ...none, clicked: 10, 'clicked-or-unsure': 13, 'clicked-or-robot': 31 });
    expect([found.click?.value, found.clickWithUnsure?.value, found.clickWithRobots?.value]).toEqual([0.1, 0.13, 0.31]);
  });
});

describe('times of reports', () => {
  it('the first from the first delivery, the median and the ninetieth over reporters, within half an hour over all', () => {
    const ten = campaign(
      reporter('a', '08:04'),
      reporter('b', '08:20'),
      reporter('c', '10:00'),
      person('d'),
      person('e', { deliveredAt: at('07:58') }),
    );
    const found = reportTimes(ten, at('12:00'));
    expect(found).toMatchObject({ firstMinutes: 6, medianMinutes: 20, ninetiethMinutes: 120, timed: 3, untimed: 0 });
  });

  it('who never reports is followed to the end: after four hours three of five have', () => {
    const found = reportTimes(
      campaign(reporter('a', '08:04'), reporter('b', '08:20'), reporter('c', '10:00'), person('d'), person('e')),
      at('12:00'),
    );
    expect(found.curve?.steps.map(({ age, open }) => [age, Number(open.toFixed(4))])).toEqual([
      [4, 0.8],
      [20, 0.6],
      [120, 0.4],
    ]);
  });

  it('later deliveries are followed for less: they are no failures', () => {
    const found = reportTimes(campaign(reporter('a', '09:00'), person('b'), person('c', { deliveredAt: at('11:30') })), at('12:00'));
    // At an hour only two of the three are still followed.
    expect(found.curve?.steps[0]).toMatchObject({ age: 60, atRisk: 2, open: 0.5 });
  });

  it('a report without a time, or before delivery, is a report and has no time', () => {
    const found = reportTimes(campaign(reporter('a', null), reporter('b', '07:00'), reporter('c', '08:10')), at('12:00'));
    expect(found).toMatchObject({ firstMinutes: 10, medianMinutes: 10, timed: 1, untimed: 2 });
  });

  it('nobody reported, or nothing was delivered: no time is known', () => {
    expect(reportTimes(campaign(person('a')), at('12:00'))).toMatchObject({
      firstMinutes: null,
      medianMinutes: null,
      ninetiethMinutes: null,
    });
    expect(reportTimes(campaign(), at('12:00'))).toMatchObject({ firstMinutes: null, curve: null });
  });

  it('a report after the end is not one that came by then', () => {
    const found = reportTimes(campaign(reporter('a', '13:00'), person('b')), at('12:00'));
    expect(found.curve?.closed).toBe(0);
  });
});

describe('difficulty-adjusted click rate', () => {
  it('weighs what was clicked at each difficulty, whatever the mixture of mails', () => {
    const found = adjustedClickRate([
      { difficulty: 'very', delivered: 100, clicked: 30 },
      { difficulty: 'moderate', delivered: 150, clicked: 15 },
      { difficulty: 'moderate', delivered: 50, clicked: 5 },
      { difficulty: 'least', delivered: 1_000, clicked: 20 },
    ]);
    // 0.25 · 0.30 + 0.50 · 0.10 + 0.25 · 0.02.
    if (found.kind !== 'standardised') throw new Error('it is standardised');
    expect(found.value).toBeCloseTo(0.13, 12);
    expect(found.variance).toBeCloseTo((0.0625 * 0.21) / 100 + (0.25 * 0.09) / 200 + (0.0625 * 0.0196) / 1_000, 12);
  });

  it('29 deliveries of one difficulty close it, 30 do not; easy mails alone give nothing', () => {
    const with29 = (delivered: number) =>
      adjustedClickRate([
        { difficulty: 'very', delivered, clicked: 3 },
        { difficulty: 'moderate', delivered: 90, clicked: 3 },
        { difficulty: 'least', delivered: 90, clicked: 3 },
      ]);
    expect(with29(29)).toEqual({ kind: 'too-few', difficulties: ['very'] });
    expect(with29(30).kind).toBe('standardised');
    expect(adjustedClickRate([{ difficulty: 'least', delivered: 5_000, clicked: 9 }])).toEqual({
      kind: 'too-few',
      difficulties: ['very', 'moderate'],
    });
    expect(adjustedClickRate([])).toEqual({ kind: 'too-few', difficulties: ['very', 'moderate', 'least'] });
  });
});

describe('repeat clickers', () => {
  const clicked = (name: string, by: RecipientOutcome['clicked']) => person(name, { clicked: by });
  it('are those of two tests or more who failed two; robots fail nobody, and one test is none', () => {
    const found = repeatClickers([
      campaign(clicked('a', 'human'), clicked('b', 'human'), clicked('c', 'robot'), clicked('d', 'human')),
      campaign(clicked('a', 'human'), clicked('b', 'no'), clicked('c', 'human')),
    ]);
    expect(found).toMatchObject({ numerator: 1, denominator: 3 });
  });

  it('with one campaign nothing is known', () => {
    expect(repeatClickers([campaign(clicked('a', 'human'))])).toBeNull();
    expect(repeatClickers([])).toBeNull();
  });
});
