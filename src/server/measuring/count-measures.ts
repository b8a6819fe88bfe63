/**
 * What the measures ask of the records, each question once, and what they count by the answers. Sets are the database's
 * (`store/query`), values the core's (`core/metrics/measure.ts`).
 */
import { invariant } from '#core/kernel/invariant.ts';
import type { Day } from '#core/kernel/time.ts';
import { addDays, daysBetween } from '#core/kernel/time.ts';
import type { CountedMeasure, Estimate, Rows } from '#core/metrics/define-metric.ts';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import type { GateFacts, SourceRole } from '#core/metrics/gates.ts';
import { knownAssets } from '#core/metrics/populations.ts';
import { and } from '#core/query/filter-builder.ts';
import { printFilter } from '#core/query/rql-print.ts';
import type { DayQuestion, ScopeSpans } from '#store/query/day-series.ts';
import { daySpans } from '#store/query/day-series.ts';
import type { Places } from '#store/query/places.ts';
import type { Scope } from '#store/scope.ts';
import { askGroups, groupCounts, groupQuestionsOf, type AskedGroups, type GroupAnswers } from './count-groups.ts';
import { cutTo, emptySpans, overlaps, scopeKey, storedScopeId, type CountedByScope, type CountedSpan, type Days } from './counted-spans.ts';

export type ByScope = Map<string, ScopeSpans>;

/** A question of one kind of records, from a day on. */
export interface Asked extends DayQuestion {
  readonly kind: Rows['kind'];
  readonly from: Day;
}

/** Counts of every question, each asked once: measures that share it share its counts. */
export interface Answers {
  readonly counts: ReadonlyMap<string, ByScope>;
  readonly groups: GroupAnswers;
  /** Of every measure of how long findings stay open. */
  readonly lives: CountedByScope;
}

function questionKey({ kind, from, population, numerator }: Asked): string {
  return `${from} ${kind} ${printFilter(population)} ${numerator === null ? '' : printFilter(numerator)}`;
}

/** Asks all questions about one kind of records and the same days at once: one pass over the records answers them. */
export async function askAll(
  scope: Scope,
  questions: readonly (Asked | AskedGroups)[],
  within: { readonly places: Places; readonly to: Day },
): Promise<Pick<Answers, 'counts' | 'groups'>> {
  const counts = await askCounts(
    scope,
    questions.filter((question): question is Asked => !('by' in question)),
    within,
  );
  const groups = await askGroups(
    scope,
    questions.filter((question): question is AskedGroups => 'by' in question),
    within,
  );
  return { counts, groups };
}

async function askCounts(
  scope: Scope,
  asked: readonly Asked[],
  { places, to }: { readonly places: Places; readonly to: Day },
): Promise<Answers['counts']> {
  const sheets = new Map<string, Map<string, Asked>>();
  for (const question of asked) {
    const sheet = `${question.from} ${question.kind}`;
    sheets.set(sheet, (sheets.get(sheet) ?? new Map<string, Asked>()).set(questionKey(question), question));
  }
  const answers = new Map<string, ByScope>();
  for (const sheet of sheets.values()) {
    const questions = [...sheet.values()];
    const [first] = questions;
    invariant(first !== undefined, 'a sheet has a question');
    const { kind, from } = first;
    const found = await daySpans(scope, { kind, questions, scopes: scopeKinds, from, to }, places);
    for (const [index, question] of questions.entries()) {
      const byScope: ByScope = new Map();
      for (const own of found[index] ?? []) {
        const scopeId = storedScopeId(own.scopeKind, own.scopeId);
        byScope.set(scopeKey(own.scopeKind, scopeId), { ...own, scopeId });
      }
      answers.set(questionKey(question), byScope);
    }
  }
  return answers;
}

export function answerTo(answers: Pick<Answers, 'counts'>, question: Asked): ByScope {
  const answer = answers.counts.get(questionKey(question));
  invariant(answer !== undefined, 'every question of every measure was asked');
  return new Map(answer);
}

/** What a measure counts and, where that is another question, what it is counted in. */
export function questionsOf(
  { kind, numerator, denominator }: CountedMeasure,
  from: Day,
): { readonly counted: Asked; readonly units: Asked | null } {
  if (kind === 'proportion') {
    invariant(denominator !== null && denominator.kind === numerator.kind, 'a proportion counts its numerator within its denominator');
    return { counted: { kind: numerator.kind, from, population: denominator.filter, numerator: numerator.filter }, units: null };
  }
  // A scope with assets and nothing to count has a 0; so the scopes come from the assets.
  const units = denominator ?? { kind: 'asset', filter: knownAssets };
  return {
    counted: { kind: numerator.kind, from, population: numerator.filter, numerator: null },
    units: { kind: units.kind, from, population: units.filter, numerator: null },
  };
}

export function everyQuestionOf(measure: CountedMeasure, from: Day): readonly (Asked | AskedGroups)[] {
  if (measure.kind === 'source-age' || measure.kind === 'survival' || measure.kind === 'expected') return [];
  const groups = groupQuestionsOf(measure, from);
  if (groups.length > 0) return groups;
  if (measure.estimate !== undefined) return strataOf(measure.estimate, from).flatMap(({ first, second }) => [first, second]);
  const { counted, units } = questionsOf(measure, from);
  return units === null ? [counted] : [counted, units];
}

/** Per stratum: what is on the first list, and of it also on the second; what is on the second. */
function strataOf({ first, second, strata }: Estimate, from: Day): readonly { readonly first: Asked; readonly second: Asked }[] {
  return strata.map((stratum) => ({
    first: { kind: 'asset', from, population: and(first, stratum), numerator: second },
    second: { kind: 'asset', from, population: and(second, stratum), numerator: null },
  }));
}

function strataCounts(estimate: Estimate, answers: Answers, days: Days): CountedByScope {
  const lists = strataOf(estimate, days.from).map((stratum) => ({
    first: answerTo(answers, stratum.first),
    second: answerTo(answers, stratum.second),
  }));
  const scopes = new Map(lists.flatMap(({ first, second }) => [...first, ...second]));
  const spansIn = (answer: ByScope, key: string) => answer.get(key)?.spans ?? emptySpans(days);
  const counted: CountedByScope = new Map();
  for (const [key, { scopeKind, scopeId }] of scopes) {
    let spans: readonly CountedSpan[] = emptySpans(days);
    for (const { first, second } of lists) {
      const stratum = overlaps(spansIn(first, key), spansIn(second, key)).map(([one, two, together]) => ({
        ...together,
        counts: { first: one.denominator, second: two.numerator, both: one.numerator },
      }));
      spans = overlaps(spans, stratum).map(([span, { counts }, together]) => ({
        ...span,
        ...together,
        strata: [...(span.strata ?? []), counts],
      }));
    }
    counted.set(key, { scopeKind, scopeId, spans });
  }
  return counted;
}

export interface CountedOn extends Days {
  readonly facts: ReadonlyMap<Day, GateFacts>;
}

/** In the scopes that the measure is told in. */
export function countsOf(measure: CountedMeasure, answers: Answers, days: CountedOn): CountedByScope {
  const counted = everyScopeOf(measure, answers, days);
  return new Map([...counted].filter(([, { scopeKind }]) => measure.scopes.includes(scopeKind)));
}

function everyScopeOf(measure: CountedMeasure, answers: Answers, days: CountedOn): CountedByScope {
  const { estimate, ageOfSource, survival } = measure;
  if (ageOfSource !== undefined) return new Map([[scopeKey('organisation', ''), sourceAges(ageOfSource, days)]]);
  if (survival !== undefined)
    return new Map([...answers.lives].map(([key, counted]) => [key, { ...counted, spans: cutTo(counted.spans, days) }]));
  if (estimate !== undefined) return strataCounts(estimate, answers, days);
  if (groupQuestionsOf(measure, days.from).length > 0) return groupCounts(measure, answers.groups, days);
  const asked = questionsOf(measure, days.from);
  const counts = answerTo(answers, asked.counted);
  if (asked.units === null) return counts;
  const units = answerTo(answers, asked.units);
  const both: CountedByScope = new Map();
  for (const [key, known] of new Map([...units, ...counts])) {
    const own = counts.get(key)?.spans ?? emptySpans(days);
    const exposed = units.get(key)?.spans ?? emptySpans(days);
    const { scopeKind, scopeId } = known;
    both.set(key, { scopeKind, scopeId, spans: measure.kind === 'count' ? undivided(scopeKind, own, exposed) : divided(own, exposed) });
  }
  return both;
}

function divided(own: readonly CountedSpan[], exposed: readonly CountedSpan[]): readonly CountedSpan[] {
  return overlaps(own, exposed).map(([counted, unit, together]) => ({ ...counted, ...together, denominator: unit.denominator }));
}

/** What a count is not divided by does not cut its days; but that a service had no assets yet does. */
function undivided(
  scopeKind: ScopeSpans['scopeKind'],
  own: readonly CountedSpan[],
  exposed: readonly CountedSpan[],
): readonly CountedSpan[] {
  if (scopeKind !== 'service') return own.map((span) => ({ ...span, denominator: 0 }));
  const spells: (Days & { readonly hasAssets: boolean })[] = [];
  for (const { from, to, denominator } of exposed) {
    const last = spells.at(-1);
    if (last?.hasAssets === denominator > 0) spells[spells.length - 1] = { ...last, to };
    else spells.push({ from, to, hasAssets: denominator > 0 });
  }
  return overlaps(own, spells).map(([counted, { hasAssets }, together]) => ({ ...counted, ...together, denominator: 0, hasAssets }));
}

/** How long ago the newest source of a role spoke, day by day. */
function sourceAges(
  role: SourceRole,
  { from, to, facts }: CountedOn,
): Omit<ScopeSpans, 'spans'> & { readonly spans: readonly CountedSpan[] } {
  const spans: CountedSpan[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const newestOn = facts.get(day)?.newestOn[role] ?? null;
    spans.push({
      from: day,
      to: day,
      numerator: 0,
      denominator: 0,
      gained: null,
      lost: null,
      ageDays: newestOn === null ? null : daysBetween(newestOn, day),
    });
  }
  return { scopeKind: 'organisation', scopeId: '', spans };
}
