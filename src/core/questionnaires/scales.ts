/**
 * The scales of a pack, and what one respondent scores on them: the mean of his answers, 1 … 5, reversed ones turned round, 5 the safest.
 * Scales are the whole, each dimension, each area, and each dimension of an area (metrics.md AWR-11).
 */
import type { Dimension, PackItem, QuestionnairePack, ScaleItem } from './pack.ts';
import { dimensions, scaleSteps } from './pack.ts';
import type { Answers } from './sheet.ts';
import { answerTo } from './sheet.ts';

export interface Scale {
  /** `passwords/knowledge`; `*` stands for all areas or all dimensions. */
  readonly id: string;
  /** Null: all. */
  readonly area: string | null;
  readonly dimension: Dimension | null;
  readonly items: readonly ScaleItem[];
}

export const wholeScale = '*/*';

/** The whole first, then dimensions, areas, and dimensions of areas; those without an item are none. @param counts items that are counted */
export function scalesOf({ areas, items }: QuestionnairePack, counts: (item: ScaleItem) => boolean = () => true): readonly Scale[] {
  const scored = items.flatMap((item) => (item.kind === 'scale' && counts(item) ? [item] : []));
  const scale = (area: string | null, dimension: Dimension | null): Scale => ({
    id: `${area ?? '*'}/${dimension ?? '*'}`,
    area,
    dimension,
    items: scored.filter((item) => (area === null || item.area === area) && (dimension === null || item.dimension === dimension)),
  });
  return [
    scale(null, null),
    ...dimensions.map((dimension) => scale(null, dimension)),
    ...areas.map(({ id }) => scale(id, null)),
    ...areas.flatMap(({ id }) => dimensions.map((dimension) => scale(id, dimension))),
  ].filter((one) => one.items.length > 0);
}

/** 1 … 5, 5 the safest; null where the item was left open. */
export function scoreOf({ id, isReversed }: ScaleItem, answers: Answers): number | null {
  const answer = answerTo(answers, id);
  if (typeof answer !== 'number') return null;
  return isReversed ? scaleSteps + 1 - answer : answer;
}

/** What a respondent scored on the items he was asked; null: left open. What was skipped is not in it. */
export type ItemScores = ReadonlyMap<ScaleItem, number | null>;

/** @param asked what `visibleItems` gives */
export function itemScores(asked: readonly PackItem[], answers: Answers): ItemScores {
  return new Map(asked.flatMap((item) => (item.kind === 'scale' ? [[item, scoreOf(item, answers)] as const] : [])));
}

/**
 * @param answeredShareMin of what was asked; half is the rule that D. L. Fairclough and D. F. Cella tested (Journal of the National Cancer Institute 1996;88:1512–1514)
 * @returns null: too little was answered, or nothing asked
 */
export function respondentScore({ items }: Scale, scores: ItemScores, answeredShareMin: number): number | null {
  let [sum, answered, asked] = [0, 0, 0];
  for (const item of items) {
    const score = scores.get(item);
    if (score === undefined) continue;
    asked += 1;
    if (score === null) continue;
    sum += score;
    answered += 1;
  }
  return answered === 0 || answered < answeredShareMin * asked ? null : sum / answered;
}

/** Mean of 1 … 5 as 0 … 100 (metrics.md AWR-11). */
export function indexOf(mean: number): number {
  return ((mean - 1) / (scaleSteps - 1)) * 100;
}
