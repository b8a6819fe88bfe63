/**
 * One month of a mail desk, counted (metrics.md 8.1, AWR-13 and AWR-14). Mails of phishing tests count in their test (AWR-05) and nowhere
 * here. AWR-14 is about the reports made in the month; AWR-13 about the malicious mails delivered in it, each mailbox a copy: of a
 * hundred copies reported by twelve people, twelve were reported. Not here: what of it may be seen (core/disclosure/report-counts.ts).
 */
import type { Instant } from '../kernel/time.ts';
import { millisecondsOf } from '../kernel/time.ts';
import type { DeliveryCounts, DeskTimes, FoundCounts, FoundWay, ReportMonth } from '../disclosure/report-counts.ts';
import { foundWays } from '../disclosure/report-counts.ts';
import { survivalCurve } from '../statistics/survival.ts';
import type { ReportVerdict } from './mail-report-row.ts';

export interface CountedReport {
  readonly person: string;
  readonly reportedAt: Instant;
  readonly message: string | null;
  readonly threat: string | null;
  readonly verdict: ReportVerdict | null;
  readonly firstDecidedAt: Instant | null;
}

export interface CountedMail {
  readonly message: string | null;
  readonly threat: string | null;
  readonly deliveredAt: Instant;
  readonly found: FoundWay;
  /** Null: the list names recipients instead. */
  readonly copies: number | null;
  readonly recipients: readonly string[];
}

/** From its first instant until before the first of the next. */
export interface MonthSpan {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/**
 * @param reports of the month, and later ones that may be of a mail delivered in it
 * @param mails of the month, and earlier ones that a report of the month may be of
 * @param endedAt until when verdicts were known
 */
export function countReports(
  { reports, mails }: { readonly reports: readonly CountedReport[]; readonly mails: readonly CountedMail[] },
  month: MonthSpan,
  endedAt: Instant,
): ReportMonth {
  const made = reports.filter(({ reportedAt }) => isWithin(reportedAt, month));
  const count = (verdict: ReportVerdict | null) => made.filter((one) => one.verdict === verdict).length;
  return {
    truePositive: count('true-positive'),
    spam: count('spam'),
    benign: count('benign'),
    undecided: count(null),
    simulations: count('simulation'),
    deliveries: countDeliveries(
      reports.filter(({ verdict }) => verdict === 'true-positive'),
      mails,
      month,
    ),
    mailboxes: mailboxesIn(mails, month),
    desk: deskTimes(
      made.filter(({ verdict }) => verdict !== 'simulation'),
      endedAt,
    ),
  };
}

function isWithin(at: Instant, { fromAt, toAt }: MonthSpan): boolean {
  return at >= fromAt && at < toAt;
}

/** All mails that belong together, by the ids of message and threat that they share. */
interface Attack {
  readonly mails: CountedMail[];
  readonly reports: CountedReport[];
}

function countDeliveries(reports: readonly CountedReport[], mails: readonly CountedMail[], month: MonthSpan): DeliveryCounts {
  const found = Object.fromEntries(foundWays.map((way) => [way, 0])) as Record<FoundWay, number>;
  let [listed, reported, reportsAlone] = [0, 0, 0];
  for (const attack of attacksOf(reports, mails)) {
    const own = copiesIn(attack.mails, month);
    const reporters = reportersIn(attack, month);
    listed += own.copies;
    for (const way of foundWays) found[way] += own.found[way];
    // More people reported it than the list knows copies: those copies were there too.
    reported += Math.min(reporters, own.copies);
    reportsAlone += Math.max(0, reporters - own.copies);
  }
  return { listed, found, reported, reportsAlone };
}

function attacksOf(reports: readonly CountedReport[], mails: readonly CountedMail[]): readonly Attack[] {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    const parent = parents.get(id);
    if (parent === undefined || parent === id) return id;
    const root = rootOf(parent);
    parents.set(id, root);
    return root;
  };
  for (const { message, threat } of [...mails, ...reports])
    if (message !== null && threat !== null) parents.set(rootOf(message), rootOf(threat));
  const attacks = new Map<string, Attack>();
  const attackOf = ({ message, threat }: CountedMail | CountedReport, place: number): Attack => {
    const id = threat ?? message;
    // A report that names no mail is of a mail of its own.
    const root = id === null ? ` ${place}` : rootOf(id);
    const attack = attacks.get(root) ?? { mails: [], reports: [] };
    attacks.set(root, attack);
    return attack;
  };
  for (const mail of mails) attackOf(mail, -1).mails.push(mail);
  for (const [place, report] of reports.entries()) attackOf(report, place).reports.push(report);
  return [...attacks.values()];
}

/** A list may give numbers, names or both of one attack: then the larger says how many copies there were. */
function copiesIn(mails: readonly CountedMail[], month: MonthSpan): { readonly copies: number; readonly found: FoundCounts } {
  const own = mails.filter(({ deliveredAt }) => isWithin(deliveredAt, month));
  const numbered = own.filter(({ copies }) => copies !== null);
  const byNumber = numbered.reduce((sum, { copies }) => sum + (copies ?? 0), 0);
  const named = own.flatMap(({ recipients, found }) => recipients.map((recipient) => [recipient, found] as const));
  const byName = new Map(named);
  const found = Object.fromEntries(foundWays.map((way) => [way, 0])) as Record<FoundWay, number>;
  if (byNumber >= byName.size) for (const mail of numbered) found[mail.found] += mail.copies ?? 0;
  else for (const way of byName.values()) found[way] += 1;
  return { copies: Math.max(byNumber, byName.size), found };
}

/**
 * Different mailboxes, at the least: everybody who is named, or the largest number of one mail. Numbers of several mails are not added,
 * even of one attack: all of them may have come to the same mailbox. Null: no list.
 */
function mailboxesIn(mails: readonly CountedMail[], month: MonthSpan): number | null {
  if (mails.length === 0) return null;
  const own = mails.filter(({ deliveredAt }) => isWithin(deliveredAt, month));
  const meant = own.length > 0 ? own : mails;
  const named = new Set(meant.flatMap(({ recipients }) => recipients)).size;
  return meant.reduce((most, { copies }) => Math.max(most, copies ?? 0), named);
}

/** People who reported a copy that was delivered in the month, each once. */
function reportersIn({ mails, reports }: Attack, month: MonthSpan): number {
  const first = new Map<string, CountedReport>();
  for (const report of reports) {
    const known = first.get(report.person);
    if (known === undefined || report.reportedAt < known.reportedAt) first.set(report.person, report);
  }
  return [...first.values()].filter((report) => isWithin(deliveryOf(report, mails), month)).length;
}

/** When the copy was delivered: as its own recipient, or else with the last mail before the report; of no list, when it was reported. */
function deliveryOf({ person, reportedAt }: CountedReport, mails: readonly CountedMail[]): Instant {
  const own = mails.find(({ recipients }) => recipients.includes(person));
  if (own !== undefined) return own.deliveredAt;
  const before = mails.filter(({ deliveredAt }) => deliveredAt <= reportedAt).map(({ deliveredAt }) => deliveredAt);
  return before.reduce<Instant | null>((latest, at) => (latest === null || at > latest ? at : latest), null) ?? reportedAt;
}

function deskTimes(reports: readonly CountedReport[], endedAt: Instant): DeskTimes {
  const minutesUntil = (at: Instant, from: Instant) => Math.max(0, (millisecondsOf(at) - millisecondsOf(from)) / 60_000);
  const spells = reports.flatMap(({ verdict, reportedAt, firstDecidedAt }) => {
    if (firstDecidedAt !== null) return [{ enteredAge: 0, leftAge: minutesUntil(firstDecidedAt, reportedAt), isClosed: true, count: 1 }];
    // Decided, and nobody knows when: that is no time and no waiting.
    return verdict !== null ? [] : [{ enteredAge: 0, leftAge: minutesUntil(endedAt, reportedAt), isClosed: false, count: 1 }];
  });
  const curve = survivalCurve(spells);
  const ageAt = (open: number) => curve?.steps.find((step) => step.open <= open + 1e-9)?.age ?? null;
  return {
    timed: spells.filter(({ isClosed }) => isClosed).length,
    waiting: spells.filter(({ isClosed }) => !isClosed).length,
    medianMinutes: ageAt(0.5),
    ninetiethMinutes: ageAt(0.1),
  };
}
