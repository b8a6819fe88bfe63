import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedPoint } from './signals.ts';
import { findSignals } from './signals.ts';

/** Centre 0, σ 1: a value is its own z. */
const limits = { centre: 0, lower: -3, upper: 3, warnLower: -2, warnUpper: 2 };
const chart = (values: readonly (number | null)[], phase: (index: number) => number = () => 0): (JudgedPoint | null)[] =>
  values.map((value, index) => (value === null ? null : { value, limits, phase: phase(index) }));
const found = (values: readonly (number | null)[]) =>
  findSignals(chart(values)).map(({ rule, direction, from, index, to }) => [rule, direction, from, index, to]);

describe('the signal rules', () => {
  it('rule 1 marks a point strictly beyond 3σ and not one on the limit', () => {
    expect(found([0.1, 3.01, -0.1])).toEqual([[1, 'up', 1, 1, 1]]);
    expect(found([0.1, -3.01, 0.1])).toEqual([[1, 'down', 1, 1, 1]]);
    expect(found([0.1, 3, -0.1, -3])).toEqual([]);
  });

  it('rule 2 needs eight on one side; seven are nothing', () => {
    expect(found([-1, 1, 0.5, 1, 0.6, 1, 0.5, 1, 0.4])).toEqual([[2, 'up', 1, 8, 8]]);
    expect(found([-1, 1, 0.5, 1, 0.6, 1, 0.5, 1, -0.4])).toEqual([]);
  });

  it('a run that goes on is one signal whose end moves', () => {
    expect(found([1, 0.5, 1, 0.6, 1, 0.5, 1, 0.4, 0.9, 0.3, -1])).toEqual([[2, 'up', 0, 7, 9]]);
  });

  it('a point exactly on the centre neither extends nor breaks a run', () => {
    expect(found([1, 0.5, 1, 0, 0.6, 1, 0, 0.5, 1])).toEqual([]);
    expect(found([1, 0.5, 1, 0, 0.6, 1, 0, 0.5, 1, 0.4])).toEqual([[2, 'up', 0, 9, 9]]);
  });

  it('rule 3 needs six rising or falling; five are nothing and equal neighbours neither extend nor break', () => {
    expect(found([-1, -0.6, -0.2, 0.2, 0.6, 0.5])).toEqual([]);
    expect(found([-1, -0.6, -0.2, 0.2, 0.6, 1])).toEqual([[3, 'up', 0, 5, 5]]);
    expect(found([-1, -0.6, -0.6, -0.2, 0.2, 0.6])).toEqual([]);
    expect(found([1, 0.6, 0.6, 0.2, -0.2, -0.6, -1])).toEqual([[3, 'down', 0, 6, 6]]);
  });

  it('rule 5 needs two of three beyond 2σ on the same side', () => {
    expect(found([2.1, 0.1, 2.2])).toEqual([[5, 'up', 0, 2, 2]]);
    expect(found([2.1, 0.1, -2.2])).toEqual([]);
    expect(found([2.1, 0.1, -0.1, 2.2])).toEqual([]);
  });

  it('nothing crosses a gap or a phase boundary', () => {
    const eight = [1, 0.5, 1, 0.6, 1, 0.5, 1, 0.4];
    expect(found([1, 0.5, 1, 0.6, null, 1, 0.5, 1, 0.4])).toEqual([]);
    expect(findSignals(chart(eight, (index) => (index < 4 ? 0 : 1)))).toEqual([]);
    expect(found([2.1, null, 2.2])).toEqual([]);
  });

  it('mirror when the chart is turned upside down', () => {
    const value = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constant(null), fc.double({ min: -4, max: 4, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (values) => {
        const mirrored = values.map((entry) => (entry === null ? null : -entry));
        const turned = found(mirrored).map(([rule, direction, ...places]) => [rule, direction === 'up' ? 'down' : 'up', ...places]);
        const order = (list: unknown[][]) => list.map((entry) => JSON.stringify(entry)).toSorted();
        expect(order(turned)).toEqual(order(found(values)));
      }),
      { numRuns: 500 },
    );
  });
});
