/**
 * Measures whose rows are grouped by what one of their fields says: the age that so many per cent have not passed (grouped by
 * the day they began), and shares of different texts (segments, not their assets).
 */
import { invariant } from '#core/kernel/invariant.ts';
import type { Day } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import type { AgeQuantile, CountedMeasure, Rows } from '#core/metrics/define-metric.ts';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import { ageOn, distinctSpans, quantileSpans, type GroupChange } from '#core/metrics/group-spans.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { groupChanges, type GroupQuestion, type GroupsInScope } from '#store/query/group-changes.ts';
import type { Places } from '#store/query/places.ts';
import type { Scope } from '#store/scope.ts';
import { scopeKey, storedScopeId, type CountedByScope, type CountedSpan, type Days } from './counted-spans.ts';

export interface AskedGroups extends GroupQuestion {
  readonly kind: Rows['kind'];
  readonly from: Day;
}

/** By question, then by scope. */
export type GroupAnswers = ReadonlyMap<string, ReadonlyMap<string, GroupsInScope>>;

/** @returns none for a measure that does not group its rows */
export function groupQuestionsOf({ numerator, denominator, quantile, countedBy }: CountedMeasure, from: Day): readonly AskedGroups[] {
  const grouped = (rows: Rows, by: string): AskedGroups => ({ kind: rows.kind, filter: rows.filter, by, from });
  if (quantile !== undefined) return [grouped(numerator, quantile.of)];
  if (countedBy === undefined) return [];
  invariant(denominator !== null && denominator.kind === numerator.kind, 'a proportion counts its numerator within its denominator');
  return [grouped(numerator, countedBy), grouped(denominator, countedBy)];
}

function questionKey({ kind, from, by, filter }: AskedGroups): string {
  return `${from} ${kind} ${by} ${printFilter(filter)}`;
}

/** One statement for all questions of one kind of records and the same days. */
export async function askGroups(
  scope: Scope,
  asked: readonly AskedGroups[],
  { places, to }: { readonly places: Places; readonly to: Day },
): Promise<GroupAnswers> {
  const sheets = new Map<string, Map<string, AskedGroups>>();
  for (const question of asked) {
    const sheet = `${question.from} ${question.kind}`;
    sheets.set(sheet, (sheets.get(sheet) ?? new Map<string, AskedGroups>()).set(questionKey(question), question));
  }
  const answers = new Map<string, ReadonlyMap<string, GroupsInScope>>();
  for (const questions of sheets.values()) {
    const sheet = [...questions.values()];
    const [first] = sheet;
    invariant(first !== undefined, 'a sheet has a question');
    const found = await groupChanges(scope, { kind: first.kind, questions: sheet, scopes: scopeKinds, from: first.from, to }, places);
    for (const [index, question] of sheet.entries()) {
      const scopes = (found[index] ?? []).map((own) => {
        const scopeId = storedScopeId(own.scopeKind, own.scopeId);
        return [scopeKey(own.scopeKind, scopeId), { ...own, scopeId }] as const;
      });
      answers.set(questionKey(question), new Map(scopes));
    }
  }
  return answers;
}

export function groupCounts(measure: CountedMeasure, answers: GroupAnswers, days: Days): CountedByScope {
  const [counted, whole = counted] = groupQuestionsOf(measure, days.from).map((question) => {
    const answer = answers.get(questionKey(question));
    invariant(answer !== undefined, 'every question of every measure was asked');
    return answer;
  });
  invariant(counted !== undefined && whole !== undefined, 'a measure that groups its rows asks for them');
  const none: Pick<GroupsInScope, 'scopeKind' | 'scopeId'> = { scopeKind: 'organisation', scopeId: '' };
  const scopes = new Map([[scopeKey('organisation', ''), none], ...whole]);
  return new Map(
    [...scopes].map(([key, { scopeKind, scopeId }]) => {
      const [part, all] = [counted.get(key)?.changes ?? [], whole.get(key)?.changes ?? []];
      const { quantile } = measure;
      return [key, { scopeKind, scopeId, spans: quantile === undefined ? distinctSpans(part, all, days) : ageSpans(part, days, quantile) }];
    }),
  );
}

/** Ages grow by a day each day, so every day has its own. */
function ageSpans(changes: readonly GroupChange[], days: Days, { percent }: AgeQuantile): readonly CountedSpan[] {
  const spans: CountedSpan[] = [];
  for (const { from, to, sinceOn, rows } of quantileSpans(changes, days, percent)) {
    const counts = { numerator: rows, denominator: 0, gained: null, lost: null };
    if (sinceOn === null) spans.push({ from, to, ...counts, ageDays: null });
    else for (let day = from; day <= to; day = addDays(day, 1)) spans.push({ from: day, to: day, ...counts, ageDays: ageOn(day, sinceOn) });
  }
  return spans;
}
