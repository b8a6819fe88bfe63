/**
 * The result of a behaviour campaign as a publication of its own, so that AWR-17 is read where every figure about people is. It has no
 * cells: all it says follows from cells that were published before, of the phishing tests.
 */
import { publish, type Publication } from '../../disclosure/publish.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Difference } from '../../statistics/difference.ts';
import type { BehaviourEffect } from './behaviour-effect.ts';
import type { BehaviourMeasure, UnknownReason } from './behaviour-ids.ts';
import { behaviourMeasures, type BehaviourPlan, type Days } from './behaviour-plan.ts';

export interface BehaviourFacts {
  readonly name: string;
  readonly measure: BehaviourMeasure;
  /** The days that were judged. */
  readonly after: Days;
  /** In the direction that is better; null: unknown. */
  readonly effect: Difference | null;
  readonly unknown: UnknownReason | null;
}

interface PublicationAsked {
  readonly id: string;
  readonly plan: BehaviourPlan;
  readonly effect: BehaviourEffect;
  readonly at: Instant;
}

export function behaviourPublication({ id, plan, effect, at }: PublicationAsked): { publication: Publication; facts: BehaviourFacts } {
  const none = { rows: [], columns: [], measures: [], people: new Int32Array(0), counts: new Map() };
  const period = { subject: 'behaviour', key: id } as const;
  return {
    publication: publish({ period, groupYear: plan.groupYear, publishedAt: at, table: none }),
    facts: {
      name: plan.name,
      measure: plan.measure,
      after: plan.after,
      effect: effect.kind === 'known' ? towardsBetter(effect.comparison, plan.measure) : null,
      unknown: effect.kind === 'unknown' ? effect.reason : null,
    },
  };
}

/** The difference with its sign so that above 0 is better. */
export function towardsBetter({ estimate, interval }: Difference, measure: BehaviourMeasure): Difference {
  if (behaviourMeasures[measure].direction === 1) return { estimate, interval };
  return { estimate: -estimate, interval: { lower: -interval.upper, upper: -interval.lower } };
}
