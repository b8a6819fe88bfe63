import { expect, test } from 'vitest';
import type { SourceJson } from './endpoints/sources.ts';
import { knownCoverage } from './source-coverage.ts';

const source = (id: SourceJson['id'], asOf: string | null): SourceJson => ({
  ...{
    id,
    asOf,
    title: { en: id, nl: id },
    attribution: 'Test',
    url: 'https://test.example',
    takenAt: asOf,
    edition: null,
    datedAt: asOf,
    ageDays: asOf === null ? null : 1,
    fetch: { everyHours: null, isUsual: true, nextAt: null, failures: 0 },
  },
  ...{ entries: 0, origin: null, problem: null, triedAt: null, isStale: false, staleAfterDays: 7 },
});
const coverage = { cves: 12, scored: 0, exploited: 0 };

test('of a source of which nothing was taken it is not said that 0 stand in it', () => {
  expect(knownCoverage({ items: [source('kev', null), source('epss', null)], coverage })).toEqual({ scored: null, exploited: null });
});

test('what was taken says how many, also when it is none', () => {
  const items = [source('kev', '2026-11-01T00:00:00.000Z'), source('epss', null)];
  expect(knownCoverage({ items, coverage })).toEqual({ scored: null, exploited: 0 });
});
