import { describe, expect, test } from 'vitest';
import { exposures } from '../assets/asset.ts';
import type { Instant } from '../kernel/time.ts';
import { evaluate } from '../query/evaluate.ts';
import { printFilter } from '../query/rql-print.ts';
import { recordKinds } from '../records/registry.ts';
import { finding } from './finding.ts';
import { deployerDecisions } from './ssvc.ts';
import { surelyUrgent, urgencyOf, type SaidOfFlaw, type UrgencyFacts } from './urgency.ts';

const said = (exploitation: string | null, automatable: string | null, at: string | null = '2026-01-02T00:00:00.000Z'): SaidOfFlaw => ({
  by: 'CISA',
  at,
  exploitation,
  automatable,
});
const context = { kind: finding, kinds: recordKinds, now: '2026-03-10T12:00:00.000Z' as Instant, timeZone: 'UTC' };
const known: UrgencyFacts = { kev: true, assessments: [said('active', 'yes')], exposure: 'internet', tier: 1 };
const range = (facts: UrgencyFacts) => [urgencyOf(facts).lowest, urgencyOf(facts).highest];
const valuesOf = (facts: UrgencyFacts) => Object.fromEntries(urgencyOf(facts).points.map(({ point, values }) => [point, values]));

describe('urgency', () => {
  test('is one answer where every point is known, with what each rests on', () => {
    expect(range(known)).toEqual(['immediate', 'immediate']);
    expect(urgencyOf(known).points.map(({ explanation }) => explanation.en)).toEqual([
      'known to be exploited (KEV)',
      'from the exposure of the asset',
      'said by CISA, 2026-01-02, in the record of the CVE List',
      'from clinical tier 1',
    ]);
  });

  test('is a range over everything that an unknown point may be', () => {
    expect(range({ kev: null, assessments: [], exposure: null, tier: null })).toEqual(['defer', 'immediate']);
    expect(range({ ...known, assessments: [] })).toEqual(['immediate', 'immediate']);
    expect(range({ ...known, assessments: [], tier: 2 })).toEqual(['out-of-cycle', 'immediate']);
    expect(range({ ...known, tier: null })).toEqual(['out-of-cycle', 'immediate']);
  });

  test('is not narrowed by a catalogue that does not list the flaw, and says so', () => {
    const facts: UrgencyFacts = { ...known, kev: false, assessments: [] };
    expect(range(facts)).toEqual(range({ ...facts, kev: null }));
    expect(urgencyOf(facts).highest).toBe('immediate');
    expect(urgencyOf(facts).points[0]?.explanation.en).toContain('KEV does not list it');
  });

  test('goes by the catalogue of exploited flaws before a record, and by the newest record', () => {
    const facts = { ...known, assessments: [said('poc', 'no'), said('none', 'no', '2025-01-01T00:00:00.000Z')] };
    expect(valuesOf(facts)).toMatchObject({ exploitation: ['active'], automatable: ['no'] });
    expect(valuesOf({ ...facts, kev: false })).toMatchObject({ exploitation: ['public-poc'] });
    expect(valuesOf({ ...facts, kev: false, assessments: [] })).toMatchObject({
      exploitation: ['none', 'public-poc', 'active'],
      automatable: ['no', 'yes'],
    });
    // A word of nobody's table is no word.
    expect(valuesOf({ ...facts, kev: null, assessments: [said('maybe', 'perhaps')] })).toMatchObject({
      exploitation: ['none', 'public-poc', 'active'],
      automatable: ['no', 'yes'],
    });
    // Nor is a tier that there is not.
    expect(valuesOf({ ...facts, tier: 9 })['human-impact']).toHaveLength(4);
  });
});

describe('findings that are surely urgent', () => {
  test.each(['out-of-cycle', 'immediate'] as const)('%s: the filter holds exactly where fields alone say so', (least) => {
    const filter = surelyUrgent(least);
    const wanted = deployerDecisions.indexOf(least);
    for (const kev of [true, false, null]) {
      for (const exposure of [...exposures.map(({ value }) => value), null]) {
        for (const tier of [1, 2, 3, 4, null]) {
          const { lowest } = urgencyOf({ kev, assessments: [], exposure, tier });
          const isFound = evaluate(filter, { state: 'open', kev, exposure, tier }, context);
          expect([kev, exposure, tier, isFound]).toEqual([kev, exposure, tier, deployerDecisions.indexOf(lowest) >= wanted]);
        }
      }
    }
  });

  test('reads as a filter that people can write', () => {
    expect(printFilter(surelyUrgent('immediate'))).toBe('and(eq(state,open),eq(kev,true),and(eq(exposure,internet),le(tier,1)))');
  });
});
