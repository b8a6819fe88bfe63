/**
 * Real mails in the desk that people report them to: one report of one mail, and one malicious mail that is known to have been
 * delivered, as they are kept. Reporter, recipient and every id are pseudonyms; there is no subject, no sender and nobody who judged.
 */
import type { FoundWay } from '../disclosure/report-counts.ts';
import type { Instant } from '../kernel/time.ts';
import type { Pseudonym } from './pseudonym.ts';

/** What the desk made of a report. `simulation`: a mail of a phishing test, which counts there (AWR-05) and not here. */
export const reportVerdicts = ['true-positive', 'spam', 'benign', 'simulation'] as const;
export type ReportVerdict = (typeof reportVerdicts)[number];

export interface MailReportRow {
  readonly kind: 'mail-report';
  /** From 1, in the order of the file. */
  readonly itemNumber: number;
  /** The number of the report; of a file without such numbers, of reporter, mail and moment. */
  readonly report: Pseudonym;
  readonly reporter: Pseudonym;
  readonly reporterKind: 'email' | 'employee';
  readonly reportedAt: Instant;
  readonly message: Pseudonym | null;
  readonly threat: Pseudonym | null;
  /** Null: the desk has not decided yet. */
  readonly verdict: ReportVerdict | null;
  readonly decidedAt: Instant | null;
}

export interface MaliciousDeliveryRow {
  readonly kind: 'malicious-delivery';
  readonly itemNumber: number;
  /** At least one of both is there. */
  readonly message: Pseudonym | null;
  readonly threat: Pseudonym | null;
  /** Null: the file gives a number of recipients. */
  readonly recipient: Pseudonym | null;
  readonly recipientKind: 'email' | 'employee' | null;
  /** In how many mailboxes it came to lie; 1 for a recipient. */
  readonly copies: number;
  readonly deliveredAt: Instant;
  readonly found: FoundWay;
}
