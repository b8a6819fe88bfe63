import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedPoint } from './signals.ts';
import { chartRules, findSignals, findSignalsBy, nelsonRules, type RuleSet, westernElectricRules } from './signals.ts';

/** Centre 0, σ 1: a value is its own z. */
const limits = { centre: 0, lower: -3, upper: 3, warnLower: -2, warnUpper: 2, nearLower: -1, nearUpper: 1 };
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

  it('a run that ends with its stretch, a second run after it, and two trends in a row are each seen', () => {
    const eight = [1, 0.5, 1, 0.6, 1, 0.5, 1, 0.4];
    const lower = eight.map((value) => -value);
    expect(found([...eight, ...lower])).toEqual([
      [2, 'up', 0, 7, 7],
      [2, 'down', 8, 15, 15],
    ]);
    expect(found([...eight, null, ...eight])).toEqual([
      [2, 'up', 0, 7, 7],
      [2, 'up', 9, 16, 16],
    ]);
    expect(found([-0.5, -0.3, -0.1, 0.1, 0.3, 0.5, 0.2, 0.1, -0.1, -0.2, -0.3])).toEqual([
      [3, 'up', 0, 5, 5],
      [3, 'down', 5, 10, 10],
    ]);
  });

  it('rule 5 goes on while its groups share a point, and begins anew when they do not', () => {
    expect(found([2.1, 2.2, 0.1, 2.3, 0.1])).toEqual([[5, 'up', 0, 1, 3]]);
    expect(found([2.1, 2.2, 0.1, -0.1, 0.1, 2.1, 2.2])).toEqual([
      [5, 'up', 0, 1, 1],
      [5, 'up', 5, 6, 6],
    ]);
    expect(found([2, 0.1, 2])).toEqual([]);
    expect(found([-2.1, 0.1, -2.2, 0.1])).toEqual([[5, 'down', 0, 2, 2]]);
  });

  it('come in the order in which they were met, and of one point in that of their rules', () => {
    expect(found([0.1, 2.1, 2.2, 3.1]).map(([rule, , , index]) => [rule, index])).toEqual([
      [5, 2],
      [1, 3],
    ]);
    expect(found([0.1, 2.1, 3.1]).map(([rule, , , index]) => [rule, index])).toEqual([
      [1, 2],
      [5, 2],
    ]);
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

const only = (rule: RuleSet['rules'][number]): RuleSet => ({ rules: [rule], runLength: 9 });
const foundBy = (set: RuleSet, values: readonly (number | null)[]) =>
  findSignalsBy(set, chart(values)).map(({ rule, direction, from, index, to }) => [rule, direction, from, index, to]);

describe('the whole sets of rules', () => {
  it('tell of one point in the order of the rules, in whatever order these are asked for', () => {
    const values = [0.1, 2.1, 3.1];
    expect(foundBy({ rules: [5, 1], runLength: 8 }, values).map(([rule]) => rule)).toEqual([1, 5]);
  });

  it('a trend is met on the day it is, not when its last value is repeated', () => {
    expect(foundBy(only(3), [-1, -0.6, -0.2, 0.2, 0.6, 1, 1, 1])).toEqual([[3, 'up', 0, 5, 5]]);
  });

  it('are chosen by their authors: nine in a row for Nelson, eight for Western Electric', () => {
    const eight = [1, 0.5, 1, 0.6, 1, 0.5, 1, 0.4];
    expect(foundBy(westernElectricRules, eight)).toEqual([[2, 'up', 0, 7, 7]]);
    expect(foundBy(nelsonRules, eight)).toEqual([]);
    expect(foundBy(nelsonRules, [...eight, 0.2])).toEqual([[2, 'up', 0, 8, 8]]);
    expect(westernElectricRules.rules).toEqual([1, 2, 5, 6]);
    expect(nelsonRules.rules).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('rule 1, 3 and 5 are found alone when alone they are asked for', () => {
    const values = [3.1, 2.5, -1, -0.6, -0.2, 0.2, 0.6, 1];
    expect(foundBy(only(1), values)).toEqual([[1, 'up', 0, 0, 0]]);
    expect(foundBy(only(3), values)).toEqual([[3, 'up', 2, 7, 7]]);
    expect(foundBy(only(5), values)).toEqual([[5, 'up', 0, 1, 1]]);
  });

  it('rule 4 needs fourteen alternating up and down; thirteen are nothing, and equal neighbours neither extend nor break', () => {
    const zigzag = (length: number) => Array.from({ length }, (_, index) => (index % 2 === 0 ? 0.2 : 0.9));
    expect(foundBy(only(4), zigzag(13))).toEqual([]);
    expect(foundBy(only(4), zigzag(14))).toEqual([[4, null, 0, 13, 13]]);
    expect(foundBy(only(4), zigzag(17))).toEqual([[4, null, 0, 13, 16]]);
    // It begins where two rises in a row meet and ends where the next two do.
    expect(foundBy(only(4), [-0.5, -0.1, ...zigzag(14), 1.2, 1.4])).toEqual([[4, null, 2, 15, 15]]);
    expect(foundBy(only(4), [...zigzag(14), 0.1, -0.3])).toEqual([[4, null, 0, 13, 14]]);
    const repeated = zigzag(14).flatMap((value, index) => (index === 5 ? [value, value] : [value]));
    expect(foundBy(only(4), repeated)).toEqual([[4, null, 0, 14, 14]]);
    expect(
      foundBy(
        only(4),
        zigzag(13).flatMap((value, index) => (index === 5 ? [value, value] : [value])),
      ),
    ).toEqual([]);
    expect(foundBy(only(4), [...zigzag(7), null, ...zigzag(7)])).toEqual([]);
  });

  it('rule 6 needs four of five beyond 1σ on one side', () => {
    expect(foundBy(only(6), [1.1, 1.2, 0.1, 1.3, 1.4])).toEqual([[6, 'up', 0, 4, 4]]);
    expect(foundBy(only(6), [1.1, 1.2, 0.1, 1.3, 1])).toEqual([]);
    expect(foundBy(only(6), [1.1, 1.2, 0.1, 1.3, -1.4])).toEqual([]);
    expect(foundBy(only(6), [-1.1, -1.2, -1.3, -1.4, 0.2, -1.5])).toEqual([[6, 'down', 0, 3, 5]]);
    expect(foundBy(only(6), [1.1, 1.2, 0.1, 0.2, 1.3, 1.4])).toEqual([]);
    expect(foundBy(only(6), [-1.1, -1.2, -1, -1.3, 0.1])).toEqual([]);
  });

  it('rule 7 needs fifteen within 1σ on either side, the limit itself among them', () => {
    const quiet = (length: number) => Array.from({ length }, (_, index) => [0.3, -0.6, 1, -1][index % 4] ?? 0);
    expect(foundBy(only(7), quiet(14))).toEqual([]);
    expect(foundBy(only(7), quiet(15))).toEqual([[7, null, 0, 14, 14]]);
    expect(foundBy(only(7), [1.5, ...quiet(16), -1.5])).toEqual([[7, null, 1, 15, 16]]);
    expect(
      foundBy(
        only(7),
        quiet(15).map((value) => value * 1.01),
      ),
    ).toEqual([]);
    expect(
      foundBy(
        only(7),
        Array.from({ length: 15 }, (_, index) => (index % 2 === 0 ? 1.5 : -1.5)),
      ),
    ).toEqual([]);
  });

  it('rule 8 needs eight beyond 1σ on both sides: seven, or all on one side, are nothing', () => {
    expect(foundBy(only(8), [1.1, -1.2, 1.3, -1.4, 1.5, -1.1, 1.2])).toEqual([]);
    expect(foundBy(only(8), [1.1, -1.2, 1.3, -1.4, 1.5, -1.1, 1.2, 1.1])).toEqual([[8, null, 0, 7, 7]]);
    expect(foundBy(only(8), [1.1, 1.2, 1.3, 1.4, 1.5, 1.1, 1.2, 1.1, 1.3])).toEqual([]);
    // Met only when the other side is seen.
    expect(foundBy(only(8), [1.1, 1.2, 1.3, 1.4, 1.5, 1.1, 1.2, 1.1, 1.3, -1.1, 1.2])).toEqual([[8, null, 0, 9, 10]]);
    expect(foundBy(only(8), [1.1, -1.2, 1.3, -1.4, 1, -1.1, 1.2, 1.1])).toEqual([]);
    expect(foundBy(only(8), [0.1, -0.2, 0.3, -0.4, 0.1, -0.1, 0.2, 0.1])).toEqual([]);
  });

  const value = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constant(null), fc.double({ min: -4, max: 4, noNaN: true }));
  const seed = 20_261_122;

  it('of the chart’s own rules find what charts find', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (values) => {
        expect(findSignalsBy(chartRules, chart(values))).toEqual(findSignals(chart(values)));
      }),
      { seed, numRuns: 300 },
    );
    console.info(`rule sets: seed ${seed}`);
  });

  it('mirror, read the same backwards where a rule has no direction in time, and add up rule by rule', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (values) => {
        const order = (list: readonly unknown[]) => list.map((entry) => JSON.stringify(entry)).toSorted();
        const own = foundBy(nelsonRules, values);
        const mirrored = foundBy(
          nelsonRules,
          values.map((entry) => (entry === null ? null : -entry)),
        ).map(([rule, direction, ...places]) => [rule, direction === null ? null : direction === 'up' ? 'down' : 'up', ...places]);
        expect(order(mirrored)).toEqual(order(own));
        expect(order(nelsonRules.rules.flatMap((rule) => foundBy(only(rule), values)))).toEqual(order(own));
        // From last to first the same runs stand there, of rules 7 and 8.
        const spans = (list: readonly (readonly unknown[])[]) => list.filter(([rule]) => rule === 7 || rule === 8);
        const turned = spans(foundBy(nelsonRules, values.toReversed())).map(([rule, , from, , to]) => [
          rule,
          values.length - 1 - (to as number),
          values.length - 1 - (from as number),
        ]);
        expect(order(turned)).toEqual(order(spans(own).map(([rule, , from, , to]) => [rule, from, to])));
      }),
      { seed, numRuns: 300 },
    );
  });
});
