/**
 * Counts of a mail desk through the one door: of the whole organisation only, and of ten people or more who could have reported. A count
 * of reports says of nobody that he reported. The desk knows whose mailboxes a malicious mail came to, so what was reported of it needs
 * ten different mailboxes: not ten copies, which may lie in one, nor reports of mails on no list, which say nothing of whose mail is on one. Times are of the desk, which may be one person: medians need ten verdicts, in whole minutes; who judged is kept nowhere.
 */
import { fewestPeople } from './count-table.ts';
import type { Disclosed } from './publish.ts';
import { disclose } from './publish.ts';

/**
 * How somebody came to know that a malicious mail had been delivered. What was found because a user reported it says little about
 * what nobody reported: figures tell how much of it there is.
 */
export const foundWays = ['filter', 'search', 'outside', 'incident', 'report', 'unknown'] as const;
export type FoundWay = (typeof foundWays)[number];

export type FoundCounts = Readonly<Record<FoundWay, number>>;

export interface DeliveryCounts {
  /** Copies that a list says were delivered in the month, and how each came to be known. */
  readonly listed: number;
  readonly found: FoundCounts;
  /** Of them, reported by whoever had the copy. */
  readonly reported: number;
  /** Copies that no list knows: that they were delivered is known by the report alone, so each is reported. */
  readonly reportsAlone: number;
}

export interface DeskTimes {
  /** Reports of the month that are decided at a known time, and those still waiting when it was counted. */
  readonly timed: number;
  readonly waiting: number;
  /** Minutes until half, and nine in ten, of the reports had a verdict, those waiting counted as waiting; null: not reached. */
  readonly medianMinutes: number | null;
  readonly ninetiethMinutes: number | null;
}

export interface ReportMonth {
  /** Reports made in the month, by what the desk made of them; simulations are in none of the others. */
  readonly truePositive: number;
  readonly spam: number;
  readonly benign: number;
  readonly undecided: number;
  readonly simulations: number;
  readonly deliveries: DeliveryCounts;
  /**
   * How many different mailboxes the lists of the month surely speak of; where it has none, those of the weeks beside it, because
   * a report of this month may be of their mail. Null: no list. Not told: it is there to decide what may be seen.
   */
  readonly mailboxes: number | null;
  readonly desk: DeskTimes;
}

export interface ReportCounts extends Omit<ReportMonth, 'deliveries' | 'mailboxes'> {
  /** Null: of fewer than ten mailboxes. What is known by reports alone goes too: all true reports less those are the reported copies. */
  readonly deliveries: DeliveryCounts | null;
  /** More than a fifth of the reports came from people whom no population file names: groups say too little then. */
  readonly manyUnplaced: boolean;
}

/** @param people who could have reported: everybody of the population, or where that is unknown everybody who did */
export function discloseReports(
  people: number,
  { desk, mailboxes, deliveries, ...month }: ReportMonth,
  unplaced: number,
): Disclosed<ReportCounts> | null {
  if (people < fewestPeople) return null;
  const whole = (minutes: number | null) => (minutes === null || desk.timed < fewestPeople ? null : Math.ceil(minutes));
  const made = month.truePositive + month.spam + month.benign + month.undecided;
  return disclose({
    ...month,
    deliveries: mailboxes !== null && mailboxes < fewestPeople ? null : deliveries,
    desk: { ...desk, medianMinutes: whole(desk.medianMinutes), ninetiethMinutes: whole(desk.ninetiethMinutes) },
    manyUnplaced: unplaced * 5 > made,
  });
}
