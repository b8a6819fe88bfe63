/**
 * What one written version can be. A value keeps its text; its kind says with what it may be compared: never across kinds.
 */
import type { Day } from '../../kernel/time.ts';

/** Dotted numbers, letters of a revision, and what stands behind them: `3.2.1`, `R8.0.3`, `A.07.107`, `V14 SP1 Update 2`. */
export interface Release {
  readonly kind: 'release';
  readonly text: string;
  /** Letters glued before the first number that are no mere marker (`D` of D25, `GEH` of GEH-1.1); '' where none. */
  readonly prefix: string;
  /** Numbers without leading zeros and lower-case words, in order. */
  readonly core: readonly string[];
  /** Service packs and the like, each with its number. */
  readonly marks: readonly (readonly [mark: ReleaseMark, number: string])[];
  /** The build number, where one is written. */
  readonly build: string | null;
  /** Written with a wildcard at its end: `14.1.x` stands for all that begin with 14.1. */
  readonly isWild: boolean;
}

/** `pre` counts down (a beta comes before its release), the others up. */
export type ReleaseMark = 'r' | 'sp' | 'sr' | 'mr' | 'update' | 'patch' | 'hotfix' | 'pre';

/** A day, month or year: the first and last day it covers. */
export interface DateValue {
  readonly kind: 'date';
  readonly text: string;
  readonly from: Day;
  readonly to: Day;
}

/** A serial or lot number: ordered only among numbers of one stem and length. */
export interface SerialValue {
  readonly kind: 'serial';
  readonly text: string;
  readonly stem: string;
  readonly digits: string;
  /** Only the first digits are asked for. */
  readonly isStart: boolean;
}

/** A model, part or order number that stands where a version is asked: equal or not, without order. */
export interface CodeValue {
  readonly kind: 'code';
  readonly text: string;
  /** Its letters and numbers in order, lower case. */
  readonly words: readonly string[];
}

/** Anything else: equal after folding, or unknown. */
export interface TextValue {
  readonly kind: 'text';
  readonly text: string;
  readonly folded: string;
}

export type VersionValue = Release | DateValue | SerialValue | CodeValue | TextValue;
