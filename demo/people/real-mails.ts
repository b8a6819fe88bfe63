/**
 * Real attacks by mail in the last year, who got them and who reported them, with what else people report. What truly happened; the files
 * that say it are beside it. How many attacks, and how many of them are reported, is chosen.
 */
import { addDays, type Day } from '#core/kernel/time.ts';
import { integerOf, normalOf, oneOf, shareOf } from '../random.ts';
import { dayOfNumber, lastDayNumber } from '../story.ts';
import type { MailWorld } from './mail-events.ts';
import { reportButtonDay } from './people-story.ts';
import { worksOn, type Employee } from './staff.ts';

/** One copy in one mailbox. */
export interface RealMail {
  readonly attack: string;
  readonly message: string;
  readonly recipient: Employee;
  readonly deliveredMs: number;
  /** As the list writes it. */
  readonly found: 'filter' | 'zoekactie' | 'melding' | 'incident';
}

export interface RealReport {
  readonly number: string;
  readonly reporter: Employee;
  readonly reportedMs: number;
  readonly message: string;
  /** Null: no attack. */
  readonly attack: string | null;
  readonly verdict: 'kwaadaardig' | 'spam' | 'onschuldig';
  /** Null: nobody has looked yet. */
  readonly decidedMs: number | null;
}

export interface RealMails {
  /** Whole months, `2026-10`, the earliest first; and the one that is not over. */
  readonly months: readonly string[];
  readonly mails: readonly RealMail[];
  readonly reports: readonly RealReport[];
}

const attacksInMonth = 9;
/** Of copies, those that are reported: before the report button, and after it. */
export const realReportShares = { before: 0.08, after: 0.2 } as const;
/** For each report that was right, so many of something else. */
const otherReports = 0.55;
const monthsInAll = 13;

export function realMails({ seed, lastDay, staff }: MailWorld): RealMails {
  const months = monthsUntil(lastDay);
  const mails = months.flatMap((month) => attacksOf({ seed, lastDay, staff }, month));
  const right = mails.flatMap((mail, place) => reportOf(seed, lastDay, mail, place));
  const others = right.flatMap((one, place) =>
    shareOf(seed, 'other-report', place) < otherReports ? [otherOf(seed, staff, one, place)] : [],
  );
  const reports = [...right, ...others].toSorted((one, other) => one.reportedMs - other.reportedMs);
  const endMs = Date.parse(`${lastDay}T00:00:00Z`);
  return { months, mails, reports: reports.filter(({ reportedMs }) => reportedMs < endMs).map((one) => undecidedAfter(one, endMs)) };
}

function monthsUntil(lastDay: Day): readonly string[] {
  const months = [lastDay.slice(0, 7)];
  while (months.length < monthsInAll) months.unshift(addDays(`${months[0]}-01` as Day, -1).slice(0, 7));
  return months;
}

function attacksOf({ seed, lastDay, staff }: MailWorld, month: string): RealMail[] {
  const count = attacksInMonth + integerOf(-2, 2, seed, 'attacks', month);
  return Array.from({ length: count }, (_, place) => place).flatMap((place) => {
    const attack = `TH-${month}-${place + 1}`;
    const day = `${month}-${String(integerOf(1, 28, seed, 'attack-day', attack)).padStart(2, '0')}` as Day;
    if (day >= lastDay) return [];
    const startMs = Date.parse(`${day}T00:00:00Z`) + integerOf(6 * 60, 17 * 60, seed, 'attack-minute', attack) * 60_000;
    const found = oneOf<RealMail['found']>(['filter', 'filter', 'zoekactie', 'melding', 'incident'], seed, 'found', attack);
    // Most attacks come to some mailboxes, few to many.
    const size = Math.min(90, Math.round(12 * Math.exp(0.8 * normalOf(seed, 'attack-size', attack))) + 2);
    const here = staff.filter((one) => worksOn(one, dayNumberOf(day, lastDay)));
    const recipients = new Set(
      Array.from({ length: size }, (_copy, copy) => here[integerOf(0, here.length - 1, seed, 'victim', attack, copy)]),
    );
    return [...recipients].flatMap((recipient, copy) =>
      recipient === undefined
        ? []
        : [{ attack, message: `<${attack}.${copy}@afzender.example>`, recipient, deliveredMs: startMs + copy * 4_000, found }],
    );
  });
}

function dayNumberOf(day: Day, lastDay: Day): number {
  return lastDayNumber - Math.round((Date.parse(lastDay) - Date.parse(day)) / 86_400_000);
}

function reportOf(seed: number, lastDay: Day, { attack, message, recipient, deliveredMs }: RealMail, place: number): RealReport[] {
  const isAfter = new Date(deliveredMs).toISOString().slice(0, 10) >= dayOfNumber(reportButtonDay, lastDay);
  if (shareOf(seed, 'real-report', place) >= realReportShares[isAfter ? 'after' : 'before']) return [];
  const reportedMs = deliveredMs + Math.round((isAfter ? 40 : 90) * 60_000 * Math.exp(1.3 * normalOf(seed, 'real-delay', place)));
  const decidedMs = reportedMs + deskDelayMs(seed, 'decided', place);
  return [{ number: `M-${place}`, reporter: recipient, reportedMs, message, attack, verdict: 'kwaadaardig', decidedMs }];
}

/** Advertising, and mails that were nothing. */
function otherOf(seed: number, staff: readonly Employee[], { reportedMs }: RealReport, place: number): RealReport {
  const atMs = reportedMs + integerOf(60_000, 86_400_000, seed, 'other-at', place);
  return {
    number: `O-${place}`,
    reporter: staff[integerOf(0, staff.length - 1, seed, 'other-who', place)] ?? staff[0] ?? missing(),
    reportedMs: atMs,
    message: `<other-${place}@afzender.example>`,
    attack: null,
    verdict: shareOf(seed, 'other-kind', place) < 0.6 ? 'spam' : 'onschuldig',
    decidedMs: atMs + deskDelayMs(seed, 'other-decided', place),
  };
}

function missing(): never {
  throw new Error('somebody works at the hospital');
}

function deskDelayMs(seed: number, what: string, place: number): number {
  return Math.round(70 * 60_000 * Math.exp(normalOf(seed, what, place)));
}

function undecidedAfter(report: RealReport, endMs: number): RealReport {
  return report.decidedMs !== null && report.decidedMs < endMs ? report : { ...report, decidedMs: null };
}

const isoOf = (ms: number) => new Date(ms).toISOString();

export function* reportsText({ reports }: RealMails): Generator<string> {
  yield 'meldingnummer;melder;gemeld op;bericht id;dreiging;oordeel;beoordeeld op\r\n';
  for (const { number, reporter, reportedMs, message, attack, verdict, decidedMs } of reports) {
    const decided = decidedMs === null ? ['in behandeling', ''] : [verdict, isoOf(decidedMs)];
    yield `${[number, reporter.mail, isoOf(reportedMs), message, attack ?? '', ...decided].join(';')}\r\n`;
  }
}

export function* deliveriesText({ mails }: RealMails): Generator<string> {
  yield 'dreiging;bericht id;ontvanger;bezorgd op;gevonden door\r\n';
  for (const { attack, message, recipient, deliveredMs, found } of mails)
    yield `${[attack, message, recipient.mail, isoOf(deliveredMs), found].join(';')}\r\n`;
}
