/**
 * What is known of one report after another file or message said something of it. A later verdict corrects an earlier one; which is
 * later the times of deciding tell, and where they do not, the order in which things came. Silence changes nothing.
 */
import type { Instant } from '../kernel/time.ts';
import type { Pseudonym } from './pseudonym.ts';
import type { MailReportRow, ReportVerdict } from './mail-report-row.ts';

export interface HeldReport {
  readonly reportedAt: Instant;
  readonly message: Pseudonym | null;
  readonly threat: Pseudonym | null;
  readonly verdict: ReportVerdict | null;
  readonly decidedAt: Instant | null;
  /** Of the first verdict that is known: a correction makes no answer slower. */
  readonly firstDecidedAt: Instant | null;
}

type Said = Pick<MailReportRow, 'reportedAt' | 'message' | 'threat' | 'verdict' | 'decidedAt'>;

export function foldReport(held: HeldReport | null, said: Said): HeldReport {
  const { reportedAt, message, threat, verdict, decidedAt } = said;
  if (held === null) return { reportedAt, message, threat, verdict, decidedAt, firstDecidedAt: decidedAt };
  return {
    reportedAt: held.reportedAt,
    message: held.message ?? message,
    threat: held.threat ?? threat,
    ...decision(held, said),
    firstDecidedAt: earlier(held.firstDecidedAt, decidedAt),
  };
}

function decision(held: HeldReport, { verdict, decidedAt }: Said): Pick<HeldReport, 'verdict' | 'decidedAt'> {
  const kept = { verdict: held.verdict, decidedAt: held.decidedAt };
  if (verdict === null) return kept;
  if (held.verdict !== null && held.decidedAt !== null && decidedAt !== null && decidedAt < held.decidedAt) return kept;
  return { verdict, decidedAt: decidedAt ?? (verdict === held.verdict ? held.decidedAt : null) };
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

export function isSameReport(one: HeldReport, other: HeldReport): boolean {
  return (Object.keys(one) as (keyof HeldReport)[]).every((field) => one[field] === other[field]);
}
