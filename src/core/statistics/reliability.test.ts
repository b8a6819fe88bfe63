import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reliabilityOf } from './reliability.ts';

/** The same numbers in any language: a linear congruential generator, and sums of twelve of its numbers for the normal ones. */
function answers(people: number, seed: number, loadings: readonly number[]): number[][] {
  let state = seed;
  const next = () => {
    state = Number((1103515245n * BigInt(state) + 12345n) % 2147483648n);
    return state / 2147483648;
  };
  const normal = () => Array.from({ length: 12 }, next).reduce((sum, one) => sum + one, 0) - 6;
  return Array.from({ length: people }, () => {
    const factor = normal();
    return loadings.map((loading) => {
      const value = loading * factor + Math.sqrt(Math.max(0, 1 - loading ** 2)) * normal();
      return Math.min(5, Math.max(1, Math.round(3.4 + 1.1 * value)));
    });
  });
}

describe('reliability', () => {
  // Computed in Python: α with numpy.cov, ω from loadings that scipy.optimize (BFGS) found for the maximum likelihood of one factor.
  test.each([
    [answers(60, 7, [0.8, 0.6, 0.7]), 0.6622189390091879, 0.6886406537154268],
    [answers(120, 11, [0.7, 0.5, 0.6, 0.4, 0.8, 0.55, 0.3]), 0.7127215316433914, 0.7239928359546354],
    [
      answers(
        200,
        3,
        Array.from({ length: 21 }, (_, item) => 0.5 + 0.02 * item - 0.2 * (item % 3)),
      ),
      0.8365351531700498,
      0.8433456255608314,
    ],
  ])('agrees with what numpy and scipy make of the same answers (table %#)', (rows, alpha, omega) => {
    const found = reliabilityOf(rows);
    expect(found.alpha.value).toBeCloseTo(alpha, 10);
    expect(found.omega.value).toBeCloseTo(omega, 6);
  });

  test('of three items that covary alike, both are the same, by hand', () => {
    // Variances 2, covariances 1: α = 3/2·(1 − 6/12) = 0.75; loadings 1, errors 1: ω = 9/(9 + 3) = 0.75.
    const signs = [-1, 1];
    const rows = signs.flatMap((shared) =>
      signs.flatMap((a) => signs.flatMap((b) => signs.map((c) => [3 + shared + a, 3 + shared + b, 3 + shared + c]))),
    );
    const found = reliabilityOf([...rows, ...rows]);
    expect(found.alpha.value).toBeCloseTo(0.75, 12);
    expect(found.omega.value).toBeCloseTo(0.75, 6);
  });

  test('is unknown, with its reason, of few people, few items, equal answers and items that go against each other', () => {
    const rows = answers(29, 5, [0.6, 0.6, 0.6]);
    expect(reliabilityOf(rows)).toMatchObject({ alpha: { reason: 'too-few-respondents' }, omega: { reason: 'too-few-respondents' } });
    const enough = answers(60, 5, [0.6, 0.6, 0.6]);
    const cut = (items: number) => reliabilityOf(enough.map((row) => row.slice(0, items)));
    expect([cut(1).alpha.reason, cut(2).alpha.reason, cut(2).omega.reason]).toEqual(['too-few-items', null, 'too-few-items']);
    expect(reliabilityOf(enough.map(() => [4, 4, 4]))).toMatchObject({
      alpha: { reason: 'no-variance' },
      omega: { reason: 'no-variance' },
    });
    expect(reliabilityOf(enough.map(([one = 3]) => [one, one, one])).omega.reason).toBe('no-single-factor');
  });

  test('is known of thirty, and of nobody it is too few', () => {
    expect(reliabilityOf(answers(30, 5, [0.6, 0.6, 0.6])).alpha.reason).toBeNull();
    expect(reliabilityOf([]).alpha.reason).toBe('too-few-respondents');
  });

  test('refuses people who answered different items', () => {
    const rows = answers(40, 5, [0.6, 0.6, 0.6]);
    expect(() => reliabilityOf([...rows, [3, 3]])).toThrow('the same items');
  });

  test('where one item never varies, or all sums are equal, no single factor is found', () => {
    const rows = answers(60, 5, [0.6, 0.6, 0.6]);
    const still = reliabilityOf(rows.map((row) => [...row, 4]));
    expect([still.alpha.reason, still.omega.reason]).toEqual([null, 'no-variance']);
    const cancelling = reliabilityOf(rows.map(([one = 0, other = 0]) => [one, other, 12 - one - other]));
    expect([cancelling.alpha.reason, cancelling.omega.reason]).toEqual(['no-variance', 'no-single-factor']);
  });

  test('an item that another one repeats leaves no error, and no model', () => {
    const rows = answers(60, 5, [0.8, 0.7, 0.6]);
    expect(reliabilityOf(rows.map(([one = 0, other = 0]) => [one, one, other])).omega.reason).toBe('no-single-factor');
  });

  test('the scale people answer on does not count: in thousandths or in thousands both stay as they are', () => {
    const rows = answers(80, 9, [0.7, 0.6, 0.5, 0.6]);
    const { alpha, omega } = reliabilityOf(rows);
    for (const factor of [0.001, 1_000]) {
      const found = reliabilityOf(rows.map((row) => row.map((one) => one * factor)));
      expect(found.alpha.value).toBeCloseTo(alpha.value ?? Number.NaN, 9);
      expect(found.omega.value).toBeCloseTo(omega.value ?? Number.NaN, 7);
    }
  });

  test('adding a constant, turning every item round, and another order of people change nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), fc.integer({ min: -3, max: 3 }), (seed, constant) => {
        const rows = answers(60, seed, [0.7, 0.6, 0.5, 0.6]);
        const { alpha, omega } = reliabilityOf(rows);
        for (const other of [
          rows.map((row) => row.map((one) => one + constant)),
          rows.map((row) => row.map((one) => 6 - one)),
          rows.toReversed(),
        ]) {
          const found = reliabilityOf(other);
          expect(found.alpha.value ?? 9).toBeCloseTo(alpha.value ?? 9, 9);
          expect(found.omega.value ?? 9).toBeCloseTo(omega.value ?? 9, 5);
        }
        if (omega.value !== null) expect(omega.value >= 0 && omega.value <= 1).toBe(true);
        if (alpha.value !== null) expect(alpha.value).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });
});
