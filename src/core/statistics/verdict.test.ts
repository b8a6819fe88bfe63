import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import type { JudgedPanel, ReadSignal, Reading } from './verdict.ts';
import { assuranceOf, readingOf, verdictOf } from './verdict.ts';

const limits = { centre: 0.9, lower: 0.85, upper: 0.95, warnLower: 0.87, warnUpper: 0.93, nearLower: 0.88, nearUpper: 0.92 };

describe('assurance against a target', () => {
  it('rests on the whole band, whichever way is good', () => {
    expect(assuranceOf(limits, 0.8, 'up')).toBe('consistently-meets');
    expect(assuranceOf(limits, 0.9, 'up')).toBe('hit-and-miss');
    expect(assuranceOf(limits, 0.97, 'up')).toBe('consistently-misses');
    expect(assuranceOf(limits, 0.97, 'down')).toBe('consistently-meets');
    expect(assuranceOf(limits, 0.9, 'down')).toBe('hit-and-miss');
    expect(assuranceOf(limits, 0.8, 'down')).toBe('consistently-misses');
  });

  it('counts a band that ends on the target to its side, and a band without width on it to neither', () => {
    expect(assuranceOf(limits, 0.85, 'up')).toBe('consistently-meets');
    expect(assuranceOf(limits, 0.95, 'up')).toBe('consistently-misses');
    expect(assuranceOf({ ...limits, lower: 0.9, upper: 0.9 }, 0.9, 'up')).toBe('hit-and-miss');
  });

  it('turns when good turns, and never falls as the target comes nearer', () => {
    const order = ['consistently-misses', 'hit-and-miss', 'consistently-meets'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (percent) => {
        const target = percent / 100 + 0.001;
        const [up, down] = [assuranceOf(limits, target, 'up'), assuranceOf(limits, target, 'down')];
        expect(order.indexOf(up) + order.indexOf(down)).toBe(2);
        expect(order.indexOf(assuranceOf(limits, target - 0.05, 'up'))).toBeGreaterThanOrEqual(order.indexOf(up));
      }),
      { seed: 20_261_122 },
    );
  });
});

describe('a movement', () => {
  it('reads as better or worse by which way is good, and as neither where nothing is', () => {
    expect([readingOf('up', 'up'), readingOf('down', 'down')]).toEqual(['better', 'better']);
    expect([readingOf('up', 'down'), readingOf('down', 'up')]).toEqual(['worse', 'worse']);
    expect([readingOf('up', 'context'), readingOf('down', 'context')]).toEqual(['neutral', 'neutral']);
  });
});

const panel = (name = 'value', lastPlace = 20): JudgedPanel => ({ name, lastPlace, phasePoints: lastPlace + 1, judged: true });
const first = '2024-01-01' as Day;
const signal = (rule: ReadSignal['rule'], reading: Reading, from: number, to: number, name = 'value'): ReadSignal => ({
  panel: name,
  rule,
  reading,
  from,
  to,
  fromOn: addDays(first, from),
});
const on = (place: number) => addDays(first, place);

describe('the verdict', () => {
  it('is too early while no panel has limits, with how many points there are and are needed', () => {
    expect(
      verdictOf(
        [
          { ...panel('a', 4), judged: false },
          { ...panel('b', 6), judged: false },
        ],
        [],
        12,
      ),
    ).toEqual({
      kind: 'too-early',
      points: 7,
      needed: 12,
    });
    expect(verdictOf([], [], 12)).toEqual({ kind: 'too-early', points: 0, needed: 12 });
    expect(verdictOf([{ ...panel('a', 4), judged: false }, panel('b')], [], 12).kind).toBe('common-cause');
  });

  it('is common cause without a signal, or with old ones alone', () => {
    expect(verdictOf([panel()], [], 12)).toEqual({ kind: 'common-cause', points: 21 });
    expect(verdictOf([panel()], [signal(1, 'better', 17, 17)], 12).kind).toBe('common-cause');
    expect(verdictOf([panel()], [signal(1, 'better', 18, 18)], 12)).toEqual({ kind: 'improving', sinceOn: on(18), rules: [1] });
  });

  it('is what the signal reads: improving, worsening, or a shift without direction', () => {
    expect(verdictOf([panel()], [signal(2, 'worse', 10, 20)], 12)).toEqual({ kind: 'worsening', sinceOn: on(10), rules: [2] });
    expect(verdictOf([panel()], [signal(2, 'neutral', 10, 20)], 12)).toEqual({ kind: 'shift-no-direction', sinceOn: on(10), rules: [2] });
  });

  it('begins with the first of the signals of the same reading that overlap or follow one another', () => {
    const chain = [signal(1, 'better', 6, 6), signal(5, 'better', 7, 9), signal(2, 'better', 10, 20)];
    expect(verdictOf([panel()], chain, 12)).toEqual({ kind: 'improving', sinceOn: on(6), rules: [1, 2, 5] });
    // A point between them parts them; another reading is not of the chain.
    expect(verdictOf([panel()], [signal(1, 'better', 8, 8), signal(2, 'better', 10, 20)], 12)).toMatchObject({
      sinceOn: on(10),
      rules: [2],
    });
    expect(verdictOf([panel()], [signal(1, 'worse', 9, 9), signal(2, 'better', 10, 20)], 12)).toMatchObject({
      sinceOn: on(10),
      rules: [2],
    });
    // One within another keeps the earlier beginning.
    expect(verdictOf([panel()], [signal(2, 'better', 10, 20), signal(5, 'better', 12, 19)], 12)).toMatchObject({
      sinceOn: on(10),
      rules: [2, 5],
    });
  });

  it('takes the newest signal, and where two end together the worse one', () => {
    expect(verdictOf([panel()], [signal(2, 'better', 5, 19), signal(1, 'worse', 20, 20)], 12).kind).toBe('worsening');
    expect(verdictOf([panel()], [signal(1, 'worse', 19, 19), signal(2, 'better', 12, 20)], 12).kind).toBe('improving');
    expect(verdictOf([panel()], [signal(2, 'better', 5, 20), signal(1, 'worse', 20, 20)], 12).kind).toBe('worsening');
    expect(verdictOf([panel()], [signal(2, 'better', 5, 20), signal(1, 'neutral', 20, 20)], 12).kind).toBe('shift-no-direction');
    expect(verdictOf([panel()], [signal(1, 'neutral', 20, 20), signal(2, 'worse', 5, 20)], 12).kind).toBe('worsening');
  });

  it('is a shift without direction where panels disagree, since the earlier of them', () => {
    const panels = [panel('inflow'), panel('outflow')];
    expect(verdictOf(panels, [signal(2, 'worse', 9, 20, 'inflow'), signal(2, 'better', 6, 20, 'outflow')], 12)).toEqual({
      kind: 'shift-no-direction',
      sinceOn: on(6),
      rules: [2],
    });
    expect(verdictOf(panels, [signal(2, 'worse', 9, 20, 'inflow'), signal(3, 'worse', 15, 20, 'outflow')], 12)).toEqual({
      kind: 'worsening',
      sinceOn: on(9),
      rules: [2, 3],
    });
  });

  it('judges how recent a signal is by the last point of its own panel, and chains within it', () => {
    const panels = [panel('inflow', 20), panel('outflow', 10)];
    expect(verdictOf(panels, [signal(1, 'worse', 9, 9, 'outflow')], 12).kind).toBe('worsening');
    expect(verdictOf(panels, [signal(1, 'worse', 9, 9, 'inflow')], 12).kind).toBe('common-cause');
    expect(verdictOf(panels, [signal(1, 'worse', 9, 9, 'outflow'), signal(1, 'worse', 8, 8, 'inflow')], 12)).toMatchObject({
      sinceOn: on(9),
    });
  });

  it('does not depend on the order of the signals', () => {
    const readings: Reading[] = ['better', 'worse', 'neutral'];
    const arbitrary = fc
      .tuple(
        fc.constantFrom<ReadSignal['rule']>(1, 2, 3, 5),
        fc.constantFrom(...readings),
        fc.nat(20),
        fc.nat(8),
        fc.constantFrom('a', 'b'),
      )
      .map(([rule, reading, from, length, name]) => signal(rule, reading, from, Math.min(20, from + length), name));
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 8 }), (signals) => {
        const panels = [panel('a'), panel('b')];
        const verdict = verdictOf(panels, signals, 12);
        const turned = verdictOf(panels, signals.toReversed(), 12);
        expect(turned.kind).toBe(verdict.kind);
        const recent = signals.some(({ to }) => to > 17);
        expect(verdict.kind === 'common-cause').toBe(!recent);
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
    console.info('verdict: 300 runs, seed 20261122');
  });
});
