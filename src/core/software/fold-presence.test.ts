import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { foldPresence, type BillDocument } from './fold-presence.ts';

const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z` as Instant;
const bill = (day: number, complete = true): BillDocument => ({ createdAt: at(day), complete });

describe('the presence of a component', () => {
  it('begins with the first bill that has it and ends with the first that has not', () => {
    expect(foldPresence([bill(1), bill(2), bill(3), bill(4)], new Set([1, 3]))).toEqual([
      { fromAt: at(2), toAt: at(3), present: true },
      { fromAt: at(3), toAt: at(4), present: false },
      { fromAt: at(4), toAt: null, present: true },
    ]);
  });

  it('is not ended by a bill that was read only in part', () => {
    expect(foldPresence([bill(1), bill(2, false)], new Set([0]))).toEqual([{ fromAt: at(1), toAt: null, present: true }]);
    expect(foldPresence([bill(1), bill(2, false)], new Set([1]))).toEqual([{ fromAt: at(2), toAt: null, present: true }]);
  });

  it('is, at one instant, what the last bill of it says', () => {
    expect(foldPresence([bill(1), bill(1)], new Set([0]))).toEqual([]);
    expect(foldPresence([bill(1), bill(1)], new Set([1]))).toEqual([{ fromAt: at(1), toAt: null, present: true }]);
    expect(foldPresence([bill(1), bill(1, false)], new Set([0]))).toEqual([{ fromAt: at(1), toAt: null, present: true }]);
  });

  it('is on every day what the newest bill until then says, by hand', () => {
    const documents = fc.array(fc.record({ day: fc.integer({ min: 1, max: 9 }), named: fc.boolean(), complete: fc.boolean() }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(documents, (given) => {
        const ordered = given.toSorted((left, right) => left.day - right.day);
        const named = new Set(ordered.flatMap((one, index) => (one.named ? [index] : [])));
        const stretches = foldPresence(
          ordered.map((one) => bill(one.day, one.complete)),
          named,
        );
        for (let day = 1; day <= 9; day += 1) {
          const stretch = stretches.find((one) => one.fromAt <= at(day) && (one.toAt === null || at(day) < one.toAt));
          let present = false;
          for (const one of ordered.filter((document) => document.day <= day)) present = one.named || (!one.complete && present);
          expect(stretch?.present ?? false).toBe(present);
        }
      }),
    );
  });
});
