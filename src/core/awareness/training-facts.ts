/** What is said of a published count of trainings beside its cells; it is about no person. */
import type { Day } from '../kernel/time.ts';
import type { TrainingPart } from './training-coverage.ts';

export interface TrainingFacts {
  readonly part: TrainingPart;
  /** `2026-10`. */
  readonly month: string;
  /** The last day of the month. */
  readonly on: Day;
  /** The first day on which something could have been done that counts; of starters, the first thirtieth day that is in it. */
  readonly fromOn: Day;
  readonly asked: readonly { readonly course: string; readonly roleGroup: string | null; readonly months: number }[];
  readonly hasGroups: boolean;
  /** Account or token; `node`: it was counted by itself. */
  readonly askedBy: string;
}

/** Key of a publication: a month has each part once. */
export function trainingKey(month: string, part: TrainingPart): string {
  return part === 'everybody' ? month : `${month} ${part}`;
}

export interface AmbassadorFacts {
  readonly month: string;
  readonly on: Day;
  /** Null: fewer than ten departments. */
  readonly units: number | null;
  readonly withOne: number | null;
  readonly askedBy: string;
}
