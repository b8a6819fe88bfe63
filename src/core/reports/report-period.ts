/** The month or quarter a report is of: `2026-10`, `2026-Q4`. Calendar periods, so that two reports never overlap. */
import type { Language } from '../kernel/text.ts';
import { addDays, parseDay, type Day } from '../kernel/time.ts';

export interface ReportPeriod {
  readonly kind: 'month' | 'quarter';
  /** As people and addresses write it. */
  readonly name: string;
  readonly firstOn: Day;
  readonly lastOn: Day;
}

/** Undefined when it is neither a month nor a quarter. */
export function parseReportPeriod(name: string): ReportPeriod | undefined {
  const [, year, month, quarter] = /^(\d{4})-(?:(\d{2})|Q([1-4]))$/.exec(name) ?? [];
  if (year === undefined) return undefined;
  const first = parseDay(`${year}-${month ?? twoDigits(Number(quarter) * 3 - 2)}-01`);
  return first === undefined ? undefined : reportPeriodOf(first, month === undefined ? 'quarter' : 'month');
}

export function reportPeriodOf(day: Day, kind: ReportPeriod['kind']): ReportPeriod {
  const year = Number(day.slice(0, 4));
  const months = kind === 'month' ? 1 : 3;
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / months) * months + 1;
  const firstOn = dayFrom(year, first);
  const lastOn = addDays(first + months > 12 ? dayFrom(year + 1, 1) : dayFrom(year, first + months), -1);
  const name = kind === 'month' ? firstOn.slice(0, 7) : `${firstOn.slice(0, 4)}-Q${(first + 2) / 3}`;
  return { kind, name, firstOn, lastOn };
}

/** The newest period that is over on that day. */
export function lastFinishedPeriod(today: Day, kind: ReportPeriod['kind']): ReportPeriod {
  return reportPeriodOf(addDays(reportPeriodOf(today, kind).firstOn, -1), kind);
}

export function reportPeriodText(period: ReportPeriod, language: Language): string {
  if (period.kind === 'month') {
    const date = new Date(`${period.firstOn}T00:00:00.000Z`);
    return new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date);
  }
  const [year = '', quarter = ''] = period.name.split('-Q');
  return language === 'nl' ? `kwartaal ${quarter} van ${year}` : `quarter ${quarter} of ${year}`;
}

function dayFrom(year: number, month: number): Day {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-01` as Day;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
