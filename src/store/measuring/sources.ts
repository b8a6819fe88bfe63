/** Every source with the role it plays and how long ago it spoke: for the overview and the status of the node. */
import type { Day, Instant } from '#core/kernel/time.ts';
import { dayOf, daysBetween } from '#core/kernel/time.ts';
import type { SourceRole } from '#core/metrics/gates.ts';
import { staleAfterDays } from '#core/metrics/source-age.ts';
import type { Scope } from '#store/scope.ts';
import { sourceSpans, type SourceSpan } from './gate-facts.ts';

export interface SourceAge {
  readonly source: string;
  readonly role: SourceRole;
  readonly newestAt: Instant;
  readonly ageDays: number;
  readonly stale: boolean;
}

/** Oldest first. A source that scans also discovers; it is listed once, as a scan. */
export async function readSources(scope: Scope, today: Day): Promise<readonly SourceAge[]> {
  return sourceAges(await sourceSpans(scope), scope.timeZone, today);
}

/** The same where the spans were read already. */
export function sourceAges(spans: readonly SourceSpan[], timeZone: string, today: Day): readonly SourceAge[] {
  const scanning = new Set(spans.filter(({ role }) => role === 'scan').map(({ source }) => source));
  return spans
    .filter(({ source, role }) => role !== 'discovery' || !scanning.has(source))
    .map(({ source, role, newestAt }) => {
      const ageDays = Math.max(0, daysBetween(dayOf(newestAt, timeZone), today));
      return { source, role, newestAt, ageDays, stale: ageDays > staleAfterDays(role) };
    })
    .toSorted((a, b) => b.ageDays - a.ageDays || (a.source < b.source ? -1 : 1));
}
