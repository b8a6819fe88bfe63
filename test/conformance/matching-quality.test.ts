/** The promise of matching on the labelled set (domain/medical-advisories.md 8), cross-validated by advisory. */
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { crossValidate } from '#bench/matching/cross-validation.ts';
import { readLabelledSet } from '#bench/matching/labelled-set.ts';
import { qualityOf } from '#bench/matching/quality-page.ts';

const set = await readLabelledSet(resolve(import.meta.dirname, '../../../shared'));
if (set === null) process.stderr.write('matching quality is skipped: ../shared/matching and ../shared/data/csaf/icsma are not there\n');

it.skipIf(set === null)(
  'finds nine in ten at nineteen in twenty right, and hardly ever calls an affected device fixed',
  { timeout: 120_000 },
  () => {
    const quality = qualityOf(crossValidate(set!));
    expect(quality.precision).toBeGreaterThanOrEqual(0.95);
    expect(quality.recall).toBeGreaterThanOrEqual(0.9);
    expect(quality.statusAccuracy).toBeGreaterThanOrEqual(0.95);
    expect(quality.affectedCalledFixed).toBeLessThanOrEqual(0.01);
  },
);
