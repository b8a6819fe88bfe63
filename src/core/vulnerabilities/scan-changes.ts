/**
 * New, reopened and closed since a scan, as questions anyone can ask again. A finding that one scan no longer sees is
 * closed as of the first scan that missed it (`fold-finding.ts`); where a scanner does not say which checks it made, it
 * takes two to decide, so that what the last one closed is dated at the one before.
 */
import type { Instant } from '../kernel/time.ts';
import { and, filtersOf } from '../query/filter-builder.ts';
import type { Filter } from '../query/filter.ts';
import { finding } from './finding.ts';

const findings = filtersOf(finding);

export interface ScanChanges {
  readonly opened: Filter;
  readonly reopened: Filter;
  readonly closed: Filter;
}

export interface ScanSpan {
  readonly scanner: string;
  readonly firstAt: Instant;
  readonly isCheckSetKnown: boolean;
  readonly before: { readonly firstAt: Instant } | null;
}

export function scanChanges({ scanner, firstAt, isCheckSetKnown, before }: ScanSpan): ScanChanges {
  const ofScanner = findings.eq('scanner', scanner);
  const since = findings.ge('openedAt', firstAt);
  const closedSince = isCheckSetKnown || before === null ? firstAt : before.firstAt;
  return {
    opened: and(ofScanner, findings.eq('state', 'open'), since, findings.eq('occurrence', 1)),
    reopened: and(ofScanner, findings.eq('state', 'open'), since, findings.gt('occurrence', 1)),
    closed: and(ofScanner, findings.eq('state', 'closed'), findings.ge('closedAt', closedSince)),
  };
}
