/**
 * The plan of a behaviour campaign: what goes wrong, what people should do instead, why they do not (COM-B), what is done about it for
 * whom, and by which published figure it will be judged, when. It is written first and frozen when the campaign starts, so that nobody
 * picks afterwards what looks best. COM-B: S. Michie, M. M. van Stralen and R. West, Implementation Science 2011;6:42.
 */
import type { PublicationSubject } from '../../disclosure/subjects.ts';
import type { Localised } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import { daysBetween } from '../../kernel/time.ts';
import type { CampaignMeasure } from '../campaign-figures.ts';
import type { BehaviourCause, BehaviourMeasure } from './behaviour-ids.ts';

interface BehaviourMeasureTerms {
  readonly subject: PublicationSubject;
  readonly counted: CampaignMeasure;
  /** 1: more is better. */
  readonly direction: 1 | -1;
  readonly label: Localised;
}

/** By which published figure a campaign can be judged. */
export const behaviourMeasures = {
  'report-rate': {
    subject: 'phishing',
    counted: 'reported',
    direction: 1,
    label: { en: 'who reports a phishing test', nl: 'wie een phishingtest meldt' },
  },
  'click-rate': {
    subject: 'phishing',
    counted: 'clicked',
    direction: -1,
    label: { en: 'who clicks in a phishing test', nl: 'wie in een phishingtest klikt' },
  },
  'data-entry-rate': {
    subject: 'phishing',
    counted: 'submitted',
    direction: -1,
    label: { en: 'who enters data in a phishing test', nl: 'wie in een phishingtest gegevens invult' },
  },
} as const satisfies Record<BehaviourMeasure, BehaviourMeasureTerms>;

/** What people miss to do it. */
export const behaviourCauses = {
  capability: {
    label: { en: 'Capability', nl: 'Kunnen' },
    help: { en: 'They do not know how, or do not recognise the moment.', nl: 'Ze weten niet hoe, of herkennen het moment niet.' },
  },
  opportunity: {
    label: { en: 'Opportunity', nl: 'Gelegenheid' },
    help: {
      en: 'Time, tools or colleagues stand in the way: no button, no computer of their own, nobody does it.',
      nl: 'Tijd, middelen of collega’s staan in de weg: geen knop, geen eigen computer, niemand doet het.',
    },
  },
  motivation: {
    label: { en: 'Motivation', nl: 'Willen' },
    help: {
      en: 'They can and do not: it seems useless, embarrassing or somebody else’s work.',
      nl: 'Ze kunnen het en doen het niet: het lijkt zinloos, gênant of het werk van een ander.',
    },
  },
} as const satisfies Record<BehaviourCause, { readonly label: Localised; readonly help: Localised }>;

/** Both days in it. */
export interface Days {
  readonly fromOn: Day;
  readonly toOn: Day;
}

export interface BehaviourPlan {
  readonly name: string;
  readonly problem: string;
  readonly targetBehaviour: string;
  readonly measure: BehaviourMeasure;
  readonly causes: readonly BehaviourCause[];
  readonly causeText: string;
  readonly intervention: string;
  /** Of the named groups below. */
  readonly groupYear: number;
  readonly reachedGroupIds: readonly string[];
  readonly otherGroupIds: readonly string[];
  readonly before: Days;
  readonly during: Days;
  readonly after: Days;
  /** How many tests are foreseen in the days after. */
  readonly testsAfter: number;
  /** In the direction that is better, as a share: 0.05 is five points. */
  readonly expectedEffect: number;
  /** How alike people of one department are; for the power, and where too few departments show it. */
  readonly departmentCorrelation: number;
}

/**
 * Not confirmed: taken small because what departments always differ by cancels out between before and after, and not 0 because a
 * department can move on its own (a warning of a head, a holiday).
 */
export const usualDepartmentCorrelation = 0.01;

const planFaults = [
  'days-backwards',
  'before-reaches-into-it',
  'judged-before-it-begins',
  'too-long',
  'no-group',
  'group-on-both-sides',
  'no-cause',
] as const;
export type PlanFault = (typeof planFaults)[number];

/** More days than this were decided on by nobody. */
const daysMax = 800;

/** What is wrong with a plan by itself; whether its groups exist is asked of the groups of the year. */
export function planFault(plan: BehaviourPlan): PlanFault | null {
  const { before, during, after, reachedGroupIds, otherGroupIds } = plan;
  if ([before, during, after].some(({ fromOn, toOn }) => fromOn > toOn)) return 'days-backwards';
  if (before.toOn >= during.fromOn || before.toOn >= after.fromOn) return 'before-reaches-into-it';
  if (after.fromOn < during.fromOn) return 'judged-before-it-begins';
  if (daysBetween(before.fromOn, after.toOn) > daysMax || daysBetween(before.fromOn, during.toOn) > daysMax) return 'too-long';
  if (reachedGroupIds.length === 0 || otherGroupIds.length === 0) return 'no-group';
  if (reachedGroupIds.some((id) => otherGroupIds.includes(id))) return 'group-on-both-sides';
  return plan.causes.length === 0 ? 'no-cause' : null;
}

export function liesIn(day: Day, { fromOn, toOn }: Days): boolean {
  return fromOn <= day && day <= toOn;
}
