import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contribution, OverDispersion } from './over-dispersion.ts';
import { overDispersion, rawDispersion } from './over-dispersion.ts';

const seed = 20_261_122;
const events = [20, 35, 28, 60, 12, 41, 90, 33, 25, 18, 55, 47];
const units = [200, 210, 220, 380, 150, 260, 500, 300, 180, 190, 330, 310];
const group: Contribution[] = events.map((count, place) => ({ events: count, units: units[place] ?? 0 }));
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

function estimated(contributions: readonly Contribution[], centre: number): Extract<OverDispersion, { kind: 'estimated' }> {
  const found = overDispersion(contributions, centre);
  if (found.kind !== 'estimated') throw new Error(found.kind);
  return found;
}

const sumsOf = (contributions: readonly Contribution[]) => ({
  contributors: contributions.length,
  events: total(contributions.map((one) => one.events)),
  units: total(contributions.map((one) => one.units)),
  squaredEventsPerUnit: total(contributions.map((one) => one.events ** 2 / one.units)),
});

describe('over-dispersion', () => {
  it('of the worked example: raw 1.992, winsorised 1.559 below 1.816, so no adjustment; τ² 0.000324', () => {
    const centre = total(events) / total(units);
    expect(centre.toFixed(5)).toBe('0.14365');
    const found = estimated(group, centre);
    expect(found.raw.toFixed(3)).toBe('1.992');
    expect(found.winsorised.toFixed(3)).toBe('1.559');
    expect(found.threshold.toFixed(3)).toBe('1.816');
    expect(found.factor).toBe(1);
    expect(found.betweenVariance.toFixed(6)).toBe('0.000324');
    expect(rawDispersion(sumsOf(group), centre).toFixed(3)).toBe('1.992');
  });

  it('of the same group on the arcsine scale is 2.171 raw and 1.719 winsorised (NumPy)', () => {
    const found = overDispersion(group, 464 / 3230, 'arcsine');
    expect(found).toMatchObject({ raw: expect.closeTo(2.1707138, 6), winsorised: expect.closeTo(1.7194743, 6), factor: 1 });
  });

  it('comes to the same on either scale among large hospitals near the centre', () => {
    const large = group.map((one) => ({ events: 50_000 + (one.events % 7) * 60, units: 100_000 }));
    const arcsine = overDispersion(large, 0.5, 'arcsine');
    expect(arcsine).toMatchObject({ raw: expect.closeTo(estimated(large, 0.5).raw, 3) });
  });

  it('adjusts above the threshold, by the winsorised figure', () => {
    const apart = group.map((one, place) => ({
      ...one,
      events: place % 2 === 0 ? Math.round(one.units * 0.05) : Math.round(one.units * 0.25),
    }));
    const found = estimated(apart, 0.15);
    expect(found.winsorised).toBeGreaterThan(found.threshold);
    expect(found.factor).toBe(found.winsorised);
    expect(found.betweenVariance).toBeGreaterThan(0);
  });

  it('is 1 and no variance between hospitals where all are alike', () => {
    const alike = units.map((count) => ({ events: count / 10, units: count }));
    expect(estimated(alike, 0.1)).toMatchObject({ factor: 1, betweenVariance: 0 });
    expect(estimated(alike, 0.1).raw).toBeCloseTo(0, 12);
  });

  it('is not estimated from eleven hospitals', () => {
    expect(overDispersion(group.slice(1), 0.14)).toEqual({ kind: 'too-few', contributors: 11 });
  });

  it('refuses a centre or a hospital without meaning', () => {
    expect(() => overDispersion(group, 0)).toThrow('over-dispersion');
    expect(() => overDispersion(group, 1)).toThrow('over-dispersion');
    expect(() => overDispersion([...group, { events: 0, units: 0 }], 0.1)).toThrow('over-dispersion');
    expect(() => overDispersion([...group, { events: 3, units: 2 }], 0.1)).toThrow('over-dispersion');
    expect(() => overDispersion([...group, { events: -1, units: 2 }], 0.1)).toThrow('over-dispersion');
    expect(overDispersion([...group, { events: 2, units: 2 }, { events: 0, units: 2 }], 0.1).kind).toBe('estimated');
  });

  it('draws in a tenth at either end: of twenty the two least and the two most', () => {
    // Twenty alike in size at z = −10 … 9; drawn in, they run from −8 to 7.
    const size = 10_000;
    const sigma = Math.sqrt(0.25 / size);
    const twenty = Array.from({ length: 20 }, (_, place) => ({ events: size * (0.5 + (place - 10) * sigma), units: size }));
    const squares = Array.from({ length: 20 }, (_, place) => Math.min(7, Math.max(-8, place - 10)) ** 2);
    expect(estimated(twenty, 0.5).winsorised).toBeCloseTo(total(squares) / 20, 9);
  });

  const contributions = fc.array(
    fc
      .integer({ min: 20, max: 900 })
      .chain((count) => fc.record({ events: fc.integer({ min: 0, max: count }), units: fc.constant(count) })),
    { minLength: 12, maxLength: 40 },
  );

  it('does not depend on order, is never below 1, and three sums give the raw figure as well', () => {
    fc.assert(
      fc.property(contributions, fc.integer({ min: 5, max: 95 }), (found, percent) => {
        const centre = percent / 100;
        const own = estimated(found, centre);
        const turned = estimated(found.toReversed(), centre);
        expect(turned.winsorised).toBeCloseTo(own.winsorised, 6);
        expect(turned.betweenVariance).toBeCloseTo(own.betweenVariance, 9);
        expect(own.factor).toBeGreaterThanOrEqual(1);
        expect(own.betweenVariance).toBeGreaterThanOrEqual(0);
        expect(rawDispersion(sumsOf(found), centre) / own.raw).toBeCloseTo(1, 6);
      }),
      { seed, numRuns: 200 },
    );
    console.info(`over-dispersion: 200 runs, seed ${seed}`);
  });
});
