/**
 * Counts of a mail desk through the one door: of the whole organisation only, and of ten people or more who could have reported. A count
 * of reports says of nobody that he reported. The desk knows whose mailboxes a malicious mail came to, so what was reported of it needs
 * ten copies. Times are of the desk, which may be one person: medians need ten verdicts, in whole minutes; who judged is kept nowhere.
 */
import type { DeliveryCounts, ReportMonth } from '../awareness/count-reports.ts';
import { fewestPeople } from './count-table.ts';
import type { Disclosed } from './publish.ts';
import { disclose } from './publish.ts';

export interface ReportCounts extends Omit<ReportMonth, 'deliveries'> {
  /** Null: of fewer than ten copies. */
  readonly deliveries: DeliveryCounts | null;
  /** More than a fifth of the reports came from people whom no population file names: groups say too little then. */
  readonly manyUnplaced: boolean;
}

/** @param people who could have reported: everybody of the population, or where that is unknown everybody who did */
export function discloseReports(people: number, { desk, ...month }: ReportMonth, unplaced: number): Disclosed<ReportCounts> | null {
  if (people < fewestPeople) return null;
  const whole = (minutes: number | null) => (minutes === null || desk.timed < fewestPeople ? null : Math.ceil(minutes));
  const made = month.truePositive + month.spam + month.benign + month.undecided;
  const { listed, reportsAlone } = month.deliveries;
  return disclose({
    ...month,
    deliveries: listed > 0 && listed + reportsAlone < fewestPeople ? null : month.deliveries,
    desk: { ...desk, medianMinutes: whole(desk.medianMinutes), ninetiethMinutes: whole(desk.ninetiethMinutes) },
    manyUnplaced: unplaced * 5 > made,
  });
}
