/** What the two columns of counts are called: of a curve the first says how many findings it followed, and there is no second. */
import type { MeasureView } from '#contract/endpoints/metrics.ts';
import type { FirstMessages } from '../../messages/en.ts';

export function countHeads(view: Pick<MeasureView, 'isOfCurve'> | undefined, m: FirstMessages): readonly [first: string, second: string] {
  return view?.isOfCurve === true ? [m.metrics.followed, '–'] : [m.metrics.numerator, m.metrics.denominator];
}
