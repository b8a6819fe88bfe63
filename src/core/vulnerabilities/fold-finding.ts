/**
 * The fold of a finding: from observations of the flaw and looks at the asset, in any order, to the stretches in
 * which it was open or closed (design.md 1 "What history is"; domain/metrics.md 4.4). Pure.
 */
import type { CredentialDepth } from '../imports/imported-record.ts';
import type { Instant } from '../kernel/time.ts';
import type { FindingState, Severity } from './finding.ts';

export interface FindingObservation {
  readonly observedAt: Instant;
  readonly scanner: string;
  readonly severity: Severity;
  readonly importId: string;
}

/** A scan's look at the finding's asset, whether or not it saw the flaw. */
export interface FindingCoverage {
  readonly observedAt: Instant;
  readonly scanner: string;
  readonly depth: CredentialDepth;
  /** Null = unknown. */
  readonly checkSet: string | null;
  readonly complete: boolean;
  readonly importId: string;
}

/** Valid in `[validFrom, validTo)`; null = until further notice. A closed stretch runs from `closedAt` to the next opening. */
export interface FindingStretch {
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly state: FindingState;
  readonly severity: Severity;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly lastSeenBeforeCloseAt: Instant | null;
  readonly prevalent: boolean;
  readonly occurrence: number;
}

export interface FoldFindingInput {
  readonly observations: readonly FindingObservation[];
  readonly coverage: readonly FindingCoverage[];
  /**
   * The asset's first covering scan by the scanner of the finding's earliest observation; null = no scan is known
   * to have looked before that observation (the start is then as unknown as at a first scan).
   */
  readonly firstScanAt: Instant | null;
}

export function foldFinding(input: FoldFindingInput): FindingStretch[] {
  throw new Error(`not yet: ${String(input.observations.length)}`);
}
