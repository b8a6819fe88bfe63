/**
 * Two published rounds of one questionnaire beside each other: by how many index points each scale differs, from published figures alone.
 * Answers are anonymous, so nobody is followed: the two are taken as different people (Welch), which makes the interval too wide rather than too narrow.
 */
import { differenceOfMeans } from '../statistics/mean-interval.ts';
import type { Interval } from '../statistics/wilson.ts';
import { scaleSteps } from './pack.ts';
import type { QuestionnaireFacts } from './publish-questionnaire.ts';

export interface ScaleDifference {
  readonly scaleId: string;
  /** Later less earlier, in points of the index, −100 … 100. */
  readonly difference: number;
  readonly interval: Interval;
}

export type RoundComparison =
  | { readonly kind: 'not-comparable' }
  | {
      readonly kind: 'compared';
      /** False: words or order of questions changed in between. */
      readonly isWordedAlike: boolean;
      /** Scales that both show; those with no spread at all are left out. */
      readonly scales: readonly ScaleDifference[];
    };

/** Versions of one major number have comparable scores: pack-versions.ts refuses others. */
export function compareScores(now: QuestionnaireFacts, before: QuestionnaireFacts): RoundComparison {
  const [later, earlier] = [now.pack.version.split('.'), before.pack.version.split('.')];
  if (now.pack.id !== before.pack.id || later[0] !== earlier[0]) return { kind: 'not-comparable' };
  const known = new Map((before.counted?.scores.whole ?? []).map((figure) => [figure.scaleId, figure]));
  const scales = (now.counted?.scores.whole ?? []).flatMap((figure): readonly ScaleDifference[] => {
    const other = known.get(figure.scaleId);
    if (figure.kind !== 'shown' || other?.kind !== 'shown') return [];
    const found = differenceOfMeans(momentsIn(figure), momentsIn(other));
    if (found === null) return [];
    const points = (steps: number) => (steps / (scaleSteps - 1)) * 100;
    const { lower, upper } = found.interval;
    return [{ scaleId: figure.scaleId, difference: points(found.difference), interval: { lower: points(lower), upper: points(upper) } }];
  });
  return { kind: 'compared', isWordedAlike: later[1] === earlier[1], scales };
}

const momentsIn = ({
  respondents,
  mean,
  deviation,
}: {
  readonly respondents: number;
  readonly mean: number;
  readonly deviation: number;
}) => ({
  count: respondents,
  mean,
  squares: deviation ** 2 * (respondents - 1),
});
