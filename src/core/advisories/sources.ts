/**
 * The public sources that a node holds a copy of, and from when a copy is too old to lean on. What a source lists is not told
 * here. Licences: KEV is CC0-1.0 (CISA); EPSS is free to use with attribution (FIRST.org, Empirical Security).
 */
import type { Localised } from '../kernel/text.ts';
import { millisecondsOf, type Instant } from '../kernel/time.ts';

export const advisorySourceIds = ['kev', 'epss'] as const;
export type AdvisorySourceId = (typeof advisorySourceIds)[number];

export interface AdvisorySourceFacts {
  readonly title: Localised;
  /** Where its publisher has it; a mirror of the hospital's can stand in its place. */
  readonly url: string;
  readonly attribution: string;
  /** Both come daily; a weekend without network is no alarm yet. */
  readonly staleAfterDays: number;
}

export const advisorySources: Readonly<Record<AdvisorySourceId, AdvisorySourceFacts>> = {
  kev: {
    title: { en: 'Known exploited vulnerabilities (KEV)', nl: 'Bekend uitgebuite kwetsbaarheden (KEV)' },
    url: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
    attribution: 'CISA',
    staleAfterDays: 4,
  },
  epss: {
    title: { en: 'Exploit prediction scores (EPSS)', nl: 'Voorspelde kans op uitbuiting (EPSS)' },
    url: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
    attribution: 'FIRST.org, Empirical Security',
    staleAfterDays: 4,
  },
};

export function isAdvisorySourceId(text: string): text is AdvisorySourceId {
  return (advisorySourceIds as readonly string[]).includes(text);
}

/** Nothing that was taken is never stale: there is nothing to lean on. @param asOf until when the copy is known to be right. */
export function isSourceStale(id: AdvisorySourceId, asOf: Instant | null, now: Instant): boolean {
  return asOf !== null && ageInDays(asOf, now) >= advisorySources[id].staleAfterDays;
}

/** Whole days. */
export function ageInDays(asOf: Instant, now: Instant): number {
  return Math.max(0, Math.floor((millisecondsOf(now) - millisecondsOf(asOf)) / 86_400_000));
}
