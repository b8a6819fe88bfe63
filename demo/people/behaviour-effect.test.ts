/** The invented hospital with a true effect of known size: it is found again within its interval, and where there is none nothing is. */
import { describe, expect, it } from 'vitest';
import { testOf } from '#core/awareness/behaviour/behaviour-cells.ts';
import { behaviourEffect, type KnownEffect } from '#core/awareness/behaviour/behaviour-effect.ts';
import { foreseePower } from '#core/awareness/behaviour/behaviour-power.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { inventGroups, inventPublishedTests } from './published-tests.ts';

const days = ['2026-01-13', '2026-03-10', '2026-05-12', '2026-09-08', '2026-10-20'] as const;
const shifts = [0, 0.05, -0.03, 0.02, 0.06];
const reachedGroupIds = ['group-03', 'group-17'];

function hospital(seed: number, size: number, scatter = 0.02) {
  const groups = inventGroups(seed, 2_800, 34);
  const tests = days.map((on, place) => ({
    key: `test-${place}`,
    name: `test-${place}`,
    publishedAt: `${on}T12:00:00.000Z` as Instant,
    groupYear: 2026,
    shift: shifts[place] ?? 0,
    effect: place < 3 ? null : { groupIds: reachedGroupIds, size },
  }));
  const published = inventPublishedTests({ seed, groups, tests, scatter }).map((publication, place) =>
    testOf(publication, 'report-rate', { name: `Test ${place + 1}`, on: days[place] as Day }),
  );
  const plan = {
    measure: 'report-rate',
    before: { fromOn: '2026-01-01' as Day, toOn: '2026-05-31' as Day },
    after: { fromOn: '2026-09-01' as Day, toOn: '2026-10-31' as Day },
    reachedGroupIds,
    otherGroupIds: groups.flatMap(({ id }) => (reachedGroupIds.includes(id) ? [] : [id])),
    departmentCorrelation: 0.01,
    testsAfter: 2,
    expectedEffect: 0.12,
  } as const;
  return { groups, published, plan };
}

function effectOf(seed: number, size: number, scatter?: number): KnownEffect {
  const { published, plan } = hospital(seed, size, scatter);
  const effect = behaviourEffect({ plan, tests: published, isSameGroups: () => true, difficultyOf: () => 'moderate' });
  return effect.kind === 'known' ? effect : expect.fail(`it is known, not ${effect.reason}`);
}

describe('a campaign in two departments of the invented hospital', () => {
  it('has 2,800 people in 34 groups that can all be shown', () => {
    const { groups, published } = hospital(1, 0.12);
    expect(groups.reduce((sum, { people }) => sum + people, 0)).toBe(2_800);
    expect(Math.min(...groups.map(({ people }) => people))).toBeGreaterThanOrEqual(30);
    expect(published.every((test) => [...test.groups.values()].every(({ kind }) => kind === 'shown'))).toBe(true);
  });

  it('with 12 points more: the interval holds them and leaves out 0, whatever the mails did to everybody', () => {
    const { comparison, verdict, others, degrees, trend, cautions } = effectOf(1, 0.12);
    expect(comparison.interval.lower).toBeLessThanOrEqual(0.12);
    expect(comparison.interval.upper).toBeGreaterThanOrEqual(0.12);
    expect(comparison.interval.lower).toBeGreaterThan(0);
    expect([verdict, degrees, others.groups]).toEqual(['better', 32, 32]);
    expect(trend?.interval.lower).toBeLessThan(0);
    expect(trend?.interval.upper).toBeGreaterThan(0);
    expect(cautions).toEqual([]);
  });

  it('in 100 such hospitals the interval nearly always holds 12 points and mostly leaves out 0; where nothing was done it holds 0', () => {
    let [held, seen, heldNothing] = [0, 0, 0];
    for (let seed = 1; seed <= 100; seed += 1) {
      const { comparison, verdict } = effectOf(seed, 0.12);
      const { interval } = comparison;
      held += interval.lower <= 0.12 && 0.12 <= interval.upper ? 1 : 0;
      seen += verdict === 'better' ? 1 : 0;
      heldNothing += effectOf(seed, 0).verdict === 'not-told-apart' ? 1 : 0;
    }
    // Three standard errors of 100 runs at 95 % are 6.5 points.
    expect(held).toBeGreaterThanOrEqual(88);
    expect(heldNothing).toBeGreaterThanOrEqual(88);
    expect(seen).toBeGreaterThanOrEqual(70);
  });

  it('the power that was foreseen is how often the effect is seen', () => {
    let [seen, foreseen] = [0, 0];
    for (let seed = 1; seed <= 100; seed += 1) {
      const { plan, published } = hospital(seed, 0.06, 0);
      const power = foreseePower({ ...plan, departmentCorrelation: 0, expectedEffect: 0.06 }, published, () => true);
      foreseen += power.kind === 'foreseen' ? (power.power ?? 0) : 0;
      seen += effectOf(seed, 0.06, 0).verdict === 'better' ? 1 : 0;
    }
    // Three standard errors of 100 runs at a half are 15 points.
    expect(Math.abs(seen - foreseen) / 100).toBeLessThan(0.15);
  });
});
