import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { FindingStretch } from '#core/vulnerabilities/fold-finding.ts';
import type { Scope } from '../scope.ts';
export interface StretchDeadline {
  readonly dueOn: Day | null;
  readonly closedInTime: boolean;
  readonly policyId: Id | null;
}
export interface DeadlineSubject {
  readonly findingId: Id;
  readonly assetId: Id;
  readonly flawId: Id;
  readonly checkId: Id;
  readonly protocol: string | null;
  readonly port: number | null;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
}
/** The deadline of an occurrence as it stood before the stretches asked about. */
export interface OccurrenceDeadline {
  readonly occurrence: number;
  readonly dueOn: Day | null;
  readonly policyId: Id | null;
}
export interface Deadlines {
  /** One per stretch, in their order. @param before where the stretches go on an occurrence that began before them. */
  of(subject: DeadlineSubject, stretches: readonly FindingStretch[], before: OccurrenceDeadline | null): StretchDeadline[];
}
export declare function loadDeadlines(scope: Scope, assetIds: readonly Id[]): Promise<Deadlines>;
