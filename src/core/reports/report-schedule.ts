/** When a report is made by itself: on a chosen day of the month after its month or quarter, once in each language. */
import { addDays, type Day } from '../kernel/time.ts';
import { lastFinishedPeriod, reportPeriodOf, type ReportPeriod } from './report-period.ts';

export interface ReportSchedule {
  readonly every: ReportPeriod['kind'];
  /** 1 to 28: every month has it. */
  readonly onDay: number;
  /** The day it was set: what was due before is not made up for. */
  readonly sinceOn: Day;
}

export interface DueReport {
  readonly period: ReportPeriod;
  readonly on: Day;
}

/** The newest period whose day has come; null while none has since the schedule was set. */
export function dueReport({ every, onDay, sinceOn }: ReportSchedule, today: Day): DueReport | null {
  let period = lastFinishedPeriod(today, every);
  if (dueOn(period, onDay) > today) period = lastFinishedPeriod(period.firstOn, every);
  const on = dueOn(period, onDay);
  return on < sinceOn ? null : { period, on };
}

/** What comes after today. */
export function nextReport({ every, onDay }: ReportSchedule, today: Day): DueReport {
  const finished = lastFinishedPeriod(today, every);
  const period = dueOn(finished, onDay) > today ? finished : reportPeriodOf(today, every);
  return { period, on: dueOn(period, onDay) };
}

function dueOn({ lastOn }: ReportPeriod, onDay: number): Day {
  return addDays(lastOn, onDay);
}
