/** Reads how long findings stayed open for a report. Where that takes too long the report is made without it, and says so. */
import { sql } from 'kysely';
import { isProblem } from '#core/kernel/problem.ts';
import { addDays, startOfDay, type Day, type Instant } from '#core/kernel/time.ts';
import { isNoFalsePositive } from '#core/metrics/populations.ts';
import { and } from '#core/query/filter-builder.ts';
import { everything } from '#core/query/filter.ts';
import { printFilter } from '#core/query/rql-print.ts';
import type { ReportInput } from '#core/reports/report-input.ts';
import { severities } from '#core/vulnerabilities/finding.ts';
import { readSpells, type GroupedSpell, type SpellQuestion } from '#store/query/finding-spells.ts';
import { withPatience } from '#store/query/time-limit.ts';
import type { Scope } from '#store/scope.ts';
import { closingGroupsOf } from '../measuring/closing-groups.ts';

/** Longer than a list may take: it is read once. */
export const closingLimitMs = 20_000;

interface ClosingQuestion {
  /** Of the report. */
  readonly day: Day;
  readonly now: Instant;
  readonly today: Day;
  readonly limitMs: number;
}

/** As the page of closing times asks it: what was open in the year before the end of the day. */
export async function gatherClosing(scope: Scope, { day, now, today, limitMs }: ClosingQuestion): Promise<ReportInput['closing']> {
  const sinceOn = addDays(day, -365);
  const since = startOfDay(sinceOn, scope.timeZone);
  const spells = await spellsInTime(scope, { filter: everything, by: 'severity', since, asOf: day, now, today }, limitMs);
  if (spells === 'too-slow') return spells;
  if (spells.length === 0) return null;
  const groups = closingGroupsOf(spells, 'severity').map((group) => ({
    name: severities.find(({ value }) => value === group.value)?.label ?? null,
    spells: group.spells,
    filter: printFilter(and(isNoFalsePositive, group.filter)),
  }));
  return { sinceOn, whole: { spells, filter: printFilter(isNoFalsePositive) }, groups };
}

/** A statement that is stopped takes its transaction with it, up to the last savepoint: the rest of the report is read in the same. */
async function spellsInTime(scope: Scope, asked: SpellQuestion, limitMs: number): Promise<readonly GroupedSpell[] | 'too-slow'> {
  await sql`savepoint closing`.execute(scope.trx);
  try {
    return await withPatience(scope, () => readSpells(scope, asked), limitMs);
  } catch (error) {
    if (!isProblem(error) || error.code !== 'filter-too-broad') throw error;
    await sql`rollback to savepoint closing`.execute(scope.trx);
    return 'too-slow';
  }
}
