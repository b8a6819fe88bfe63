/**
 * How a finding's fold is kept between imports: what the next look needs, packed. The stretches are in
 * `finding_version`; only the last of them can still change, so it is all that goes back into the fold.
 */
import type { CredentialDepth } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import { millisecondsOf, type Day, type Instant } from '#core/kernel/time.ts';
import { severities, type FindingState, type Severity } from '#core/vulnerabilities/finding.ts';
import type { FindingFold, FindingStretch } from '#core/vulnerabilities/fold-finding.ts';
import type { StretchDeadline } from './deadlines.ts';
import { epochText, instantOf } from './load-asset-evidence.ts';

export function severityRank(severity: Severity): number {
  return severities.findIndex((one) => one.value === severity) + 1;
}

export function severityOf(rank: number): Severity {
  return severities[rank - 1]?.value ?? 'low';
}

type Instants = Map<string, Instant>;
type PackedWitness = [string, number, number, CredentialDepth, string | null, number | null, string | null, number | null];

export function packFold({ firstScanAt, witnesses }: FindingFold): string {
  const ms = (instant: Instant | null | undefined): number | null => (instant == null ? null : millisecondsOf(instant));
  const packed = witnesses.map((one): PackedWitness => [
    one.scanner,
    severityRank(one.severity),
    millisecondsOf(one.lastSeenAt),
    one.depth,
    one.checkSet,
    ms(one.doubt?.at),
    one.doubt?.importId ?? null,
    ms(one.goneAt),
  ]);
  return JSON.stringify([ms(firstScanAt), packed]);
}

export function unpackFold(text: string, at: Instant, last: FindingStretch, instants: Instants): FindingFold {
  const [firstScanMs, packed] = JSON.parse(text) as [number | null, PackedWitness[]];
  const instant = (ms: number | null): Instant | null => (ms === null ? null : instantOf(String(ms), instants));
  return {
    at,
    firstScanAt: instant(firstScanMs),
    witnesses: packed.map(([scanner, rank, lastSeenMs, depth, checkSet, doubtMs, doubtImportId, goneMs]) => ({
      scanner,
      severity: severityOf(rank),
      lastSeenAt: instantOf(String(lastSeenMs), instants),
      depth,
      checkSet,
      doubt: doubtMs === null || doubtImportId === null ? null : { at: instantOf(String(doubtMs), instants), importId: doubtImportId },
      goneAt: instant(goneMs),
    })),
    stretches: [last],
  };
}

/** Between the members of a packed row, between packed rows: control characters that no import lets in. */
export const memberSeparator = '\u001f';
export const rowSeparator = '\u001e';

/** SQL of one row of `finding_version` as text; `stretchText` writes the same. */
export const packedStretchSql = `concat_ws(E'\\x1f', ${[
  epochText('valid_from'),
  `case when isfinite(valid_to) then ${epochText('valid_to')} else '' end`,
  'state',
  'severity',
  epochText('opened_at'),
  `coalesce(${epochText('closed_at')}, '')`,
  `coalesce(${epochText('last_seen_before_close_at')}, '')`,
  'prevalent::int',
  'occurrence',
  `coalesce(due_on::text, '')`,
  'closed_in_time::int',
  `coalesce(sla_policy_id::text, '')`,
].join(', ')})`;

export function stretchText(stretch: FindingStretch, deadline: StretchDeadline): string {
  const ms = (instant: Instant | null): string => (instant === null ? '' : String(millisecondsOf(instant)));
  return [
    ms(stretch.validFrom),
    ms(stretch.validTo),
    stretch.state,
    severityRank(stretch.severity),
    ms(stretch.openedAt),
    ms(stretch.closedAt),
    ms(stretch.lastSeenBeforeCloseAt),
    stretch.prevalent ? 1 : 0,
    stretch.occurrence,
    deadline.dueOn ?? '',
    deadline.closedInTime ? 1 : 0,
    deadline.policyId ?? '',
  ].join(memberSeparator);
}

export function parseStretch(text: string, instants: Instants): { readonly stretch: FindingStretch; readonly deadline: StretchDeadline } {
  const [from = '', to = '', state = '', rank = '', opened = '', closed = '', seen = '', prevalent, occurrence, due, inTime, policy] =
    text.split(memberSeparator);
  const instant = (ms: string): Instant | null => (ms === '' ? null : instantOf(ms, instants));
  return {
    stretch: {
      validFrom: instantOf(from, instants),
      validTo: instant(to),
      state: state as FindingState,
      severity: severityOf(Number(rank)),
      openedAt: instantOf(opened, instants),
      closedAt: instant(closed),
      lastSeenBeforeCloseAt: instant(seen),
      prevalent: prevalent === '1',
      occurrence: Number(occurrence),
    },
    deadline: {
      dueOn: due === undefined || due === '' ? null : (due as Day),
      closedInTime: inTime === '1',
      policyId: policy === undefined || policy === '' ? null : (policy as Id),
    },
  };
}
