/** The shape of a reader: the publications of a subject in, figures of the catalogue out. Pure; it asks nobody anything. */
import type { StandingPublication } from '../disclosure/publish.ts';
import type { Day } from '../kernel/time.ts';
import type { PeopleFigure } from '../metrics/people-figure.ts';
import type { Difficulty } from '../awareness/phish-scale.ts';

/** What is known of a phishing test and is about no person. */
export interface TestFacts {
  /** Day of its first mail. */
  readonly on: Day;
  /** Null: nobody scored it, or two who did disagree. */
  readonly difficulty: Difficulty | null;
}

export interface ReaderFacts {
  /** By the key of the publication. */
  readonly tests: ReadonlyMap<string, TestFacts>;
}

/**
 * Of every measure at most one figure a day: what falls on the same day is put together here, where it is known how.
 * @param published by key
 */
export type FigureReader = (published: ReadonlyMap<string, StandingPublication>, facts: ReaderFacts) => readonly PeopleFigure[];
