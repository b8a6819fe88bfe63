import { describe, expect, it } from 'vitest';
import { readEpssScores } from '#advisory-sources/epss/read-scores.ts';
import { readKevCatalogue } from '#advisory-sources/kev/read-catalogue.ts';
import type { Day } from '#core/kernel/time.ts';
import { generateHospital } from '../hospital/generate-hospital.ts';
import { publicLists } from './public-lists.ts';

const lastDay = '2026-11-22' as Day;

describe('the public lists of the demonstration', () => {
  it('are read as those of their publishers, and are of before the last day', () => {
    const { kev, epss } = publicLists(generateHospital(20_260, { assets: 600 }), lastDay);
    const catalogue = readKevCatalogue(Buffer.from(kev));
    const edition = readEpssScores(Buffer.from(epss));
    expect(catalogue.entries.length).toBeGreaterThan(5);
    expect(edition.cveIds.length).toBeGreaterThan(100);
    expect(edition.cveIds).toEqual(expect.arrayContaining(catalogue.entries.map(({ cveId }) => cveId)));
    for (const { addedOn, dueOn } of catalogue.entries) {
      expect(addedOn < lastDay).toBe(true);
      expect(dueOn > addedOn).toBe(true);
    }
    expect(Math.max(...edition.percentiles)).toBeLessThan(1);
  });
});
