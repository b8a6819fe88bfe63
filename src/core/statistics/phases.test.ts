import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import { nextPeriodStart } from './periods.ts';
import type { PhaseBeginning, RephaseClaim } from './phases.ts';
import { keepOnRecord, phaseNumbers, rephase } from './phases.ts';
import type { Signal } from './signals.ts';

const day = (text: string) => text as Day;
const months: Day[] = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'].map(day);
const stated = (on: string): PhaseBeginning => ({ kind: 'stated', on: day(on), by: 'A. de Wit', reason: 'a new mail gateway' });
const forced = (on: string): PhaseBeginning => ({ kind: 'forced', on: day(on), why: 'source' });

describe('the phases of a chart', () => {
  it('is one where nothing begins', () => {
    expect(phaseNumbers(months, 'month', [])).toEqual([0, 0, 0, 0, 0, 0]);
    expect(phaseNumbers([], 'month', [stated('2026-02-01')])).toEqual([]);
  });

  it('begins with the period in which a person states it, or a new source forces it', () => {
    expect(phaseNumbers(months, 'month', [stated('2026-03-31'), forced('2026-05-01')])).toEqual([0, 0, 1, 1, 2, 2]);
    expect(phaseNumbers(months, 'month', [forced('2026-04-01')])).toEqual([0, 0, 0, 1, 1, 1]);
    expect(phaseNumbers(months.slice(0, 2), 'month', [forced('2026-02-28')])).toEqual([0, 1]);
  });

  it('has one boundary where two begin within a period, and none for what began before the chart', () => {
    expect(phaseNumbers(months, 'month', [stated('2026-03-02'), forced('2026-03-20')])).toEqual([0, 0, 1, 1, 1, 1]);
    expect(phaseNumbers(months, 'month', [stated('2025-06-01'), stated('2026-01-10'), stated('2026-06-30')])).toEqual([0, 0, 0, 0, 0, 1]);
    expect(phaseNumbers(months, 'month', [stated('2026-07-01')])).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('does not depend on the order in which beginnings were stated, and rises by at most one', () => {
    const seed = 20_261_122;
    const starts: Day[] = [day('2025-12-29')];
    while (starts.length < 30) starts.push(nextPeriodStart(starts.at(-1) as Day, 'week'));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -30, max: 240 }), { maxLength: 8 }), (offsets) => {
        const beginnings = offsets.map((offset) => ({ on: addDays(day('2025-12-29'), offset) }));
        const phases = phaseNumbers(starts, 'week', beginnings);
        expect(phaseNumbers(starts, 'week', beginnings.toReversed())).toEqual(phases);
        expect(phases[0]).toBe(0);
        const rises = phases.slice(1).map((phase, place) => phase - (phases[place] ?? 0));
        // A week begins a phase exactly when something begins in it.
        expect(rises).toEqual(starts.slice(1).map((start) => (beginnings.some(({ on }) => on >= start && on < addDays(start, 7)) ? 1 : 0)));
      }),
      { seed, numRuns: 200 },
    );
    console.info(`phases: 200 runs, seed ${seed}`);
  });
});

const shift: Signal = { rule: 2, direction: 'up', from: 2, index: 9, to: 11 };
const starts: Day[] = [...months, '2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01'].map(
  (start) => start as Day,
);
const claim: RephaseClaim = {
  signal: shift,
  cause: 'patching moved to the weekly window',
  isExpectedToPersist: true,
  signedBy: 'M. Jansen',
  reason: 'the window is permanent',
};

describe('a new phase after a shift', () => {
  it('begins on the first point of the shift when all is given', () => {
    expect(rephase(claim, [shift], starts)).toEqual({ kind: 'granted', on: '2026-03-01' });
  });

  it('rests on a run that the chart shows, which may have gone on since', () => {
    expect(rephase({ ...claim, signal: { ...shift, to: 10 } }, [shift], starts).kind).toBe('granted');
    const refused = { kind: 'refused', missing: ['sustained-shift'] };
    expect(rephase(claim, [], starts)).toEqual(refused);
    expect(
      rephase(
        claim,
        [
          { ...shift, direction: 'down' },
          { ...shift, from: 3 },
        ],
        starts,
      ),
    ).toEqual(refused);
    const point: Signal = { ...shift, rule: 1 };
    expect(rephase({ ...claim, signal: point }, [point], starts)).toEqual(refused);
    expect(rephase(claim, [shift], starts.slice(0, 2))).toEqual(refused);
  });

  it.each([
    ['cause', { cause: ' ' }],
    ['persistence', { isExpectedToPersist: false }],
    ['signature', { signedBy: ' ' }],
    ['reason', { reason: '\t' }],
  ] as const)('is refused without its %s', (missing, change) => {
    expect(rephase({ ...claim, ...change }, [shift], starts)).toEqual({ kind: 'refused', missing: [missing] });
  });

  it('names everything that is missing', () => {
    const empty: RephaseClaim = { signal: shift, cause: '', isExpectedToPersist: false, signedBy: '', reason: '' };
    expect(rephase(empty, [], starts)).toEqual({
      kind: 'refused',
      missing: ['sustained-shift', 'cause', 'persistence', 'signature', 'reason'],
    });
  });
});

describe('the record of signals', () => {
  const jump: Signal = { rule: 1, direction: 'down', from: 4, index: 4, to: 4 };
  const later: Signal = { rule: 5, direction: 'up', from: 9, index: 9, to: 9 };

  it('keeps what a new phase took off the chart, in its place', () => {
    expect(keepOnRecord([jump, shift], [later])).toEqual([
      { signal: jump, isShown: false },
      { signal: shift, isShown: false },
      { signal: later, isShown: true },
    ]);
  });

  it('takes a run that went on once, with its later end', () => {
    expect(keepOnRecord([{ ...shift, to: 9 }], [shift])).toEqual([{ signal: shift, isShown: true }]);
    expect(keepOnRecord([shift], [{ ...shift, direction: 'down' }])).toHaveLength(2);
  });

  it('never loses a signal and never tells one twice, however often it is kept', () => {
    const seed = 20_261_122;
    const signal = fc
      .tuple(fc.constantFrom<Signal['rule']>(1, 2, 3, 5), fc.constantFrom<'up' | 'down'>('up', 'down'), fc.nat(8), fc.nat(3))
      .map(([rule, direction, from, length]): Signal => ({ rule, direction, from, index: from + length, to: from + length }));
    const key = ({ rule, direction, from }: Signal) => `${rule}${direction}${from}`;
    const list = fc.uniqueArray(signal, { selector: key, maxLength: 10 });
    fc.assert(
      fc.property(list, list, (recorded, shown) => {
        const kept = keepOnRecord(recorded, shown);
        const keys = kept.map((entry) => key(entry.signal));
        expect(new Set(keys)).toEqual(new Set([...recorded, ...shown].map(key)));
        expect(new Set(keys).size).toBe(keys.length);
        expect(
          kept
            .filter(({ isShown }) => isShown)
            .map((entry) => key(entry.signal))
            .toSorted(),
        ).toEqual(shown.map(key).toSorted());
        const order = kept.map((entry) => entry.signal.index * 10 + entry.signal.rule);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        const again = keepOnRecord(
          kept.map((entry) => entry.signal),
          shown,
        );
        expect(again.map((entry) => key(entry.signal)).toSorted()).toEqual(keys.toSorted());
      }),
      { seed, numRuns: 200 },
    );
    console.info(`record of signals: 200 runs, seed ${seed}`);
  });
});
