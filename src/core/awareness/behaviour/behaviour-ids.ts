/** Words of behaviour campaigns that cross the wire: alone here, so that whoever only names them loads no method. Ids stay as they are. */

/** By which published figure a campaign can be judged. */
export const behaviourMeasureIds = ['report-rate', 'click-rate', 'data-entry-rate'] as const;
export type BehaviourMeasure = (typeof behaviourMeasureIds)[number];

/** What people miss to do it (COM-B). */
export const behaviourCauseIds = ['capability', 'opportunity', 'motivation'] as const;
export type BehaviourCause = (typeof behaviourCauseIds)[number];

/** Why nothing can be said, the gravest first. */
export const unknownReasons = ['other-groups', 'no-test-before', 'no-test-after', 'hidden-cell', 'nobody-counted'] as const;
export type UnknownReason = (typeof unknownReasons)[number];

/** What to keep in mind of one result in particular. */
export const effectCautions = [
  'scatter-assumed',
  'few-departments',
  'trend-moved',
  'trend-unseen',
  'difficulty-unknown',
  'difficulty-differs',
  'one-sided-tests',
  'groups-left-out',
] as const;
export type EffectCaution = (typeof effectCautions)[number];

/** What is done with a result: kept and spread, changed and tried again, dropped. */
export const behaviourDecisions = ['adopt', 'adapt', 'abandon'] as const;
export type BehaviourDecision = (typeof behaviourDecisions)[number];
