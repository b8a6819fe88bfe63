/**
 * What people state of an asset themselves: it goes before every source, from the instant it was stated, until it is taken
 * back. Past days stay what was known then. A batch that is undone is not among the statements: as if never made.
 * Pure; the order in which statements become known changes nothing. Not here: rules over many assets (`assignment-rules.ts`).
 */
import type { AssetFacts } from '../imports/imported-record.ts';
import type { Instant } from '../kernel/time.ts';
import type { FactSegment } from './effective-facts.ts';

/** What a person can know better than a register or a scan. */
export const statableFields = [
  'tier',
  'department',
  'owner',
  'exposure',
  'segment',
  'class',
  'lifecycle',
  'modality',
  'safetyClass',
  'vendorAccess',
  'patchConstraint',
  'endpointProtection',
  'logging',
  'compensatingControl',
] as const satisfies readonly (keyof AssetFacts)[];
export type StatableField = (typeof statableFields)[number];

/** Absent: not spoken of; null: taken back, the sources speak again. */
export type StatedFacts = { readonly [F in StatableField]?: AssetFacts[F] | null };

export interface AssetStatement {
  /** Orders statements of one instant as they were made. */
  readonly batchId: string;
  readonly statedAt: Instant;
  readonly facts: StatedFacts;
}

/** Of each field the statement that holds now; none for what was taken back. */
export function heldStatements<S extends AssetStatement>(statements: readonly S[]): ReadonlyMap<StatableField, S> {
  const held = new Map<StatableField, S>();
  for (const statement of inOrder(statements)) {
    for (const field of statableFields) {
      const value = statement.facts[field];
      if (value === null) held.delete(field);
      else if (value !== undefined) held.set(field, statement);
    }
  }
  return held;
}

/** @param knownFromAt when the asset was first known: nothing begins before. */
export function withStatedFacts(
  timeline: readonly FactSegment[],
  statements: readonly AssetStatement[],
  knownFromAt: Instant,
): readonly FactSegment[] {
  if (statements.length === 0) return timeline;
  const periods = periodsOf(statements, knownFromAt);
  const laid: FactSegment[] = [];
  for (const fromAt of boundsOf(timeline, periods)) {
    const said = timeline.findLast((one) => one.fromAt <= fromAt)?.facts ?? {};
    const stated = periods.findLast((one) => one.fromAt <= fromAt)?.facts;
    laid.push({ fromAt, facts: stated === undefined ? said : { ...said, ...stated } });
  }
  return laid;
}

function boundsOf(timeline: readonly FactSegment[], periods: readonly FactSegment[]): Instant[] {
  return [...new Set([...timeline, ...periods].map((one) => one.fromAt))].toSorted();
}

/** Everything stated by an instant, from that instant on. */
function periodsOf(statements: readonly AssetStatement[], knownFromAt: Instant): FactSegment[] {
  const periods: FactSegment[] = [];
  const facts: StatedFacts = {};
  for (const statement of inOrder(statements)) {
    const fromAt = statement.statedAt < knownFromAt ? knownFromAt : statement.statedAt;
    Object.assign(facts, statement.facts);
    if (periods.at(-1)?.fromAt === fromAt) periods.pop();
    periods.push({ fromAt, facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)) });
  }
  return periods;
}

function inOrder<S extends AssetStatement>(statements: readonly S[]): S[] {
  const isBefore = (left: S, right: S): boolean =>
    left.statedAt < right.statedAt || (left.statedAt === right.statedAt && left.batchId < right.batchId);
  return statements.toSorted((left, right) => (isBefore(left, right) ? -1 : 1));
}
