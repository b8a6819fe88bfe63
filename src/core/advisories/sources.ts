/**
 * The public sources that a node holds a copy of, and from when a copy is too old to lean on: decided here and nowhere else, for
 * pages, command line and figures alike. What a source lists is not told here. Licences: KEV is CC0-1.0 (CISA); EPSS is free to use with attribution (FIRST.org, Empirical Security).
 */
import type { Localised } from '../kernel/text.ts';
import { daysBetween, millisecondsOf, type Day, type Instant } from '../kernel/time.ts';

export const advisorySourceIds = ['kev', 'epss'] as const;
export type AdvisorySourceId = (typeof advisorySourceIds)[number];

export interface AdvisorySourceFacts {
  readonly title: Localised;
  /** Where its publisher has it; a mirror of the hospital's can stand in its place. */
  readonly url: string;
  readonly attribution: string;
}

export const advisorySources: Readonly<Record<AdvisorySourceId, AdvisorySourceFacts>> = {
  kev: {
    title: { en: 'Known exploited vulnerabilities (KEV)', nl: 'Bekend uitgebuite kwetsbaarheden (KEV)' },
    url: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
    attribution: 'CISA',
  },
  epss: {
    title: { en: 'Exploit prediction scores (EPSS)', nl: 'Voorspelde kans op uitbuiting (EPSS)' },
    url: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
    attribution: 'FIRST.org, Empirical Security',
  },
};

export function isAdvisorySourceId(text: string): text is AdvisorySourceId {
  return (advisorySourceIds as readonly string[]).includes(text);
}

/** What figures and lists lean on: the lists of the node, and the advisories that were handed in (`csaf`). */
export const leanedSourceIds = [...advisorySourceIds, 'csaf'] as const;
export type LeanedSourceId = (typeof leanedSourceIds)[number];

/** By source: the age in whole days that a copy may have; older ones are stale. */
export type StaleLimits = Readonly<Record<LeanedSourceId, number>>;

/** EPSS is made anew every day, KEV and advisories on most working days; a long weekend without network is no alarm yet. */
export const usualStaleLimits: StaleLimits = { kev: 7, epss: 3, csaf: 7 };

/** `missing`: nothing was ever taken, so nothing is known, and what leans on it has no value. */
export const sourceStandings = ['missing', 'stale', 'current'] as const;
export type SourceStanding = (typeof sourceStandings)[number];

/** @param ageDays whole days since the copy was known to be right; null: there is none. */
export function sourceStanding(id: LeanedSourceId, ageDays: number | null, limits: StaleLimits): SourceStanding {
  if (ageDays === null) return 'missing';
  return ageDays > limits[id] ? 'stale' : 'current';
}

/** What is known of a list over the days. */
export interface HeldList {
  /** The first day that it can speak of. */
  readonly fromOn: Day;
  /** Until when it is known to be right. */
  readonly asOfOn: Day;
}

/** The same of a day: of a copy that is newer than the day, nothing has aged yet. */
export function listStandingOn(
  id: AdvisorySourceId,
  held: HeldList | null,
  { day, limits }: { readonly day: Day; readonly limits: StaleLimits },
): SourceStanding {
  const speaks = held !== null && held.fromOn <= day;
  return sourceStanding(id, speaks ? Math.max(0, daysBetween(held.asOfOn, day)) : null, limits);
}

/** Whole days. */
export function ageInDays(asOf: Instant, now: Instant): number {
  return Math.max(0, Math.floor((millisecondsOf(now) - millisecondsOf(asOf)) / 86_400_000));
}
