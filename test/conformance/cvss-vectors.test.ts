/**
 * Files of vectors with their scores, kept outside the repository: every base score, and the environmental one where the vector
 * holds such metrics (of 4.0 the whole score). There is no exception, and there is to be none.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { scoreOfVector } from '#core/vulnerabilities/cvss.ts';

const folder = fileURLToPath(new URL('../../../shared/data/cvss/', import.meta.url));
const isThere = existsSync(folder);

/** File → vectors, and how many of them hold a score beside the base score that we give. */
const wanted: Readonly<Record<string, readonly [vectors: number, environmental: number]>> = {
  vectors_calculator2: [5, 1],
  vectors_calculator3: [2, 1],
  vectors_cvsslib2: [24, 3],
  vectors_cvsslib3: [29, 6],
  vectors_security4: [54, 54],
  vectors_simple2: [729, 0],
  'vectors_simple3.gz': [2592, 0],
  'vectors_simple31.gz': [2592, 0],
  'vectors_simple4.gz': [1058, 0],
  vectors_supplemental4: [576, 0],
  vectors_threat4: [6, 0],
};

interface Line {
  readonly vector: string;
  /** Base, temporal, environmental; of 4.0 the score with all that the vector says. */
  readonly scores: readonly (number | null)[];
}

function linesOf(file: string): Line[] {
  const bytes = readFileSync(folder + file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [vector = '', said = ''] = line.split(' - ');
      const numbers = said.match(/None|-?[\d.]+/g) ?? [];
      return { vector, scores: numbers.map((number) => (number === 'None' ? null : Math.abs(Number(number)))) };
    });
}

const isWhole = (vector: string) => vector.startsWith('CVSS:4.0/');

describe.skipIf(!isThere)(isThere ? 'vectors of CVSS' : `vectors of CVSS, skipped because ${folder} is absent`, () => {
  it('has every file of vectors in its table', () => {
    expect(
      readdirSync(folder)
        .filter((name) => name.startsWith('vectors_'))
        .toSorted(),
    ).toEqual(Object.keys(wanted).toSorted());
  });

  it.each(Object.entries(wanted))('%s: every score as it stands there', (file, [vectors, environmental]) => {
    const lines = linesOf(file);
    let compared = 0;
    const wrong = lines.filter(({ vector, scores }) => {
      const said = scoreOfVector(vector);
      if (said.kind === 'broken') return true;
      const [base = null, , third = null] = scores;
      if (said.environmental !== null) compared += 1;
      const isEnvironmentalRight = said.environmental === null || said.environmental === (isWhole(vector) ? base : third);
      // A threat metric moves the only score that 4.0 has, and the base score is told without it.
      const isBaseTold = !isWhole(vector) || (said.environmental === null && !/\/E:[APU]/.test(vector));
      return !(isEnvironmentalRight && (!isBaseTold || said.base === base));
    });
    expect(wrong.map(({ vector }) => vector)).toEqual([]);
    expect([lines.length, compared]).toEqual([vectors, environmental]);
  });
});
