import { describe, expect, test } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { foldReport } from './fold-report.ts';
import type { ReportVerdict } from './mail-report-row.ts';

const at = (hour: number) => `2026-10-05T${String(hour).padStart(2, '0')}:00:00.000Z` as Instant;
const said = (verdict: ReportVerdict | null, decidedAt: Instant | null = null) => ({
  reportedAt: at(8),
  message: null,
  threat: null,
  verdict,
  decidedAt,
});

describe('a report of which more than one thing is said', () => {
  test('takes the later verdict, in whatever order they come, and keeps when the first was given', () => {
    const [early, late] = [said('benign', at(9)), said('true-positive', at(12))];
    for (const order of [
      [early, late],
      [late, early],
    ]) {
      const held = order.reduce<ReturnType<typeof foldReport> | null>((known, one) => foldReport(known, one), null);
      expect(held).toMatchObject({ verdict: 'true-positive', decidedAt: at(12), firstDecidedAt: at(9) });
    }
  });

  test('without times the verdict that came last counts, and silence takes none back', () => {
    const held = foldReport(foldReport(foldReport(null, said('benign')), said('spam')), said(null));
    expect(held).toMatchObject({ verdict: 'spam', decidedAt: null, firstDecidedAt: null });
  });

  test('the same verdict without its time does not lose the time', () => {
    expect(foldReport(foldReport(null, said('spam', at(9))), said('spam'))).toMatchObject({ decidedAt: at(9), firstDecidedAt: at(9) });
  });
});
