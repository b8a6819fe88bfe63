/**
 * Between which two values a metric is scored for the resilience index (domain/metrics.md 7): fixed, part of the definition, and
 * never taken from a sample, so that the yardstick does not move with those it measures. Of the headline measure.
 * Other goalposts are another yardstick: a change of them raises the version of the metric (`goalposts.test.ts` holds that).
 * Not here: how scores become one figure (`resilience-index.ts`).
 */
import type { Localised } from '../kernel/text.ts';
import type { Goalposts } from '../statistics/composite-index.ts';

/** The order of worst and best says which way is good. */
export interface FixedGoalposts extends Goalposts {
  /** In words: why these two and no others. */
  readonly basis: Localised;
}

/** No honest best or worst exists, and why; the index names it as left out. */
export interface NoGoalposts {
  readonly leftOut: Localised;
}

export type MetricGoalposts = FixedGoalposts | NoGoalposts;

/** The whole of a share, where more is better: none is worst, all is best. */
export const allIsBest: FixedGoalposts = {
  worst: 0,
  best: 1,
  basis: {
    en: 'The ends of the share itself: none is worst, all is best. Our default, changed only with a new version.',
    nl: 'De uitersten van het aandeel zelf: niets is het slechtst, alles het best. Onze keuze, alleen met een nieuwe versie te wijzigen.',
  },
};

/** The whole of a share, where less is better. */
export const noneIsBest: FixedGoalposts = {
  worst: 1,
  best: 0,
  basis: {
    en: 'The ends of the share itself: all is worst, none is best. Our default, changed only with a new version.',
    nl: 'De uitersten van het aandeel zelf: alles is het slechtst, niets het best. Onze keuze, alleen met een nieuwe versie te wijzigen.',
  },
};

/** @param target the one of the definition, 0 … 1: beyond it more adds nothing. A hospital's own ambition moves no goalpost. */
export function targetIsBest(target: number): FixedGoalposts {
  const percent = String(Math.round(target * 100));
  return {
    worst: 0,
    best: target,
    basis: {
      en: `None is worst; best is ${percent}%, the target of the definition: beyond it more adds nothing. Our default, changed only with a new version.`,
      nl: `Niets is het slechtst; het best is ${percent}%, het doel van de definitie: daarboven voegt meer niets toe. Onze keuze, alleen met een nieuwe versie te wijzigen.`,
    },
  };
}
