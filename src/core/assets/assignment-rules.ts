/**
 * Rules that a hospital gives its assets values by: "what stands in this segment belongs to that department". An ordered
 * list; of each field the first rule that finds the asset sets it. A rule goes before the sources and after what a person
 * stated of the asset itself. A list holds from the instant it was saved; days before keep what held then. Pure.
 * A rule asks about facts that the fold of one asset has, as sources and people said them: not about findings, sightings or
 * time, and not about a field that rules of the same list set: lists show what rules gave, so nobody could look up what such
 * a rule finds.
 */
import type { AssetFacts } from '../imports/imported-record.ts';
import { Problem } from '../kernel/problem.ts';
import type { Instant } from '../kernel/time.ts';
import { evaluate } from '../query/evaluate.ts';
import type { Filter } from '../query/filter.ts';
import { asset } from './asset.ts';
import { deviceFactNames, writtenVersion } from './device-facts.ts';
import type { FactSegment } from './effective-facts.ts';

export const assignableFields = ['tier', 'department', 'owner', 'exposure', 'segment'] as const satisfies readonly (keyof AssetFacts)[];
export type AssignableField = (typeof assignableFields)[number];
export type AssignedFacts = { readonly [F in AssignableField]?: AssetFacts[F] };

export interface AssignmentRule {
  readonly name: string;
  /** Over assets; `checkRules` says what it may ask. */
  readonly filter: Filter;
  readonly facts: AssignedFacts;
}

/** The list that holds from an instant until the next one. */
export interface RulePeriod {
  readonly fromAt: Instant;
  readonly rules: readonly AssignmentRule[];
}
/** In order of time. */
export type RuleBook = readonly RulePeriod[];

/** What a rule may ask about. */
const askableFields: ReadonlySet<string> = new Set([
  ...assignableFields,
  ...deviceFactNames,
  ...['class', 'vendor', 'model', 'version', 'supportEndOn', 'lifecycle', 'serialNumber', 'assetTag', 'hostName', 'ipAddress'],
  ...['macAddress', 'udiDi', 'operatingSystem', 'location'],
]);

/** @throws Problem `request-invalid`, naming the rule: it sets nothing, or asks what a rule cannot know. */
export function checkRules(rules: readonly AssignmentRule[]): void {
  const setBy = new Map<string, number>();
  for (const [index, { facts }] of rules.entries()) {
    for (const field of assignableFields) if (facts[field] !== undefined && !setBy.has(field)) setBy.set(field, index);
  }
  for (const [index, rule] of rules.entries()) {
    const wrong = (detail: string) =>
      new Problem('request-invalid', `Rule ${index + 1}, ${JSON.stringify(rule.name)}: ${detail}`, { wrong: [{ path: `items.${index}` }] });
    if (!assignableFields.some((field) => rule.facts[field] !== undefined)) throw wrong('say which value it sets.');
    for (const asked of questionsOf(rule.filter)) {
      if (asked.kind === 'children') throw wrong(`a rule cannot ask about ${asked.name}: it knows the facts of the asset only.`);
      if (asked.kind === 'age') throw wrong(`a rule cannot ask how long ago ${asked.name} was: the answer would change from day to day.`);
      if (!askableFields.has(asked.name))
        throw wrong(
          `a rule cannot ask about ${asked.name}: it knows what sources and people say of the asset, not how or when it was seen.`,
        );
      const setter = setBy.get(asked.name);
      if (setter !== undefined)
        throw wrong(
          `it asks about ${asked.name}, which rule ${setter + 1} of the list sets. Rules look at what sources and people say: ask what that rule asks.`,
        );
    }
  }
}

interface Question {
  readonly kind: 'field' | 'age' | 'children';
  readonly name: string;
}

function questionsOf(filter: Filter): readonly Question[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.of.flatMap(questionsOf);
    case 'not':
      return questionsOf(filter.of);
    case 'exists':
      return [{ kind: 'children', name: filter.child }];
    default:
      return ['ageOf' in filter ? { kind: 'age', name: filter.ageOf } : { kind: 'field', name: filter.field }];
  }
}

/** The segments with the values that rules set, from the instant each list was saved. */
export function withRules(timeline: readonly FactSegment[], book: RuleBook, timeZone: string): readonly FactSegment[] {
  if (book.length === 0) return timeline;
  const ruled: FactSegment[] = [];
  timeline.forEach((segment, index) => {
    const endsAt = timeline[index + 1]?.fromAt;
    const inside = book.filter(({ fromAt }) => fromAt > segment.fromAt && (endsAt === undefined || fromAt < endsAt));
    const first = book.findLast(({ fromAt }) => fromAt <= segment.fromAt);
    ruled.push(first === undefined ? segment : assign(segment, first, timeZone));
    for (const period of inside) ruled.push(assign({ ...segment, fromAt: period.fromAt }, period, timeZone));
  });
  return ruled;
}

function assign(segment: FactSegment, { rules }: RulePeriod, timeZone: string): FactSegment {
  if (rules.length === 0) return segment;
  const record = recordOf(segment.facts);
  const context = { kind: asset, kinds: { asset }, now: segment.fromAt, timeZone };
  const found = rules.filter((rule) => evaluate(rule.filter, record, context));
  if (found.length === 0) return segment;
  // The first that finds it wins: what it sets is laid over what later ones set.
  return { fromAt: segment.fromAt, facts: Object.assign({}, segment.facts, ...found.toReversed().map((rule) => rule.facts)) as AssetFacts };
}

/** By field the name of the rule that sets it now. @param facts of the asset before any rule */
export function ruleNames(facts: AssetFacts, book: RuleBook, timeZone: string): Readonly<Partial<Record<AssignableField, string>>> {
  const last = book.at(-1);
  if (last === undefined) return {};
  const context = { kind: asset, kinds: { asset }, now: last.fromAt, timeZone };
  const record = recordOf(facts);
  const found = last.rules.filter((rule) => evaluate(rule.filter, record, context));
  return Object.fromEntries(
    assignableFields.flatMap((field) => {
      const rule = found.find((one) => one.facts[field] !== undefined);
      return rule === undefined ? [] : [[field, rule.name]];
    }),
  );
}

/** The facts under the names of the fields of an asset. */
function recordOf(facts: AssetFacts): Readonly<Record<string, unknown>> {
  const version = writtenVersion(facts);
  return { ...facts, version, ipAddress: facts.ipAddresses?.[0], macAddress: facts.macAddresses?.[0] };
}

/**
 * Of two lists the filters of those rules that can make a difference: what stands in both from the top decides the same.
 * An asset that none of them finds gets the same values from both lists.
 */
export function differingFilters(before: readonly AssignmentRule[], after: readonly AssignmentRule[]): readonly Filter[] {
  const text = (rule: AssignmentRule | undefined): string => (rule === undefined ? '' : JSON.stringify([rule.filter, rule.facts]));
  const differs = before.findIndex((rule, index) => text(rule) !== text(after[index]));
  const same = differs === -1 ? before.length : differs;
  return [...before.slice(same), ...after.slice(same)].map((rule) => rule.filter);
}

/**
 * A filter that finds at least what the given one finds whatever the values of some fields are: of an asset whose field an
 * earlier list has set, the store no longer tells what its sources say.
 */
export function withoutFields(filter: Filter, fields: ReadonlySet<string>, finds = true): Filter {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { op: filter.op, of: filter.of.map((part) => withoutFields(part, fields, finds)) };
    case 'not':
      return { op: 'not', of: withoutFields(filter.of, fields, !finds) };
    case 'exists':
      return filter;
    default:
      return fields.has('ageOf' in filter ? filter.ageOf : filter.field) ? { op: finds ? 'and' : 'or', of: [] } : filter;
  }
}
