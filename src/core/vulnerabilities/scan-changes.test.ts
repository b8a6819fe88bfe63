import { describe, expect, it } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { printFilter } from '../query/rql-print.ts';
import { scanChanges } from './scan-changes.ts';

const march = '2026-03-10T11:00:00.000Z' as Instant;
const april = '2026-04-10T11:00:00.000Z' as Instant;
const scan = { scanner: 'nessus', firstAt: april, before: { firstAt: march } };

describe('what the last scan changed', () => {
  it('is what opened at it or after, the first time or again, and what it no longer saw', () => {
    const { opened, reopened, closed } = scanChanges({ ...scan, isCheckSetKnown: true });
    expect(printFilter(opened)).toBe(`and(eq(scanner,nessus),eq(state,open),ge(openedAt,${april}),eq(occurrence,1))`);
    expect(printFilter(reopened)).toBe(`and(eq(scanner,nessus),eq(state,open),ge(openedAt,${april}),gt(occurrence,1))`);
    expect(printFilter(closed)).toBe(`and(eq(scanner,nessus),eq(state,closed),ge(closedAt,${april}))`);
  });

  it('takes closings from the scan before, where two scans decide', () => {
    expect(printFilter(scanChanges({ ...scan, isCheckSetKnown: false }).closed)).toContain(march);
    expect(printFilter(scanChanges({ ...scan, isCheckSetKnown: false, before: null }).closed)).toContain(april);
  });
});
