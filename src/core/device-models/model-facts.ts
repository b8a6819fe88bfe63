/**
 * What people and MDS2 forms state of a device model, and how it reaches assets: as the source that is believed last.
 * A statement holds from the instant it was made, so what was known on a past day stays what was known then; it never
 * conflicts with a source of the asset itself. Per field the newest statement wins, and null takes a word back.
 */
import type { Modality, SafetyClass } from '../assets/device-facts.ts';
import type { FactSegment } from '../assets/effective-facts.ts';
import type { AssetFacts } from '../imports/imported-record.ts';
import { foldName } from '../kernel/text.ts';
import type { Day, Instant } from '../kernel/time.ts';
import type { VersionScheme } from './device-model.ts';
import { modelKeyOf } from './model-key.ts';

/** Absent: not spoken of; null: taken back. */
export interface ModelFacts {
  readonly family?: string | null;
  readonly versionScheme?: VersionScheme | null;
  readonly modality?: Modality | null;
  readonly safetyClass?: SafetyClass | null;
  readonly udiDi?: string | null;
  readonly supportEndOn?: Day | null;
}

export interface ModelStatement {
  readonly modelId: string;
  readonly statedAt: Instant;
  readonly facts: ModelFacts;
}

/** An MDS2 form is about a product in a version; empty = about every version. */
export interface KnownForm {
  readonly modelId: string;
  readonly version: string;
  readonly statedAt: Instant;
  readonly withdrawnAt: Instant | null;
}

/** What holds of a model from an instant on. */
interface ModelPeriod {
  readonly fromAt: Instant;
  readonly facts: ModelFacts;
  readonly formVersions: readonly string[];
}

/** Everything stated of the models of an organisation; empty for most. */
export interface ModelBook {
  readonly modelIdByKey: ReadonlyMap<string, string>;
  readonly periods: ReadonlyMap<string, readonly ModelPeriod[]>;
}

export const emptyModelBook: ModelBook = { modelIdByKey: new Map(), periods: new Map() };

/** @param modelIdByKey of the models that anything is stated of; merged spellings lead to the same model. */
export function modelBookOf(
  modelIdByKey: ReadonlyMap<string, string>,
  statements: readonly ModelStatement[],
  forms: readonly KnownForm[],
): ModelBook {
  const periods = new Map<string, ModelPeriod[]>();
  for (const modelId of new Set(modelIdByKey.values())) {
    const mine = statements.filter((one) => one.modelId === modelId).toSorted((left, right) => (left.statedAt < right.statedAt ? -1 : 1));
    const myForms = forms.filter((one) => one.modelId === modelId);
    const bounds = new Set([
      ...mine.map((one) => one.statedAt),
      ...myForms.flatMap((one) => (one.withdrawnAt === null ? [one.statedAt] : [one.statedAt, one.withdrawnAt])),
    ]);
    periods.set(
      modelId,
      [...bounds].toSorted().map((fromAt) => ({
        fromAt,
        facts: Object.assign({}, ...mine.filter((one) => one.statedAt <= fromAt).map((one) => one.facts)) as ModelFacts,
        formVersions: myForms
          .filter((one) => one.statedAt <= fromAt && (one.withdrawnAt === null || fromAt < one.withdrawnAt))
          .map((one) => foldName(one.version)),
      })),
    );
  }
  return { modelIdByKey, periods };
}

/** The segments with the facts of the model where the asset's own sources say nothing. */
export function withModelFacts(timeline: readonly FactSegment[], book: ModelBook): readonly FactSegment[] {
  if (book.modelIdByKey.size === 0) return timeline;
  const filled: FactSegment[] = [];
  timeline.forEach((segment, index) => {
    const key = modelKeyOf(segment.facts.vendor, segment.facts.model);
    const periods = key === null ? undefined : book.periods.get(book.modelIdByKey.get(key) ?? '');
    if (periods === undefined) {
      filled.push(segment);
      return;
    }
    const endsAt = timeline[index + 1]?.fromAt;
    const inside = periods.filter((one) => one.fromAt > segment.fromAt && (endsAt === undefined || one.fromAt < endsAt));
    filled.push(fill(segment, periods.findLast((one) => one.fromAt <= segment.fromAt) ?? null));
    for (const period of inside) filled.push(fill({ ...segment, fromAt: period.fromAt }, period));
  });
  return filled;
}

function fill(segment: FactSegment, period: ModelPeriod | null): FactSegment {
  if (period === null) return segment;
  const { fromAt, facts: own } = segment;
  const { modality, safetyClass, udiDi, supportEndOn } = period.facts;
  const facts: AssetFacts = {
    ...(typeof modality === 'string' ? { modality } : {}),
    ...(typeof safetyClass === 'string' ? { safetyClass } : {}),
    ...(typeof udiDi === 'string' ? { udiDi } : {}),
    ...(typeof supportEndOn === 'string' ? { supportEndOn } : {}),
    ...(hasFormFor(own, period.formVersions) ? { mds2: true } : {}),
    ...own,
  };
  return { fromAt, facts };
}

/** The facts that `filled` has beyond those of the asset's own sources. */
export function addedFacts(own: AssetFacts, filled: AssetFacts): AssetFacts {
  return Object.fromEntries(Object.entries(filled).filter(([name]) => !Object.hasOwn(own, name)));
}

function hasFormFor({ version, softwareVersion, firmwareVersion }: AssetFacts, formVersions: readonly string[]): boolean {
  if (formVersions.length === 0) return false;
  const own = new Set([version, softwareVersion, firmwareVersion].flatMap((one) => (one === undefined ? [] : [foldName(one)])));
  return formVersions.some((one) => one === '' || own.has(one));
}
