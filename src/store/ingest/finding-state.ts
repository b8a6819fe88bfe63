/**
 * How a finding's fold is kept between imports: what the next look needs, packed. The stretches are in
 * `finding_version`; only the last of them can still change, so it is all that goes back into the fold.
 */
import type { CredentialDepth } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Decided, DecisionKind } from '#core/vulnerabilities/decisions.ts';
import { severities, type FindingState, type Severity } from '#core/vulnerabilities/finding.ts';
import type { FindingFold, FindingStretch } from '#core/vulnerabilities/fold-finding.ts';
import type { StretchDeadline } from './deadlines.ts';
import { instantOf, instantText } from './load-asset-evidence.ts';
import { memberSeparator } from './staged-rows.ts';

export function severityRank(severity: Severity): number {
  return severities.findIndex((one) => one.value === severity) + 1;
}

export function severityOf(rank: number): Severity {
  return severities[rank - 1]?.value ?? 'low';
}

type Instants = Map<string, Instant>;
type PackedWitness = [string, number, string, CredentialDepth, string | null, string | null, string | null, string | null];

export function packFold({ firstScanAt, witnesses }: FindingFold): string {
  const text = (instant: Instant | null | undefined): string | null => (instant == null ? null : instantText(instant));
  const packed = witnesses.map((one): PackedWitness => [
    one.scanner,
    severityRank(one.severity),
    instantText(one.lastSeenAt),
    one.depth,
    one.checkSet,
    text(one.doubt?.at),
    one.doubt?.importId ?? null,
    text(one.goneAt),
  ]);
  return JSON.stringify([text(firstScanAt), packed]);
}

export function unpackFold(text: string, at: Instant, last: FindingStretch, instants: Instants): FindingFold {
  const [firstScan, packed] = JSON.parse(text) as [string | null, PackedWitness[]];
  const instant = (written: string | null): Instant | null => (written === null ? null : instantOf(written, instants));
  return {
    at,
    firstScanAt: instant(firstScan),
    witnesses: packed.map(([scanner, rank, lastSeen, depth, checkSet, doubt, doubtImportId, gone]) => ({
      scanner,
      severity: severityOf(rank),
      lastSeenAt: instantOf(lastSeen, instants),
      depth,
      checkSet,
      doubt: doubt === null || doubtImportId === null ? null : { at: instantOf(doubt, instants), importId: doubtImportId },
      goneAt: instant(gone),
    })),
    stretches: [last],
  };
}

/** SQL of one row of `finding_version` as text; `stretchText` writes the same. */
export const packedStretchSql = `concat_ws(E'\\x1f', valid_from, valid_to, state, severity, opened_at, coalesce(closed_at::text, ''),
  coalesce(last_seen_before_close_at::text, ''), prevalent::int, occurrence, coalesce(due_on::text, ''), closed_in_time::int,
  coalesce(sla_policy_id::text, ''), coalesce(decision, ''))`;

/** A stretch with its deadline, as a row of `finding_version` holds it. */
export interface DeadlineStretch extends FindingStretch {
  readonly deadline: StretchDeadline;
}

export const noDeadline: StretchDeadline = { dueOn: null, closedInTime: false, policyId: null };

export function stretchText(stretch: Decided<DeadlineStretch>): string {
  const { deadline } = stretch;
  const text = (instant: Instant | null): string => (instant === null ? '' : instantText(instant));
  return [
    instantText(stretch.validFrom),
    stretch.validTo === null ? 'infinity' : instantText(stretch.validTo),
    stretch.state,
    severityRank(stretch.severity),
    instantText(stretch.openedAt),
    text(stretch.closedAt),
    text(stretch.lastSeenBeforeCloseAt),
    stretch.prevalent ? 1 : 0,
    stretch.occurrence,
    deadline.dueOn ?? '',
    deadline.closedInTime ? 1 : 0,
    deadline.policyId ?? '',
    stretch.decision ?? '',
  ].join(memberSeparator);
}

export function parseStretch(text: string, instants: Instants): Decided<DeadlineStretch> {
  const [from = '', to = '', state = '', rank = '', opened = '', closed = '', seen = '', ...rest] = text.split(memberSeparator);
  const [prevalent, occurrence, due, inTime, policy, decision] = rest;
  const instant = (written: string): Instant | null => (written === '' || written === 'infinity' ? null : instantOf(written, instants));
  return {
    validFrom: instantOf(from, instants),
    validTo: instant(to),
    state: state as FindingState,
    severity: severityOf(Number(rank)),
    openedAt: instantOf(opened, instants),
    closedAt: instant(closed),
    lastSeenBeforeCloseAt: instant(seen),
    prevalent: prevalent === '1',
    occurrence: Number(occurrence),
    deadline: {
      dueOn: due === undefined || due === '' ? null : (due as Day),
      closedInTime: inTime === '1',
      policyId: policy === undefined || policy === '' ? null : (policy as Id),
    },
    decision: decision === undefined || decision === '' ? null : (decision as DecisionKind),
  };
}
