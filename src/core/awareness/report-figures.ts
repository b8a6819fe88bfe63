/**
 * Figures of real reports, AWR-13 and AWR-14 (metrics.md 8.1), from counts that went through `core/disclosure`. The denominator of
 * AWR-13 is what is known, so each figure says how well: mails that are known because somebody reported them make it look better
 * than it is. AWR-14 is no mark for whoever reports: who doubts and asks does what was asked of him.
 */
import type { DeliveryCounts, ReportMonth } from '../disclosure/report-counts.ts';
import type { Proportion } from './campaign-figures.ts';
import { proportionOf } from './campaign-figures.ts';

/**
 * How well it is known which malicious mails were delivered. `independent`: four in five copies or more were found otherwise than by a
 * report; `by-reports`: fewer than one in five; `none`: no list names a copy, so that there is nothing to divide by.
 */
export const denominatorGrades = ['independent', 'mixed', 'by-reports', 'none'] as const;
export type DenominatorGrade = (typeof denominatorGrades)[number];

export function gradeOf({ listed, found, reportsAlone }: DeliveryCounts): DenominatorGrade {
  if (listed === 0) return 'none';
  const share = foundOtherwise({ listed, found }) / (listed + reportsAlone);
  return share >= 0.8 ? 'independent' : share >= 0.2 ? 'mixed' : 'by-reports';
}

/** Copies that are known otherwise than by a report; of what nobody says how it was found it is not claimed. */
export function foundOtherwise({ listed, found }: Pick<DeliveryCounts, 'listed' | 'found'>): number {
  return listed - found.report - found.unknown;
}

/** AWR-13. Null without a list: of mails that are known by their reports alone every one was reported. */
export function threatReporting({ listed, reported, reportsAlone }: DeliveryCounts): Proportion | null {
  return listed === 0 ? null : proportionOf(reported + reportsAlone, listed + reportsAlone);
}

/** AWR-14, of the reports that the desk decided; what waits for a verdict is neither right nor wrong. Null where nothing is decided. */
export function reportAccuracy({ truePositive, spam, benign }: Pick<ReportMonth, 'truePositive' | 'spam' | 'benign'>): Proportion | null {
  return proportionOf(truePositive, truePositive + spam + benign);
}
