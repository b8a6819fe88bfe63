import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advisoryArbitrary, lineArbitrary } from '#test/support/named-alike-cases.ts';
import { DeviceComparer } from './device-comparer.ts';
import { readDevice } from './device-names.ts';
import { compare } from './features.ts';
import { prepareMatcher } from './match-model.ts';
import { bandEdges, probabilityOf, type MatchingWeights } from './probability.ts';
import { matchingWeights } from './weights.ts';

const rounded = (probability: number): number => Math.round(probability * 10_000) / 10_000;

/** Weights that let more or less come to the weak edge than the fitted ones, some of the other sign. */
const weightsArbitrary: fc.Arbitrary<MatchingWeights> = fc
  .record({ bias: fc.double({ min: -8, max: -1, noNaN: true }), factor: fc.double({ min: -0.5, max: 2, noNaN: true }), turned: fc.nat(20) })
  .map(({ bias, factor, turned }) => ({
    ...matchingWeights,
    bias,
    features: { ...matchingWeights.features, [Object.keys(matchingWeights.features)[turned] ?? 'mass']: factor * 3 },
  }));

describe('DeviceComparer', () => {
  it('says of every product what the full comparison says, and leaves out only what stays below the weak edge', () => {
    let kept = 0;
    let leftOut = 0;
    fc.assert(
      fc.property(
        fc.array(advisoryArbitrary, { minLength: 1, maxLength: 6 }),
        lineArbitrary,
        fc.oneof(fc.constant(matchingWeights), weightsArbitrary),
        (advisories, line, weights) => {
          const matcher = prepareMatcher(advisories, [line], weights);
          const device = readDevice(line);
          if (device.pieces.length === 0) return;
          const comparer = new DeviceComparer(device, matcher);
          const wrong: unknown[] = [];
          matcher.index.namings.forEach((naming, at) => {
            for (const place of naming.groups) {
              const group = matcher.index.groups[place];
              if (group === undefined) throw new Error('a naming without its group');
              const whole = compare(device, group.reading, matcher.rarity);
              const fitted = whole === null ? 0 : rounded(probabilityOf(whole.features, weights));
              const bounded = comparer.compare(at, place, false);
              const full = JSON.stringify({ comparison: whole, fitted });
              if (bounded === null) leftOut++;
              else if (fitted >= bandEdges.weak) kept++;
              if (bounded === null ? fitted >= bandEdges.weak : JSON.stringify(bounded) !== full) wrong.push([bounded, full]);
              if (JSON.stringify(comparer.compare(at, place, true)) !== full) wrong.push(full);
            }
          });
          expect(wrong).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
    expect(Math.min(kept, leftOut)).toBeGreaterThan(50);
  });

  it('takes a name apart from one that only its title or what stands beside it tells from it', () => {
    const line = { id: 'a', vendor: 'Norda', product: 'Kestrel Harrier MX700', version: null, description: null };
    fc.assert(
      fc.property(fc.array(advisoryArbitrary, { minLength: 2, maxLength: 8 }), (advisories) => {
        const matcher = prepareMatcher(advisories, [line]);
        const groups = matcher.index.namings.flatMap(({ groups: places }) => places);
        expect(groups.toSorted((left, right) => left - right)).toEqual(matcher.index.groups.map((_, at) => at));
      }),
    );
  });
});
